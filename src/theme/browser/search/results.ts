/** The list of found articles: each with its type, title, the words found, and the sections they were found in. */
import { searchWords } from '../../../shared/words/search.ts';
import { elementOf, sentenceOf } from '../element.ts';
import type { PagefindResult } from '../pagefind.ts';
import { sayingOf } from '../say.ts';
import { inertDocument } from '../trusted.ts';
import { marked } from './find-words.ts';

const say = sayingOf(searchWords);

/** Words for what the index says of an article; an author's own status has none. */
const standingWords: Readonly<
  Record<string, 'statusDraft' | 'statusDeprecated' | 'trustUnverified' | 'trustMachineConfirmed' | 'trustHumanReviewed'>
> = {
  draft: 'statusDraft',
  deprecated: 'statusDeprecated',
  unverified: 'trustUnverified',
  'machine-confirmed': 'trustMachineConfirmed',
  'human-reviewed': 'trustHumanReviewed',
};

const maxSections = 3;
/** Excerpts that begin with as many of the same letters show the same place. */
const sameStart = 40;
/** In letters: so much of a section's excerpt stands before the first word found. */
const maxLead = 24;

export interface Row {
  readonly href: string;
  readonly title: string;
  readonly type: string;
  /** The other name it was found by. */
  readonly alias?: string;
  /** What the engine knows of it, once it has answered. */
  readonly result?: PagefindResult;
}

export class ResultList {
  readonly #list: HTMLElement;
  readonly #panel: HTMLElement;
  #items = new Map<string, { readonly element: HTMLLIElement; readonly row: Row }>();

  constructor(list: HTMLElement, panel: HTMLElement) {
    this.#list = list;
    this.#panel = panel;
  }

  get first(): HTMLAnchorElement | null {
    return this.#list.querySelector('a');
  }

  /** The row that an element of the list is a part of. */
  rowOf(element: Element): Row | undefined {
    const item = element.closest('li.result');
    return [...this.#items.values()].find((each) => each.element === item)?.row;
  }

  /**
   * Shows these. While the reader goes through the list, what is shown stays in its place and new rows come after it.
   *
   * @param words what is marked in titles, folded
   * @param isAll unless more are still to come: until then the rows of the question before stay behind these
   */
  show(rows: readonly Row[], words: readonly string[], isAll = true): void {
    const before = this.#items;
    const isRead = this.#list.contains(document.activeElement);
    const shown = [...before.values()].map(({ row }) => row);
    const inOrder = isRead ? [...shown, ...rows] : isAll ? rows : [...rows, ...shown];
    const texts = new Map([...shown, ...rows].flatMap(({ href, result }) => (result ? [[href, result] as const] : [])));
    const all = new Map<string, Row>();
    for (const row of [...inOrder, ...rows]) {
      const result = texts.get(row.href);
      all.set(row.href, { ...all.get(row.href), ...row, ...(result && { result }) });
    }
    this.#items = new Map(
      [...all.values()].map((row) => {
        const element = before.get(row.href)?.element ?? elementOf('li', 'result');
        this.#fill(element, row, words);
        return [row.href, { element, row }];
      }),
    );
    const elements = [...this.#items.values()].map(({ element }) => element);
    // What has the focus is not taken out and put back: it would lose it.
    if (isRead) this.#list.append(...elements.filter((element) => !element.isConnected));
    else this.#list.replaceChildren(...elements);
  }

  /** The link stays the same element, which may have the focus. */
  #fill(item: HTMLLIElement, { href, title, type, alias, result }: Row, words: readonly string[]): void {
    const link = item.querySelector<HTMLAnchorElement>('.result-title') ?? linkTo(href, 'result-title');
    link.replaceChildren(marked(title, words));
    const badge = this.#panel.querySelector<HTMLTemplateElement>(`template[data-badge-of="${CSS.escape(type)}"]`);
    const kind = elementOf('p', 'card-kind', badge?.content.cloneNode(true) ?? type, ...standingOf(result?.meta ?? {}));
    const parts: HTMLElement[] = [];
    if (alias !== undefined) parts.push(aliasLine(alias, words));
    if (result) parts.push(...textsOf(result));
    const focused = item.contains(document.activeElement) && document.activeElement !== link;
    // Sections that the reader is in are those of the same article still.
    if (focused) return;
    for (const child of [...item.children]) if (child !== link) child.remove();
    if (link.parentElement !== item) item.append(link);
    link.before(kind);
    link.after(...parts);
  }
}

