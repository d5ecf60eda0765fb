/**
 * Proves, before a site is put in place, that its files say nothing of private articles: no name, path or id, and none of the
 * longest runs of words of their texts. This trusts no step before it: it reads the bytes that were written. What public articles
 * say themselves is no secret.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { escapeAttribute } from '../render/print/escape.ts';
import { PlainError } from '../shared/plain-error.ts';
import { readMarkdown } from '../vault/read-vault.ts';
import { articleId } from '../wiki/article-id.ts';
import type { Article, ParsedArticle } from '../wiki/model.ts';
import { parseDate } from '../wiki/schema/dates.ts';
import { inOrder, shownText } from '../wiki/text/hidden.ts';
import { parseWikilink, replaceBrackets } from '../wiki/text/wikilinks.ts';
import { ByteSearch } from './byte-search.ts';
import type { Library } from './library.ts';
import { digest } from './memory/digest.ts';
import { codeRoot } from './memory/place.ts';
import type { ValueStore } from './memory/stores.ts';
import { readMarker } from './output/marker.ts';
import { filesBelow, type Output } from './output/output.ts';

/** A site that would say something of a private article. The message is for its author. */
export class LeakError extends PlainError {
  override readonly name = 'LeakError';

  constructor(message: string) {
    super(message, 'private-text-found');
  }
}

/** A text that gives a private article away. */
export interface Secret {
  /** As files of a site may spell it. */
  readonly spellings: readonly string[];
  /** Path of the private article. */
  readonly path: string;
}

export interface Leak {
  readonly secret: Secret;
  readonly spelling: string;
  /** Path in the output. */
  readonly file: string;
}

/** What is proven, and where. */
interface Proving {
  readonly library: Library;
  readonly output: Output;
  /** The folder that the output takes the place of. */
  readonly out: string;
  /** What was proven last. */
  readonly store: ValueStore;
  /** Paths in the output of files that are copies of attachments: they hold what their authors put there. */
  readonly attachments: ReadonlySet<string>;
  /** Words that the site says of itself. */
  readonly ownWords: () => string;
}

/** What was proven last. */
interface Proven {
  /** Names the secrets. */
  readonly version: string;
  /** The build in the output, since a later one may have left no trace where the cache could not be written. */
  readonly build: string | undefined;
}

function isSame(a: Proven | undefined, b: Proven): boolean {
  return a !== undefined && a.version === b.version && a.build !== undefined && a.build === b.build;
}

/** Number of files by which the search learns what is rare. */
const sampleSize = 64;

/** The proof of one build. */
export class Proof {
  readonly #proving: Proving;
  readonly #version: string;
  readonly #secrets: readonly Secret[];
  /** Paths of the files that were looked at. */
  readonly #seen = new Set<string>();
  #search: SecretSearch | undefined;

  constructor(proving: Proving) {
    this.#proving = proving;
    this.#secrets = secretsOf(proving.library);
    this.#version = digest(JSON.stringify(this.#secrets));
  }

