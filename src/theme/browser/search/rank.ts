/** In which order found articles are shown: what names say and what the engine says, as one list. */
import { pathOf } from '../names.ts';
import { spacedWords } from '../nearest-names.ts';
import type { PagefindResult } from '../pagefind.ts';
import type { FoundName } from './name-finder.ts';
import type { Row } from './results.ts';

/** So many articles are shown at first, and with each wish for more. */
export const pageSize = 12;
/** So many found by their names come before what the engine finds. */
const maxNames = 5;

interface Found {
  readonly named: readonly FoundName[];
  /** Called almost what was typed. */
  readonly alike: readonly FoundName[];
  /** What the engine found, in its order; undefined while it is still looking. */
  readonly texts: readonly PagefindResult[] | undefined;
  /** What it has of those with almost that name. */
  readonly ofNames: readonly PagefindResult[];
  /** The words that were typed; undefined where another order than that of relevance is asked for. */
  readonly typed: string | undefined;
  /** The path of the home page. */
  readonly home: string;
}

/** First those with the name that was typed, then almost that, then those with a section called so, then the others; each article once. */
export function rankRows({ named, alike, texts = [], ofNames, typed, home }: Found): Row[] {
  const byPath = pathsOf(texts);
  const known = new Map([...pathsOf(ofNames), ...byPath]);
  const byName = [...named.slice(0, texts.length > 0 ? maxNames : pageSize), ...alike].map(({ name, alias }): Row => {
    const href = pathOf(home, name.id);
    const result = known.get(href);
    return { href, title: name.title, type: name.type, ...(alias !== undefined && { alias }), ...(result && { result }) };
  });
  const byText = [...byPath].map(
    ([href, result]): Row => ({ href, title: result.meta.title ?? href, type: result.meta.type ?? '', result }),
  );
  const wanted = spacedWords(typed ?? '');
  const hasSection = ({ result }: Row): boolean =>
    wanted !== '' && (result?.sub_results?.some(({ title }) => spacedWords(title) === wanted) ?? false);
  // Of the first page only: who asks for more gets more below.
  const rows = [...byName, ...byText.slice(0, pageSize).filter(hasSection), ...byText];
  return rows.filter(({ href }, index) => rows.findIndex((row) => row.href === href) === index);
}

function pathsOf(texts: readonly PagefindResult[]): Map<string, PagefindResult> {
  return new Map(texts.map((text) => [new URL(text.url, location.href).pathname, text]));
}
