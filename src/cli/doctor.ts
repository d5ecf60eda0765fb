import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, relative, resolve } from 'node:path';
import { openWiki } from '../api/index.ts';
import { refuseOutputInside } from '../publish/build.ts';
import { readVaultConfig } from '../publish/library.ts';
import { cacheLimit, measureCache } from '../publish/memory/limit.ts';
import { cacheRoot, isPackaged } from '../publish/memory/place.ts';
import { readMarker } from '../publish/output/marker.ts';
import { loadOwnCode } from '../publish/own-code/load.ts';
import { PlainError } from '../shared/plain-error.ts';
import { gitState } from '../vault/git-history.ts';
import type { VaultListing } from '../vault/listing.ts';
import { listVault, reasonOf } from '../vault/read-vault.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import { type Command, readOptions } from './command.ts';
import { ownCodeFile, ownCodeHelp, ownCodeOptions } from './own-code.ts';
import { packageVersion } from './own-package.ts';
import { counted, noArticles, plural, sizeText } from './report.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'says what this machine and this vault have, and what stands in the way',
  help: `Usage: sourcebook doctor [options]

  --content DIR   the folder of markdown   (default: content)
  --out DIR       the output folder        (default: dist)
${ownCodeHelp}

Looks at Node, the cache, the output folder and the vault: its articles, types, languages and private files, and what in it
Sourcebook does not understand. Changes nothing. Put its output into a bug report.

Exit: 0 nothing stands in the way of a build, 1 something does, 2 could not run.`,
  async run(args) {
    const options = readOptions('doctor', args, {
      content: { type: 'string', default: 'content' },
      out: { type: 'string', default: 'dist' },
      ...ownCodeOptions,
    });
    const { content, out } = options;
    const ownCode = ownCodeFile(options);
    const vault = readVault(content);
    const ofOut = (vault instanceof Error ? undefined : ofOutputInside(vault.listing, out)) ?? ofOutput(out);
    const report = [...machine(), ofOut, await ofOwnCode(ownCode), ...(await ofVault(content, vault, ownCode))];
    for (const { mark, name, text } of report) console.log(`${mark.padEnd(5)} ${name.padEnd(11)} ${text}`);
    return report.some(({ mark }) => mark === 'fault') ? 1 : 0;
  },
};

interface Line {
  /** `note` is worth a look; `fault` stands in the way of a build. */
  readonly mark: 'ok' | 'note' | 'fault';
  readonly name: string;
  readonly text: string;
}

const line = (mark: Line['mark'], name: string, text: string): Line => ({ mark, name, text });

function machine(): Line[] {
  const form = isPackaged ? 'package' : 'clone';
  const { bytes, vaults } = measureCache();
  const size = `${sizeText(bytes)} of at most ${sizeText(cacheLimit())}, ${plural(vaults, 'vault')}`;
  return [
    line('ok', 'Sourcebook', `${packageVersion} (${form})`),
    line('ok', 'Node', `${process.version}, ${process.platform} ${process.arch}`),
    line('ok', 'cache', `${cacheRoot()}: ${size}`),
  ];
}

/** Undefined if the output folder is outside of the vault. */
function ofOutputInside(listing: VaultListing, out: string): Line | undefined {
  try {
    refuseOutputInside(listing, out);
    return undefined;
  } catch (error) {
    return line('fault', 'output', error instanceof Error ? error.message : String(error));
  }
}

