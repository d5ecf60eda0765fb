/** A change as one HTML page that stands alone: no script, no network, nothing beside it. */
import type { RenderContext } from '../context.ts';
import { escapeAttribute, escapeText } from '../print/escape.ts';
import { reportStyle } from './report-style.ts';
import { lossesOf, othersOf, plural, type Section, signed, summaryOf, whatChanged } from './summary.ts';
import { type ArticleChange, showChange, type WikiChanges } from './wiki-changes.ts';

/** The names of the two states, as the user gave them. */
export interface StateNames {
  readonly base: string;
  /** Undefined for the files as they are. */
  readonly head?: string | undefined;
}

/** Sizes, in characters of text: of one changed article, of one that is new or gone, and of the whole report. */
const maxSizes = { changed: 60_000, added: 6_000, gone: 6_000, all: 3_000_000 } as const;
/** Articles whose text is shown. */
const mostArticles = 1000;
/** Lines of a list, and those of them that are not folded. */
const mostLines = 300;
const openLines = 12;

/** @returns HTML */
export async function reportOf(
  { before, after }: { readonly before: RenderContext; readonly after: RenderContext },
  changes: WikiChanges,
  names: StateNames,
): Promise<string> {
  const { title, lang } = after.config;
  const heading = `What changes in ${title}`;
  const { shown, left } = shownArticles(before, after, changes.articles);
  const anchors = new Set<string>(shown.map(({ change }) => change.id));
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${await policy()}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">`,
    `<title>${escapeText(heading)}</title><style>${reportStyle}</style></head><body>`,
    `<header><h1>What changes in <span lang="${escapeAttribute(lang)}">${escapeText(title)}</span></h1>`,
    `<p class="soft">From <code>${escapeText(names.base)}</code> to ${names.head === undefined ? 'the files as they are' : `<code>${escapeText(names.head)}</code>`}</p>`,
    `<p>${escapeText(summaryOf(changes))}</p></header><main>`,
    countsTable(changes),
    ...lossesOf(changes).map((section) => list(section, anchors)),
    contentsOf(changes, anchors),
    left > 0
      ? `<p class="soft">The text of ${plural(left, 'article')} is not shown, to keep the report readable; the list above names all.</p>`
      : '',
    ...(shown.length > 0 ? ['<h2>Article by article</h2>'] : []),
    ...shown.map(({ html }) => html),
    ...othersOf(changes).map((section) => list(section, anchors)),
    '</main></body></html>\n',
  ].join('\n');
}

async function policy(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(reportStyle));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  // Sizes of formulas are in `style`; an attribute of an author's never is.
  return `default-src 'none'; style-src 'sha256-${hash}'; style-src-attr 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
}

function countsTable({ before, after }: WikiChanges): string {
  const rows = (['articles', 'links', 'connections'] as const).map(
    (what) =>
      `<tr><th scope="row">${what[0]?.toUpperCase()}${what.slice(1)}</th><td>${before[what].toLocaleString('en')}</td><td>${after[what].toLocaleString('en')}</td><td>${signed(after[what] - before[what])}</td></tr>`,
  );
  return `<table class="counts"><thead><tr><td></td><th scope="col">Before</th><th scope="col">After</th><th scope="col">Change</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

/** A list; its end is folded if it is long. A line that starts with the id of an article that is shown leads to it. */
function list({ title, lines }: Section, anchors: ReadonlySet<string>): string {
  const items = lines.slice(0, mostLines).map((line) => {
    const id = line.slice(0, Math.max(0, line.indexOf(': ')));
    return anchors.has(id)
      ? `<li><a href="#${anchorOf(id)}">${escapeText(id)}</a>${escapeText(line.slice(id.length))}</li>`
      : `<li>${escapeText(line)}</li>`;
  });
  const left = lines.length - items.length;
  if (left > 0) items.push(`<li class="soft">… and ${left.toLocaleString('en')} more</li>`);
  return sectionOf(title, items);
}

