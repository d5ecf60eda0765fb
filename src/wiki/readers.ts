/** Decides which files of a vault are left out of a site, depending on its readers. */
import { compareStrings, diagnosticAt } from './diagnostics.ts';
import type { Diagnostic, ParsedArticle, PrivacyProperties } from './model.ts';

/** The readers of a site, and what the configuration withholds from them. */
export interface Readers {
  /** Only public articles, drafts too, or all articles. */
  readonly shows: 'public' | 'drafts' | 'everything';
  /** The audience of the site. Undefined for its authors: articles for any audience are shown. */
  readonly audience?: string;
  /** Paths of files in private folders. */
  readonly privatePaths?: ReadonlySet<string>;
  /** By file path: the audiences of each folder that contains the file, for folders with audiences in the configuration. */
  readonly folderAudiences?: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export interface Withheld {
  readonly paths: ReadonlySet<string>;
  /** One finding per reason for files that are withheld without being private themselves. */
  readonly findings: readonly Diagnostic[];
}

/**
 * Finds the files to withhold from readers.
 *
 * @param templates paths of templates, which are never articles
 */
export function withheldFrom(readers: Readers, parsed: readonly ParsedArticle[], templates: ReadonlySet<string>): Withheld {
  const isGarden = parsed.some(({ path, properties }) => properties.isChosen && !templates.has(path));
  const paths = new Set<string>();
  const unchosen: string[] = [];
  const byAudiences = new Map<string, string[]>();
  for (const article of parsed) {
    const { path, properties } = article;
    const audiences = namedFor(article, readers);
    const isChosen = !isGarden || properties.isChosen || readers.shows === 'everything';
    const isForThem = readers.audience === undefined || audiences.every((each) => each.includes(readers.audience as string));
    if (!isPrivateFor(article, readers) && isChosen && isForThem) continue;
    paths.add(path);
    if (templates.has(path) || isPrivateFor(article, readers)) continue;
    if (!isChosen) unchosen.push(path);
    else {
      const names = JSON.stringify(commonTo(audiences));
      byAudiences.set(names, [...(byAudiences.get(names) ?? []), path]);
    }
  }
  return { paths, findings: [...notChosen(unchosen), ...forOthers(byAudiences, readers)] };
}

/** The audiences that articles and folders name, sorted. */
export function audiencesOf(readers: Readers, parsed: readonly ParsedArticle[]): readonly string[] {
  return [...new Set(parsed.flatMap((article) => namedFor(article, readers).flat()))].sort(compareStrings);
}

/** Whether it is certain that no file is withheld; false does not mean that one is. */
export function withholdsNothing(readers: Readers, parsed: readonly ParsedArticle[]): boolean {
  if (readers.shows === 'everything' && readers.audience === undefined) return true;
  const isFree = ({ isPrivate, isChosen, audiences }: PrivacyProperties): boolean => !isPrivate && !isChosen && !audiences;
  const isFreeFolder = (readers.privatePaths?.size ?? 0) + (readers.folderAudiences?.size ?? 0) === 0;
  return isFreeFolder && parsed.every(({ properties }) => isFree(properties));
}

function isPrivateFor({ path, properties: { isPrivate, isDraft } }: ParsedArticle, { shows, privatePaths }: Readers): boolean {
  if (shows === 'everything') return false;
  return privatePaths?.has(path) === true || (isPrivate && !(isDraft && shows === 'drafts'));
}

/** The audiences of the article and of its folders; a reader must be in each of them. */
function namedFor(
  { path, properties: { audiences } }: ParsedArticle,
  { folderAudiences }: Readers,
): readonly (readonly string[])[] {
  return [...(audiences ? [audiences] : []), ...(folderAudiences?.get(path) ?? [])];
}

function commonTo([first = [], ...others]: readonly (readonly string[])[]): readonly string[] {
  return first.filter((name) => others.every((each) => each.includes(name)));
}

function notChosen(paths: readonly string[]): Diagnostic[] {
  const [first] = [...paths].sort(compareStrings);
  if (first === undefined) return [];
  const count =
    paths.length === 1
      ? '1 note without `dg-publish: true` is'
      : `${paths.length.toLocaleString('en')} notes without \`dg-publish: true\` are`;
  return [
    diagnosticAt(
      'articles-withheld',
      first,
      { line: 1, column: 1 },
      `${count} kept private: other notes have it, and Digital Garden publishes only those.`,
      'Write `dg-publish: true` in a note to publish it. Take the key out of every note to publish all that do not say otherwise.',
    ),
  ];
}

/**
 * Reports articles withheld for their audience. A warning if the configuration has no audiences: `audience` may then mean whom an
 * article is written for.
 *
 * @param byAudiences the paths, by the JSON of the names of their audiences
 */
function forOthers(byAudiences: ReadonlyMap<string, readonly string[]>, { folderAudiences }: Readers): Diagnostic[] {
  const isDeclared = (folderAudiences?.size ?? 0) > 0;
  return [...byAudiences].flatMap(([key, paths]) => {
    const names = JSON.parse(key) as readonly string[];
    const [first] = [...paths].sort(compareStrings);
    if (first === undefined) return [];
    const count = paths.length === 1 ? '1 article is' : `${paths.length.toLocaleString('en')} articles are`;
    const [name] = names;
    const found = diagnosticAt(
      'articles-withheld',
      first,
      { line: 1, column: 1 },
      name === undefined
        ? `${count} for no audience: the article and its folders name different ones.`
        : `${count} left out: only for the audience ${names.map((each) => `\`${each}\``).join(' or ')}.`,
      name === undefined ? undefined : `\`sourcebook build --audience ${name}\` publishes ${paths.length === 1 ? 'it' : 'them'}.`,
    );
    return isDeclared ? found : { ...found, severity: 'warning' };
  });
}
