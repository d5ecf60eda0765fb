/** Citations of works by citation.js, which is loaded on first use, since loading takes 0.1 s. */
import { createRequire } from 'node:module';
import type { SourceRecord } from '../wiki/model.ts';
import { loaded } from './deadline.ts';

/** A name in CSL-JSON. */
interface Name {
  readonly family?: string;
  readonly given?: string;
  readonly literal?: string;
}

interface CitationJs {
  readonly plugins: {
    readonly output: { readonly format: (name: string, items: readonly object[], options?: object) => string };
    readonly config: { readonly get: (name: string) => { readonly format: { asciiOnly: boolean; useIdAsLabel: boolean } } };
  };
}

interface Formatter {
  readonly format: CitationJs['plugins']['output']['format'];
  readonly nameOf: (name: string) => Name;
}

let formatter: Formatter | undefined;

function load(): Formatter {
  const require = createRequire(import.meta.url);
  const { plugins } = require('@citation-js/core') as CitationJs;
  require('@citation-js/plugin-bibtex');
  require('@citation-js/plugin-csl');
  const { format } = plugins.config.get('@bibtex');
  // BibTeX reads UTF-8. In ASCII, many names and titles would be lost.
  format.asciiOnly = false;
  format.useIdAsLabel = true;
  const { parse } = require('@citation-js/name') as { parse: Formatter['nameOf'] };
  formatter = { format: plugins.output.format.bind(plugins.output), nameOf: parse };
  return formatter;
}

/** Languages that the library supports. */
const locales: readonly string[] = ['en-US', 'de-DE', 'es-ES', 'fr-FR', 'nl-NL'];

/**
 * How to cite a work: a reference in the style of the APA, as plain text, and an entry for BibTeX.
 *
 * @param lang language of the article about the work
 * @returns undefined if neither an author nor a date is known, since a title alone is no citation
 */
export function citationOf(
  record: SourceRecord,
  title: string,
  lang: string | undefined,
): { apa: string; bibtex: string } | undefined {
  const { length } = record.authors;
  if ((length === 0 && record.issued === undefined) || length > maxAuthors) return undefined;
  formatter ??= loaded(load);
  const locale = locales.find((each) => lang !== undefined && each.startsWith(lang.slice(0, 2))) ?? 'en-US';
  try {
    const item = cslOf(record, title.replace(richText, ''), formatter.nameOf);
    return {
      apa: formatter.format('bibliography', [item], { template: 'apa', lang: locale }).trim(),
      bibtex: formatter.format('bibtex', [item]).trim().replaceAll('\t', '  '),
    };
  } catch {
    // If the library cannot read a record, its page lacks only this panel.
    return undefined;
  }
}

/** Maximum number of authors. Larger groups, such as collaborations in particle physics, are cited by their name. */
const maxAuthors = 500;

/** Characters that CSL reads as markup in a title; our titles are plain text. */
const richText = /<\/?(?:i|b|sup|sub|sc|span)\b[^>]*>/gi;

/** A record in CSL-JSON (citationstyles.org, csl-data.json). */
function cslOf(
  { authors, issued, url, doi, arxiv, isbn, container, publisher, volume, issue, pages }: SourceRecord,
  title: string,
  nameOf: Formatter['nameOf'],
): object {
  // arXiv gives each of its papers a DOI: info.arxiv.org, "arXiv DOIs".
  const arxivDoi = arxiv === undefined ? undefined : `10.48550/arXiv.${arxiv}`;
  const isSerial = container !== undefined && (volume !== undefined || issue !== undefined || doi !== undefined);
  const given = {
    author: authors.map((name) => (isPersonal(name) ? nameOf(name) : { literal: name })),
    issued: issued === undefined ? undefined : { 'date-parts': [issued.split('-').map(Number)] },
    'container-title': container,
    publisher: publisher ?? (arxiv === undefined ? undefined : 'arXiv'),
    volume,
    issue,
    page: pages,
    DOI: doi ?? arxivDoi,
    ISBN: isbn,
    URL: url ?? (arxiv === undefined ? undefined : `https://arxiv.org/abs/${arxiv}`),
  };
  const type = isSerial ? 'article-journal' : isbn !== undefined ? 'book' : arxiv !== undefined ? 'article' : 'webpage';
  return {
    id: keyOf(authors, issued, title),
    type,
    title,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** Splits names in scripts that separate the family name by a space. Other names, and those of one word, remain whole. */
function isPersonal(name: string): boolean {
  return (
    /[\s,]/.test(name) && !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(name)
  );
}

/** The citation key of a work, in ASCII: `lynch2025agentic`. */
function keyOf(authors: readonly string[], issued: string | undefined, title: string): string {
  const [first = ''] = authors;
  const family = first.includes(',') ? first.replace(/,.*$/, '') : (first.split(/\s+/).at(-1) ?? '');
  const word = title.split(/[^\p{L}\p{N}]+/u).find((each) => each.length > 3) ?? '';
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
  return `${plain(family) || 'source'}${issued?.slice(0, 4) ?? ''}${plain(word)}`;
}
