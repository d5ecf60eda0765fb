/**
 * Infers folders that links use another name for: if many links start with `en/`, no folder has that name, and their targets are
 * in `wiki-en/`, then `en` means `wiki-en`. Depends on the whole wiki, not on the order of its articles.
 */
import { compareStrings, diagnosticIn } from '../diagnostics.ts';
import type { Article, Diagnostic, ParsedArticle, Span } from '../model.ts';
import { type LinkRoot, pathBelow, rootKey, shownFolder } from './link-roots.ts';
import type { Named } from './name-index.ts';
import { type LinkResolver, withoutMd } from './resolve-links.ts';

export interface InferredRoot extends LinkRoot {
  /** Number of links that resolve only with this root. */
  readonly links: number;
  /** The first such link, by path and position. */
  readonly first: Pick<StrayLink, 'from' | 'span'>;
}

/** A link with a path that does not start with a folder of the vault. */
interface StrayLink {
  readonly from: ParsedArticle;
  readonly span: Span;
  /** As written, without `.md`, anchor and leading slashes. */
  readonly target: string;
  /** The file found by the end of the path; undefined if the link does not resolve without a root. */
  readonly found: Named | undefined;
}

interface VaultPaths {
  /** Paths of all files, including private ones. */
  readonly paths: readonly string[];
  /** The files at a path from the root, without `.md`. */
  readonly filesAt: (path: string) => readonly Named[];
  /** Name of the folder that contains the vault; empty if unknown. */
  readonly vaultName: string;
}

/** Minimum number of links that must resolve with a root; also, at least half of the links that need one must resolve. */
const leastLinks = 3;

/** Maximum number of folders that share a word; a more common word identifies none of them. */
const maxFolders = 20;

/** Usual names of content folders; the vault may have been moved out of one. */
const contentFolders: ReadonlySet<string> = new Set(['content', 'contents', 'docs', 'notes', 'pages', 'src', 'vault', 'wiki']);

/**
 * The roots that the links of these articles imply, by name.
 *
 * @param resolver resolves links by the known names and the configured roots
 * @param vaultName name of the folder that contains the vault
 */
export function inferRoots(
  articles: readonly Pick<Article, 'lang' | 'parsed'>[],
  resolver: LinkResolver,
  vaultName: string,
): InferredRoot[] {
  const { published, withheld } = resolver.names;
  const paths = [...published.files, ...withheld.files].map(({ path }) => path);
  const strays = straysOf(articles, resolver, paths);
  const groups = [...groupsOf(strays).values()].filter(({ all, missing }) => missing > 0 && all >= leastLinks);
  if (groups.length === 0) return [];
  const filesAt = (path: string): readonly Named[] => {
    const files = published.atPath(path);
    return files.length > 0 ? files : withheld.atPath(path);
  };
  const folders = foldersOf(paths);
  const byWord = byWordOf(folders);
  const tops = folders.filter((folder) => !folder.includes('/'));
  return groups
    .flatMap((group) => rootOf(group, { paths, filesAt, vaultName, byWord, tops }) ?? [])
    .sort((a, b) => compareStrings(rootKey(a.name), rootKey(b.name)));
}

/** The finding about a root, reported at the first link that needs it. */
export function rootFinding({ name, folders, links, first }: InferredRoot): Diagnostic {
  const shown = folders.map((folder) => (folder === '' ? shownFolder(folder) : `\`${folder}/\``)).join(' or ');
  const [only = ''] = folders;
  const count = links === 1 ? '1 link that starts' : `${links.toLocaleString('en')} links that start`;
  return diagnosticIn(
    'link-root',
    first.from,
    first.span,
    `There is no folder \`${name}/\`; ${count} with it ${links === 1 ? 'was' : 'were'} found in ${shown}.`,
    folders.length === 1
      ? `Confirm it in sourcebook.yaml: \`links: { roots: { ${yamlText(name)}: ${yamlText(only || '/')} } }\`.`
      : undefined,
  );
}

/** A text in a YAML flow map, quoted if necessary. */
function yamlText(text: string): string {
  return /^[\p{L}/][\p{L}\p{N}/_ -]*$/u.test(text) ? text : JSON.stringify(text);
}