function sectionOf(title: string, items: readonly string[]): string {
  const [open, folded] = items.length > openLines + 3 ? [items.slice(0, openLines), items.slice(openLines)] : [items, []];
  const rest =
    folded.length === 0
      ? ''
      : `<details><summary>${folded.length.toLocaleString('en')} more</summary><ul class="list">${folded.join('')}</ul></details>`;
  return `<section><h2>${escapeText(title)}</h2><ul class="list">${open.join('')}</ul>${rest}</section>`;
}

const kinds = { changed: 'Changed', added: 'New', gone: 'Gone' } as const;

/** Names every article, with what changed, and leads to those that are shown. */
function contentsOf({ articles, moved }: WikiChanges, shown: ReadonlySet<string>): string {
  const parts = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) => {
    const own = articles.filter((each) => each.kind === kind);
    if (own.length === 0) return [];
    const items = own.map((each) => {
      const name = `${escapeText(each.title)}`;
      const linked = shown.has(each.id) ? `<a href="#${anchorOf(each.id)}">${name}</a>` : name;
      const what = kind === 'changed' ? whatChanged(each) : each.path;
      return `<li>${linked} <span class="soft">${escapeText(what)}</span></li>`;
    });
    return [sectionOf(kinds[kind], items)];
  });
  const moves = moved.map(({ from, to }) => `${from.path} → ${to.path}`);
  return [...parts, ...(moves.length > 0 ? [list({ title: 'Moved', lines: moves }, shown)] : [])].join('\n');
}

function anchorOf(id: string): string {
  return escapeAttribute(encodeURIComponent(id));
}

/** Changed articles first: they are why someone reads the report. */
function shownArticles(
  before: RenderContext,
  after: RenderContext,
  articles: readonly ArticleChange[],
): { shown: { change: ArticleChange; html: string }[]; left: number } {
  const order = Object.keys(kinds);
  const sorted = [...articles].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const shown: { change: ArticleChange; html: string }[] = [];
  let size = 0;
  for (const change of sorted.slice(0, mostArticles)) {
    if (size > maxSizes.all) break;
    const html = articleHtml(before, after, change);
    size += html.length;
    shown.push({ change, html });
  }
  return { shown, left: articles.length - shown.length };
}

function articleHtml(before: RenderContext, after: RenderContext, change: ArticleChange): string {
  const { html, lang, dir } = showChange(before, after, change, maxSizes[change.kind]);
  const language = `lang="${escapeAttribute(lang)}" dir="${dir}"`;
  const text = html === '' ? '' : `<div class="text" ${language}>${html}</div>`;
  const label = change.kind === 'changed' ? whatChanged(change) : kinds[change.kind];
  return [
    `<article id="${escapeAttribute(change.id)}"><h3 ${language}>${escapeText(change.title)}</h3>`,
    `<p class="path">${escapeText(change.path)} · ${escapeText(label)}</p>`,
    fieldsOf(change),
    change.kind === 'changed' || text === '' ? text : `<details><summary>Read the text</summary>${text}</details>`,
    '</article>',
  ].join('');
}

/** Values of a field that are shown, and the length of one in characters. */
const mostValues = 30;
const longestValue = 400;

function fieldsOf({ fields }: ArticleChange): string {
  if (fields.length === 0) return '';
  const value = (name: 'ins' | 'del', text: string): string =>
    `<${name}>${escapeText(text.length > longestValue ? `${text.slice(0, longestValue)}…` : text)}</${name}>`;
  const values = (name: 'ins' | 'del', all: readonly string[]): string => {
    const left = all.length - mostValues;
    return `${all
      .slice(0, mostValues)
      .map((text) => value(name, text))
      .join(' ')}${left > 0 ? ` <span class="soft">and ${left} more</span>` : ''}`;
  };
  const rows = fields.map(
    ({ field, removed, added }) =>
      `<dt>${escapeText(field)}</dt><dd>${[values('del', removed), values('ins', added)].filter((part) => part !== '').join(' ')}</dd>`,
  );
  return `<dl class="fields">${rows.join('')}</dl>`;
}
