/** The table of all stores of the cache, and how to open one. */
import { join } from 'node:path';
import { digest } from './digest.ts';
import { readJson, removeIfPossible, writeWhole } from './files.ts';
import { inCache, makeWritable } from './place.ts';
import { openOutput, openVault } from './vaults.ts';
import { codeVersion, templatesVersion } from './versions.ts';

interface Row {
  readonly holds: string;
  /** One for the whole cache, one for each vault, or one for each output folder of a vault. */
  readonly scope: 'cache' | 'vault' | 'output';
  /** A file with one value, or a folder whose files the caller manages. */
  readonly form: 'value' | 'folder';
  /** Below the folder of its scope. */
  readonly path: string;
  /** Parts of the key. If one differs, the contents are invalid. */
  readonly key: readonly string[];
  /** What limits its size. Stores of a vault are removed with the vault (limit.ts). */
  readonly bound: string;
}

/**
 * Parts of keys: `code` and `templates` are versions of this program (versions.ts); all others come from the caller that
 * opens the store.
 */
export const stores = {
  themes: {
    holds: 'compiled themes, each in a folder named by its key',
    scope: 'cache',
    form: 'folder',
    path: 'themes',
    key: ['templates', 'base', 'runtime', 'components'],
    bound: 'those in use, and the last few that were (theme.ts)',
  },
  compiled: {
    holds: 'parsed articles, their bodies, the sentences of their links and their words, by the stamps of files',
    scope: 'vault',
    form: 'folder',
    path: 'compiled',
    key: ['code', 'reading'],
    bound: 'the files of the vault',
  },
  hidden: {
    holds: 'the same of articles with hidden links, by the stamps of files and what is hidden',
    scope: 'vault',
    form: 'folder',
    path: 'hidden',
    key: ['code', 'reading'],
    bound: 'the files of the vault',
  },
  files: {
    holds: 'what files held when they were last read, by their stamps',
    scope: 'vault',
    form: 'value',
    path: 'files.json',
    key: ['code'],
    bound: 'the files of the vault that were read',
  },
  attachments: {
    holds: 'facts of attachments, by the stamps of files',
    scope: 'vault',
    form: 'folder',
    path: 'attachments',
    key: ['code'],
    bound: 'the attachments that the last run reached',
  },
  pictures: {
    holds: 'smaller copies of pictures, by digests of the pictures and settings of the encoders',
    scope: 'vault',
    form: 'folder',
    path: 'pictures',
    key: [],
    bound: 'the copies that the last build used',
  },
  mentions: {
    holds: 'unlinked mentions of each article',
    scope: 'vault',
    form: 'value',
    path: 'mentions.json',
    key: ['code', 'reading', 'names'],
    bound: 'the articles of the vault',
  },
  'mention-names': {
    holds: 'the names to look for, while threads look for them',
    scope: 'vault',
    form: 'folder',
    path: 'names',
    key: ['code', 'reading', 'names'],
    bound: 'one file a running search',
  },
  inspection: {
    holds: 'what `check` last found',
    scope: 'vault',
    form: 'value',
    path: 'inspection.json',
    key: ['code', 'settings', 'listing', 'audience'],
    bound: 'one report',
  },
  map: {
    holds: 'the map of the graph',
    scope: 'vault',
    form: 'value',
    path: 'map.json',
    key: ['code', 'graph'],
    bound: 'one map',
  },
  git: {
    holds: 'when files were last committed',
    scope: 'vault',
    form: 'value',
    path: 'git.json',
    key: ['code', 'state'],
    bound: 'the files of the repository',
  },
  revisions: {
    holds: 'the files of the revisions that `diff` last compared',
    scope: 'vault',
    form: 'folder',
    path: 'revisions',
    key: [],
    bound: 'two revisions of the vault',
  },
  'live-search': {
    holds: 'the search index of `dev`, and its documents',
    scope: 'vault',
    form: 'folder',
    path: 'live-search',
    key: ['code'],
    bound: 'the articles of the vault',
  },
  build: {
    holds: 'facts of the last build, and what it was made from',
    scope: 'output',
    form: 'value',
    path: 'build.json',
    key: ['code', 'theme', 'options', 'settings', 'listing'],
    bound: 'one build',
  },
  articles: {
    holds: 'what was made of each article, and of which answers',
    scope: 'output',
    form: 'value',
    path: 'articles.json',
    key: ['code', 'theme', 'options', 'settings', 'site'],
    bound: 'the articles of the last build',
  },
  ledger: {
    holds: 'what each file of the output was made from',
    scope: 'output',
    form: 'value',
    path: 'ledger.json',
    key: ['code'],
    bound: 'the files of the last build',
  },
  proof: {
    holds: 'which secrets a site was proven not to hold',
    scope: 'output',
    form: 'value',
    path: 'proof.json',
    key: ['code'],
    bound: 'one digest',
  },
  search: {
    holds: 'the documents of the search index',
    scope: 'output',
    form: 'folder',
    path: 'search',
    key: ['code'],
    bound: 'the articles of the last build',
  },
} as const satisfies Readonly<Record<string, Row>>;