/** Links whose path starts with a name that is not a root folder, and that no better rule resolves. */
function straysOf(
  articles: readonly Pick<Article, 'lang' | 'parsed'>[],
  { answer, names }: LinkResolver,
  paths: readonly string[],
): StrayLink[] {
  const tops = new Set(paths.flatMap((path) => (path.includes('/') ? rootKey(path.slice(0, path.indexOf('/'))) : [])));
  const strays: StrayLink[] = [];
  for (const { lang, parsed } of articles) {
    for (const { target: written, span, isOptional } of parsed.links) {
      if (isOptional || written.startsWith('.') || !written.includes('/')) continue;
      const target = withoutMd(written).replace(/^\/+/, '');
      const slash = target.indexOf('/');
      if (slash < 0 || tops.has(rootKey(target.slice(0, slash)))) continue;
      const known = answer(withoutMd(written), { path: parsed.path, lang });
      const isBySuffix = known.state === 'found' && known.tried.length === names.published.rules.length;
      if (isBySuffix) strays.push({ from: parsed, span, target, found: known.file });
      else if (known.state === 'missing') strays.push({ from: parsed, span, target, found: undefined });
    }
  }
  return strays;
}

/** Links with the same first segment. */
interface Group {
  name: string;
  all: number;
  missing: number;
  /** By the rest of the path. */
  readonly rests: Map<string, { missing: number; readonly found: Named[]; first: StrayLink | undefined }>;
}

function groupsOf(strays: readonly StrayLink[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const stray of strays) {
    const slash = stray.target.indexOf('/');
    const name = stray.target.slice(0, slash);
    const key = rootKey(name);
    const group = groups.get(key) ?? { name, all: 0, missing: 0, rests: new Map() };
    groups.set(key, group);
    // Of several spellings, always pick the same one, regardless of the order of links.
    if (name < group.name) group.name = name;
    const text = stray.target.slice(slash + 1);
    const rest = group.rests.get(text) ?? { missing: 0, found: [], first: undefined };
    group.rests.set(text, rest);
    group.all++;
    if (stray.found) rest.found.push(stray.found);
    else {
      group.missing++;
      rest.missing++;
      if (!rest.first || isBefore(stray, rest.first)) rest.first = stray;
    }
  }
  return groups;
}

function isBefore(a: StrayLink, b: StrayLink): boolean {
  return a.from.path === b.from.path ? a.span.start < b.span.start : a.from.path < b.from.path;
}

interface Candidates extends VaultPaths {
  readonly byWord: ReadonlyMap<string, readonly string[]>;
  /** Folders at the root. */
  readonly tops: readonly string[];
}

function rootOf(group: Group, vault: Candidates): InferredRoot | undefined {
  const key = rootKey(group.name);
  const named = vault.byWord.get(key) ?? [];
  // If both `wiki-en` and `wiki-ru` match, each article means the nearer one.
  const byName = named.length <= maxFolders ? evidenceFor(group, named, vault) : undefined;
  if (byName) return byName;
  // The folder no longer exists: its content is at the root or, if it contained the whole wiki, in any of the top folders.
  const heldAll = contentFolders.has(key) || key === rootKey(vault.vaultName);
  const atRoot = evidenceFor(group, [''], vault);
  if (atRoot && (heldAll || atRoot.rests >= leastLinks)) return atRoot;
  return heldAll && vault.tops.length <= maxFolders ? evidenceFor(group, vault.tops, vault) : undefined;
}

/** The root if a first segment means these folders, without those that hold no target; undefined if too few links support it. */
function evidenceFor(
  { name, missing, rests }: Group,
  folders: readonly string[],
  { filesAt }: VaultPaths,
): (InferredRoot & { readonly rests: number }) | undefined {
  const used = new Set<string>();
  let rescued = 0;
  let confirmed = 0;
  let count = 0;
  let first: StrayLink | undefined;
  for (const [rest, links] of rests) {
    const there = new Set<Named>();
    for (const folder of folders) {
      const path = pathBelow(folder, rest);
      const files = path === undefined ? [] : filesAt(path);
      if (files.length > 0) used.add(folder);
      for (const file of files) there.add(file);
    }
    if (there.size === 0) continue;
    count++;
    rescued += links.missing;
    for (const file of links.found) if (there.has(file)) confirmed++;
    if (links.first && (!first || isBefore(links.first, first))) first = links.first;
  }
  const isEnough = rescued + confirmed >= leastLinks && 2 * (rescued + confirmed) >= missing + confirmed;
  if (!first || !isEnough) return undefined;
  return { name, folders: folders.filter((folder) => used.has(folder)), links: rescued, first, rests: count };
}

/** All folders, sorted by name. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = path.slice(0, slash);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return [...folders].sort();
}

/** Folders by each word in their names: `wiki-en`, `wiki_en`, `wiki en` and `WikiEn` by `wiki` and by `en`. */
function byWordOf(folders: readonly string[]): Map<string, string[]> {
  const byWord = new Map<string, string[]>();
  for (const folder of folders) {
    const name = folder.slice(folder.lastIndexOf('/') + 1).normalize('NFC');
    const words = name.split(/[\s._-]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u);
    for (const word of new Set(words.map(rootKey))) {
      const holders = byWord.get(word);
      if (holders) holders.push(folder);
      else byWord.set(word, [folder]);
    }
  }
  return byWord;
}
