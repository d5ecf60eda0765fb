/** The words for a change, in reports of every form. */
import type { ArticleId } from '../../wiki/model.ts';
import type { ArticleName, ConnectionName, WikiCounts } from '../../wiki/review/compare-wikis.ts';
import type { ArticleChange, LostCitation, TextCounts, WikiChanges } from './wiki-changes.ts';

export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

/** `4 articles: 1 new, 1 gone, 2 changed; links 12 (+1), connections 3 (±0).` */
export function summaryOf({ before, after, added, gone, moved, changed }: WikiChanges): string {
  const counts = [
    `${added.length} new`,
    `${gone.length} gone`,
    ...(moved.length > 0 ? [`${moved.length} moved`] : []),
    `${changed.length} changed`,
  ];
  return `${plural(after.articles, 'article')}: ${counts.join(', ')}; links ${deltaOf('links', before, after)}, connections ${deltaOf('connections', before, after)}.`;
}

/** `12 (+1)` */
export function deltaOf(what: keyof WikiCounts, before: WikiCounts, after: WikiCounts): string {
  return `${after[what].toLocaleString('en')} (${signed(after[what] - before[what])})`;
}

export function signed(delta: number): string {
  return `${delta > 0 ? '+' : delta < 0 ? '−' : '±'}${Math.abs(delta).toLocaleString('en')}`;
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;
}

/** What is worth a look before anything else, most serious first; sections without lines are left out. */
export function lossesOf({ broken, lostSources, claims, trust }: WikiChanges): Section[] {
  return withLines([
    { title: 'Links that lead nowhere now', lines: broken.map(link) },
    { title: 'Claims that lost their source', lines: claims.map(claimLine) },
    { title: 'Sources lost', lines: lostSources.map(({ article, source }) => `${article}: ${source}`) },
    { title: 'Trust', lines: trust.map(({ article, before, after }) => `${article}: ${before} → ${after}`) },
  ]);
}

/** The articles concerned. */
export function articlesOf({ added, gone, moved, articles }: WikiChanges): Section[] {
  const named = ({ title, path }: ArticleName): string => `${title} (${path})`;
  return withLines([
    { title: 'New', lines: added.map(named) },
    { title: 'Gone', lines: gone.map(named) },
    { title: 'Moved', lines: moved.map(({ from, to }) => `${from.path} → ${to.path}`) },
    {
      title: 'Changed',
      lines: articles.filter(({ kind }) => kind === 'changed').map((each) => `${named(each)}: ${whatChanged(each)}`),
    },
  ]);
}

/** The rest: what got better, and the graph. */
export function othersOf({ mended, connections }: WikiChanges): Section[] {
  return withLines([
    { title: 'Links that lead somewhere again, or are gone', lines: mended.map(link) },
    {
      title: 'Connections',
      lines: [
        ...connections.added.map((each) => `+ ${connection(each)}`),
        ...connections.gone.map((each) => `− ${connection(each)}`),
      ],
    },
  ]);
}

/** `+2 −1 paragraphs, 3 reworded, source lost, tags` */
export function whatChanged({ text, fields, from }: Pick<ArticleChange, 'text' | 'fields' | 'from'>): string {
  const parts = [
    ...(from ? ['moved'] : []),
    ...(text ? countsOf(text) : []),
    ...fields.map(({ field, removed }) => {
      if (field !== 'Sources' || removed.length === 0) return field.toLowerCase();
      return removed.length === 1 ? 'source lost' : `${removed.length} sources lost`;
    }),
  ];
  return parts.join(', ') || 'nothing that readers see';
}

function countsOf({ added, removed, changed }: TextCounts): string[] {
  const counts = [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`−${removed}`] : [])];
  if (counts.length === 0) return [`${plural(changed, 'paragraph')} reworded`];
  const noun = added + removed === 1 ? 'paragraph' : 'paragraphs';
  return [`${counts.join(' ')} ${noun}`, ...(changed > 0 ? [`${changed} reworded`] : [])];
}

function claimLine({ article, sentence, lost, instead }: LostCitation): string {
  const now = instead.length > 0 ? `; now cites ${instead.join(', ')}` : '';
  return `${article}: “${sentence}” no longer cites ${lost.join(', ')}${now}`;
}

function link({ from, name }: { from: ArticleId; name: string }): string {
  return `${from}: [[${name}]]`;
}

function connection({ from, relation, to }: ConnectionName): string {
  return relation === undefined ? `${from} — ${to}` : `${from} — ${relation} → ${to}`;
}

function withLines(sections: readonly Section[]): Section[] {
  return sections.filter(({ lines }) => lines.length > 0);
}