export type StoreName = keyof typeof stores;

const versions = { code: codeVersion, templates: templatesVersion } as const;

/** A part of a key that the caller gives. */
type GivenPart<N extends StoreName> = Exclude<(typeof stores)[N]['key'][number], keyof typeof versions>;

/** Folders, as they were named on the command line. */
interface Places {
  readonly cache: object;
  readonly vault: { readonly content: string };
  readonly output: { readonly content: string; readonly out: string };
}

interface Forms {
  readonly value: ValueStore;
  readonly folder: StoreFolder;
}

/** A store whose files the caller manages. */
export interface StoreFolder {
  readonly path: string;
  /** Changes if the contents become invalid; the caller compares it. */
  readonly version: string;
}

/**
 * Opens a store: in the cache, or in a temporary folder if the cache cannot be written.
 *
 * @param at the vault, and the output folder, that it belongs to
 * @param parts of its key
 */
export function openStore<N extends StoreName>(
  name: N,
  at: Places[(typeof stores)[N]['scope']],
  parts: Readonly<Record<GivenPart<N>, string>>,
): Forms[(typeof stores)[N]['form']];
export function openStore(
  name: StoreName,
  at: Partial<Places['output']>,
  parts: Readonly<Record<string, string>>,
): Forms[keyof Forms] {
  const { form, scope, path, key }: Row = stores[name];
  const version = digest(
    ...key.map((part) => (part in versions ? versions[part as keyof typeof versions]() : (parts[part] ?? ''))),
  );
  return inCache((root) => {
    const place = join(folderOf(scope, at, root), path);
    if (form === 'value') return new ValueStore(place, version);
    makeWritable(place);
    return { path: place, version };
  });
}

function folderOf(scope: Row['scope'], { content = '', out = '' }: Partial<Places['output']>, root: string): string {
  switch (scope) {
    case 'cache':
      return root;
    case 'vault':
      return openVault(content);
    case 'output':
      return openOutput(content, out);
  }
}

/** One value, valid as long as its key is the same. */
export class ValueStore {
  readonly #file: string;
  readonly #key: string;

  constructor(file: string, key: string) {
    this.#file = file;
    this.#key = key;
  }

  /** Undefined if there is none with this key. */
  read<T>(): T | undefined {
    const kept = readJson<{ key: string; value: T }>(this.#file);
    return kept?.key === this.#key ? kept.value : undefined;
  }

  /** @returns the value */
  write<T>(value: T): T {
    writeWhole(this.#file, JSON.stringify({ key: this.#key, value }));
    return value;
  }

  /** What is left of it where it cannot be removed has to be recognised by its value. */
  clear(): void {
    removeIfPossible(this.#file);
  }
}