function ofOutput(out: string): Line {
  const folder = resolve(out);
  if (!existsSync(folder)) {
    const above = dirname(folder);
    return isWritable(above)
      ? line('ok', 'output', `${out}: will be made`)
      : line('fault', 'output', `${above} cannot be written.`);
  }
  const marker = readMarker(folder);
  if (marker && !isWritable(folder)) return line('fault', 'output', `${out} cannot be written.`);
  if (marker) return line('ok', 'output', `${out}: a site of ${plural(marker.files.length, 'file')} for ${marker.base}`);
  if (!statSync(folder).isDirectory()) return line('fault', 'output', `${out} is not a folder.`);
  if (readdirSync(folder).length === 0) return line('ok', 'output', `${out}: empty`);
  return line('fault', 'output', `${out} holds files that Sourcebook did not make; choose another with --out.`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

interface ReadVault {
  /** Problems of sourcebook.yaml. */
  readonly problems: number;
  readonly listing: VaultListing;
}

function readVault(content: string): ReadVault | Error {
  try {
    const { config, diagnostics } = readVaultConfig(content);
    return { problems: diagnostics.length, listing: listVault(resolve(content), config) };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function ofOwnCode(file: string | undefined): Promise<Line> {
  if (file === undefined) return line('ok', 'own code', 'none; sourcebook.config.ts would hold it');
  try {
    await loadOwnCode(file);
    return line('ok', 'own code', relative('.', file));
  } catch (error) {
    return line('fault', 'own code', error instanceof Error ? error.message : String(error));
  }
}

async function ofVault(content: string, vault: ReadVault | Error, config: string | undefined): Promise<Line[]> {
  try {
    if (vault instanceof Error) throw vault;
    const { problems, listing } = vault;
    const wiki = await openWiki({ content, config });
    return [
      line(
        'ok',
        'vault',
        `${content}: ${plural(listing.markdown.length, 'file')} of markdown, ${plural(listing.attachments.length, 'other file')}`,
      ),
      problems === 0
        ? line(
            'ok',
            'settings',
            existsSync(resolve(content, 'sourcebook.yaml')) ? 'sourcebook.yaml' : 'none; sourcebook.yaml would hold them',
          )
        : line('note', 'settings', `${plural(problems, 'problem')}; \`sourcebook check\` shows them`),
      wiki.articles.length === 0
        ? line('note', 'articles', noArticles)
        : line(
            'ok',
            'articles',
            `${wiki.articles.length.toLocaleString('en')}: ${counted(wiki.articles.map(({ type }) => type))}`,
          ),
      line('ok', 'languages', counted(wiki.articles.map(({ lang }) => lang)) || 'none'),
      line(
        'ok',
        'private',
        wiki.withheld.length === 0 ? 'none' : `${plural(wiki.withheld.length, 'file')} withheld from readers`,
      ),
      line('ok', 'links', linksOf(wiki)),
      line(
        'ok',
        'dates',
        gitState(resolve(content)) ? 'from frontmatter, else from git' : 'from frontmatter; the vault is in no git repository',
      ),
      ...notUnderstood(wiki, listing),
    ];
  } catch (error) {
    if (error instanceof PlainError) return [line('fault', 'vault', error.message)];
    return [line('fault', 'vault', `${content} cannot be read: ${reasonOf(error)}.`)];
  }
}

function linksOf({ resolutions }: Wiki): string {
  const states = [...resolutions.values()].flat();
  const missing = states.filter(({ state }) => state === 'missing').length;
  const ambiguous = states.filter(({ state }) => state === 'ambiguous').length;
  return `${states.length.toLocaleString('en')}, ${missing.toLocaleString('en')} lead nowhere, ${ambiguous.toLocaleString('en')} to several articles`;
}

/** Codes of findings about text that pages do not show as it was meant. */
const lossy: ReadonlySet<string> = new Set([
  'frontmatter-invalid',
  'frontmatter-repaired',
  'field-invalid',
  'type-unknown',
  'relation-unknown',
  'html-removed',
  'math-invalid',
  'diagram-invalid',
  'attachment-invalid',
  'file-unreadable',
  'path-unsafe',
]);

/** Files of other tools that are published as they are, without being shown. */
const unread: Readonly<Record<string, string>> = {
  '.canvas': 'canvases',
  '.base': 'bases',
  '.excalidraw': 'drawings of Excalidraw',
  '.org': 'files of Org mode',
  '.ipynb': 'notebooks of Jupyter',
};

function notUnderstood({ diagnostics }: Wiki, { attachments }: VaultListing): Line[] {
  const codes = counted(diagnostics.filter(({ code }) => lossy.has(code)).map(({ code }) => code));
  const kinds = counted(attachments.flatMap(({ path }) => unread[extname(path).toLowerCase()] ?? []));
  return [
    ...(codes === '' ? [] : [line('note', 'findings', `${codes}; \`sourcebook check\` shows where`)]),
    ...(kinds === '' ? [] : [line('note', 'not shown', kinds)]),
  ];
}