/** The best of its text, and the sections that hold more; where a section shows that text already, the summary instead. */
function textsOf({ url, excerpt, meta, sub_results = [] }: PagefindResult): HTMLElement[] {
  const sections = sub_results.filter((section) => section.url !== url).slice(0, maxSections);
  const isRepeated = sections.some((section) => section.excerpt.slice(0, sameStart) === excerpt.slice(0, sameStart));
  const text = elementOf('p', 'result-excerpt');
  text.dir = 'auto';
  if (isRepeated) text.textContent = meta.summary ?? '';
  else setExcerpt(text, excerpt, [meta.title ?? '', meta.aliases ?? '']);
  if (sections.length === 0) return [text];
  const list = elementOf(
    'ul',
    'result-sections',
    ...sections.map((section) => {
      const link = linkTo(section.url, 'result-section');
      link.textContent = section.title.replace(/#$/, '');
      const words = elementOf('span', 'result-excerpt');
      words.dir = 'auto';
      setExcerpt(words, section.excerpt, [link.textContent]);
      beginNearMark(words);
      return elementOf('li', '', link, ' ', words);
    }),
  );
  return text.textContent === '' ? [list] : [text, list];
}

/** How far the article can be relied on, as its page shows it; stale by the reader's clock. */
function standingOf({ trust, status, stale }: PagefindResult['meta']): HTMLSpanElement[] {
  const marks: HTMLSpanElement[] = [];
  const mark = (key: string, value: string, text: string): void => {
    const word = standingWords[text];
    const element = elementOf('span', 'standing', word ? say(word) : text);
    element.dataset[key] = value;
    marks.push(element);
  };
  // An author's own word counts as stable.
  if (status !== undefined) mark('status', /^(?:draft|deprecated)$/.test(status) ? status : 'stable', status);
  if (trust !== undefined) mark('trust', trust, trust);
  if (stale !== undefined && Date.parse(stale) <= Date.now()) mark('staleAfter', stale, say('stale'));
  return marks;
}

function aliasLine(alias: string, words: readonly string[]): HTMLElement {
  const name = elementOf('bdi', '');
  name.append(marked(alias, words));
  return elementOf('p', 'result-alias', ...sentenceOf((place) => say('searchAlias', { name: place }), name));
}

function linkTo(href: string, className: string): HTMLAnchorElement {
  const link = elementOf('a', className);
  link.href = href;
  link.dir = 'auto';
  return link;
}

/** @param heads what stands above it anyway: it is left out where the text begins with that */
function setExcerpt(element: HTMLElement, html: string, heads: readonly string[]): void {
  element.replaceChildren(...inertDocument(html).body.childNodes);
  for (const head of heads) {
    const text = element.textContent;
    if (head === '' || !text.startsWith(head)) continue;
    const rest = text.slice(head.length).replace(/^[.:?!]?\s*/, '');
    const range = document.createRange();
    range.setStart(element, 0);
    if (rest !== '') range.setEnd(...placeOf(element, text.length - rest.length));
    if (rest !== '') range.deleteContents();
  }
  if (element.firstElementChild?.textContent === '') element.firstElementChild.remove();
}

/** An excerpt that has one line shows its first found word there, however narrow the line. */
function beginNearMark(element: HTMLElement): void {
  const mark = element.querySelector('mark');
  if (!mark) return;
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEndBefore(mark);
  const before = range.toString();
  if (before.length <= maxLead) return;
  const [lead = ''] = new RegExp(`(?<=\\s)\\S.{0,${maxLead}}$`, 's').exec(before) ?? [before.slice(-maxLead)];
  range.setEnd(...placeOf(element, before.length - lead.length));
  range.deleteContents();
  element.prepend('… ');
}

/** Where the letter of this number stands. */
function placeOf(element: HTMLElement, letter: number): [node: Node, offset: number] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  while (walker.nextNode()) {
    const { data } = walker.currentNode as Text;
    if (before + data.length >= letter) return [walker.currentNode, letter - before];
    before += data.length;
  }
  return [element, element.childNodes.length];
}