  /**
   * Reads the files that this build has written and that were not looked at yet.
   *
   * @param isWritten whether a file is written to its end
   */
  look(isWritten: (path: string) => boolean = () => true): void {
    const { staging } = this.#proving.output;
    if (this.#secrets.length > 0) this.#lookAt(staging, filesBelow(staging).filter(isWritten));
  }

  /**
   * Reads the rest, and files of earlier builds too if there are other secrets than were proven last.
   *
   * @throws LeakError
   */
  finish(): void {
    const { library, output, out, store, ownWords } = this.#proving;
    if (this.#secrets.length === 0) return;
    this.look();
    if (!isSame(store.read<Proven>(), { version: this.#version, build: readMarker(out)?.build }))
      this.#lookAt(
        out,
        filesIn(out).filter((path) => !output.isFree(path)),
      );
    const [leak, ...others] = this.#search?.leaks(() => allPublicTexts(library, ownWords)) ?? [];
    if (leak) throw new LeakError(messageOf(leak, others.length));
  }

  /** Remembers what is proven, once the site is in place. */
  remember(): void {
    const { out, store } = this.#proving;
    store.write<Proven>({ version: this.#version, build: readMarker(out)?.build });
  }

  #lookAt(folder: string, paths: readonly string[]): void {
    const files = paths.filter((path) => !this.#seen.has(path));
    const bytesOf = (path: string): Uint8Array | undefined =>
      this.#proving.attachments.has(path) ? undefined : readable(path, join(folder, path));
    const step = Math.ceil(files.length / sampleSize);
    this.#search ??= new SecretSearch(
      this.#secrets,
      files.filter((_, index) => index % step === 0).flatMap((path) => bytesOf(path) ?? []),
    );
    for (const path of files) {
      this.#seen.add(path);
      this.#search.lookAtPath(path);
      const bytes = bytesOf(path);
      if (bytes) this.#search.lookAt(path, bytes);
    }
  }
}

function* allPublicTexts(library: Library, ownWords: () => string): Generator<string> {
  yield ownWords();
  yield* publicTexts(library);
}

function messageOf({ secret, spelling, file }: Leak, others: number): string {
  const more = others === 0 ? '' : ` (and ${others.toLocaleString('en')} more secret${others === 1 ? '' : 's'})`;
  return `\`${file}\` would say “${spelling}” of the private article \`${secret.path}\`${more}, so nothing was published. Please report this as a fault of Sourcebook; if the words are no secret, \`--no-proof\` publishes the site.`;
}

/** Looks for secrets in files. */
export class SecretSearch {
  readonly #secrets: readonly { readonly secret: Secret; readonly spelling: string }[];
  readonly #search: ByteSearch;
  /** By index of the spelling: the first file that holds it. */
  readonly #found = new Map<number, string>();

  constructor(secrets: readonly Secret[], sample: Iterable<Uint8Array> = []) {
    this.#secrets = secrets.flatMap((secret) => secret.spellings.map((spelling) => ({ secret, spelling })));
    this.#search = new ByteSearch(
      this.#secrets.map(({ spelling }) => spelling),
      sample,
    );
  }

  lookAt(file: string, bytes: Uint8Array): void {
    this.#search.scan(bytes, (index, offset) => {
      if (this.#found.has(index)) return;
      const { spelling } = this.#secrets[index] as { spelling: string };
      if (isWhole(bytes, offset, spelling)) this.#found.set(index, file);
    });
  }

  lookAtPath(file: string): void {
    this.lookAt(file, Buffer.from(file));
  }

  /** What was found and is in none of the public texts, which are asked for only if something was found. */
  leaks(publicTexts: () => Iterable<string>): Leak[] {
    if (this.#found.size === 0) return [];
    const found = [...this.#found].map(([index, file]) => ({
      ...(this.#secrets[index] as { secret: Secret; spelling: string }),
      file,
    }));
    const texts = [...publicTexts()];
    const said = saidIn(texts, [...new Set(found.map(({ secret }) => secret))]);
    let open = found.filter(({ secret }) => !said.has(secret)).map((leak) => ({ leak, words: ` ${wordsOf(leak.spelling)} ` }));
    for (const text of texts) {
      if (open.length === 0) break;
      const words = ` ${wordsOf(text)} `;
      open = open.filter((each) => !words.includes(each.words));
    }
    // One leak for each secret.
    return [...new Map(open.map(({ leak }) => [leak.secret, leak])).values()];
  }
}

/** The secrets that texts say as they are written. Other spellings are looked for only of the rest, since that takes longer. */
function saidIn(texts: readonly string[], secrets: readonly Secret[]): Set<Secret> {
  const said = new Set<Secret>();
  const names = secrets.map(({ spellings: [name = ''] }) => name);
  const search = new ByteSearch(names);
  for (const text of texts) {
    const bytes = Buffer.from(text);
    search.scan(bytes, (index, offset) => {
      if (isWhole(bytes, offset, names[index] as string)) said.add(secrets[index] as Secret);
    });
  }
  return said;
}

function longestIn(texts: readonly string[]): string {
  return texts.reduce((best, each) => (each.length > best.length ? each : best), '');
}

/** Everything but letters and digits, as far as that can be told without tables. */
const betweenWords = /[\0-/:-@[-`{-¿\u2000-\u206f\u3000-\u303f]+/g;

/** Letters and digits in lower case, other signs as single spaces. Words are as in titles: `half-life` is two. */
function wordsOf(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(betweenWords, ' ').trim();
}

function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && (byte >= 0x80 || /[A-Za-z0-9]/.test(String.fromCharCode(byte)));
}

/** Whether a spelling is found as whole words: `Mars` is not in `Marsden`, nor `red-planet` in `the-red-planet`. */
function isWhole(bytes: Uint8Array, offset: number, spelling: string): boolean {
  const isSlug = /^[^\s]*[-_/][^\s]*$/.test(spelling);
  const goesOn = (byte: number | undefined): boolean => isWordByte(byte) || (isSlug && (byte === 0x2d || byte === 0x5f));
  const end = offset + Buffer.byteLength(spelling);
  // Words of Chinese or Japanese have no space around them.
  const opens = /^[A-Za-z0-9]/.test(spelling) && !isEscape(bytes, offset);
  return !(opens && goesOn(bytes[offset - 1])) && !(!isCut(spelling) && /[A-Za-z0-9]$/.test(spelling) && goesOn(bytes[end]));
}

/** Whether an escape such as `\n` of JSON ends before an offset, whose letter is no part of a word. */
function isEscape(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset - 2] === 0x5c && /[nrt]/.test(String.fromCharCode(bytes[offset - 1] as number));
}

/** The bytes of a file that holds texts; undefined for any other file. */
function readable(path: string, at: string): Uint8Array | undefined {
  if (/\.pf_(?:fragment|filter|meta)$/.test(path)) return gunzipSync(readFileSync(at));
  if (path.startsWith('_astro/') || !/\.(?:html|json|md|xml|txt)$|(?:^|\/)_redirects$/.test(path)) return undefined;
  return readFileSync(at);
}

/** The secrets of every article that is withheld. */
function secretsOf({ root, listing, wiki }: Library): Secret[] {
  const entries = new Map(listing.markdown.map((entry) => [entry.path, entry]));
  // Code of the wiki may give a private article and a public one the same title.
  const given = new Set(wiki.articles.flatMap(({ parsed }) => (parsed.writtenNames ? [parsed.title] : [])));
  return wiki.withheld.flatMap((withheld) => {
    const article = withheld.writtenNames && given.has(withheld.title) ? { ...withheld, title: '' } : withheld;
    const entry = entries.get(article.path);
    const file = entry && readMarkdown(root, entry);
    const text = file && 'text' in file ? file.text : '';
    return secretsIn(article, text);
  });
}

/** The secrets of one article. */
export function secretsIn(
  article: Pick<ParsedArticle, 'path' | 'title' | 'properties' | 'writtenNames' | 'bodyStart'>,
  text: string,
): Secret[] {
  const { path, title, properties, writtenNames = [], bodyStart } = article;
  const file = path.replace(/\.md$/i, '').replace(/(?:^|\/)index$/i, '');
  const stem = file.slice(file.lastIndexOf('/') + 1);
  const names = new Set(
    [title, ...properties.aliases, ...writtenNames, properties.permalink ?? '', stem, file].map((name) => name.trim()),
  );
  return [
    ...[...names].filter(isTelling).map((name) => ({ spellings: spellingsOf(name), path })),
    ...longestRuns(text.slice(bodyStart)).map((run) => ({ spellings: [run], path })),
  ];
}

/** Whether a name can be told from other words: a number, a date or a name of three letters cannot. */
function isTelling(name: string): boolean {
  return /\p{L}/u.test(name) && Buffer.byteLength(name) >= 4 && parseDate(name) === undefined;
}

/** A name as text, in HTML, in JSON, and in addresses. */
function spellingsOf(name: string): string[] {
  const spellings = [
    name,
    name.toLowerCase(),
    escapeAttribute(name),
    JSON.stringify(name).slice(1, -1),
    encodeURI(name),
    articleId(name),
  ];
  return [...new Set(spellings.map((each) => each.slice(0, longestSpelling).replace(/[\ud800-\udbff]$/, '')))].filter(isTelling);
}

/** Of longer names the start is looked for, since a name of a million equal letters would be compared at every one of a text. */
const longestSpelling = 300;

/** Whether a name may go on where its spelling ends. */
function isCut(spelling: string): boolean {
  return spelling.length >= longestSpelling - 1;
}

/** Number of runs of words that stand for a text, and of its longest lines in which they are looked for. */
const maxRuns = 3;
const maxLines = 12;
/** Characters of a line that are looked at. */
const maxLineLength = 1000;

/** Six to ten words, or ten to twenty letters in a script without spaces. */
const run = /[\p{L}\p{N}]+(?: [\p{L}\p{N}]+){5,9}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{10,20}/gu;

/** The longest runs of a text, each from another line. */
function longestRuns(body: string): string[] {
  const lines = [...new Set(body.split('\n'))].sort((a, b) => b.length - a.length).slice(0, maxLines);
  const runs = lines.flatMap((line) => {
    const found = line
      .slice(0, maxLineLength)
      .match(run)
      ?.filter((each) => /\p{L}/u.test(each));
    return found?.length ? [longestIn(found)] : [];
  });
  return runs.sort((a, b) => b.length - a.length).slice(0, maxRuns);
}

/** What public articles say, without the names of private ones that they link to. */
function* publicTexts({ wiki, sourceOf, config }: Library): Generator<string> {
  yield [config.title, config.description, config.author ?? '', ...wiki.attachments].join('\n');
  for (const article of [...wiki.articles, ...wiki.pages]) {
    const { id, parsed } = article;
    const text = withoutPrivate(article, wiki.resolutions.get(id) ?? [], sourceOf(id));
    // What code of the wiki says is not what its articles say.
    const names = parsed.writtenNames ?? [parsed.title];
    yield [id, parsed.path, ...names, text, withoutTargets(text)].join('\n');
  }
}

/** The source of an article; of a link to a private one only the author's label. */
function withoutPrivate({ parsed }: Article, resolutions: readonly { readonly state: string }[], text: string): string {
  const stretches = [
    ...parsed.links.flatMap(({ span, label }, index) =>
      resolutions[index]?.state === 'private' ? [{ span, text: label ?? '' }] : [],
    ),
    ...(parsed.hidden ?? []),
  ];
  return shownText(text, inOrder(stretches));
}

/** A text as it is read, without the targets of its links. */
function withoutTargets(text: string): string {
  return replaceBrackets(text, ({ inner }) => parseWikilink(inner).label ?? inner).replace(/\]\([^)\n]*\)|[*_`~=]+/g, '');
}

/** Words of the theme and of the files for programs, which are in the site whatever its articles say. */
export function wordsOfSite(themeEntry: string, words: object): string {
  const code = [dirname(themeEntry), join(codeRoot, 'render')].flatMap((folder) =>
    filesBelow(folder)
      .filter((path) => /\.m?[jt]s$/.test(path))
      .map((path) => readFileSync(join(folder, path), 'utf8')),
  );
  return [JSON.stringify(words), ...code].join('\n').replace(/\/\*[\s\S]*?\*\//g, '');
}

function filesIn(folder: string): string[] {
  try {
    readdirSync(folder);
  } catch {
    return [];
  }
  return filesBelow(folder);
}
