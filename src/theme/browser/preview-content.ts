/** What a preview shows: the opening of an article, a section, a block or a note, cloned from the page it stands on. */
import { previewWords } from '../../shared/words/previews.ts';
import { isHere } from './preview-links.ts';
import { adopted } from './preview-nodes.ts';
import { pageAt } from './preview-pages.ts';
import { sayingOf } from './say.ts';
import { markStale } from './stale.ts';
import { wordsOf } from './words-of.ts';

const say = sayingOf(previewWords);

export interface PreviewContent {
  /** What is shown, in words. */
  readonly label: string;
  readonly lang: string;
  readonly dir: string;
  readonly nodes: readonly Node[];
}

/** In characters of text: blocks are taken until there is so much. */
const openingLength = 700;
const sectionLength = 1200;

/** @returns undefined where there is nothing to show */
export async function previewOf(link: HTMLAnchorElement): Promise<PreviewContent | undefined> {
  const address = new URL(link.href);
  const page = isHere(address) ? document : await pageAt(address);
  const article = page?.querySelector<HTMLElement>('main .article');
  if (!page || !article) return undefined;
  const target = address.hash === '' ? null : page.getElementById(decoded(address.hash.slice(1)));
  const part = target && article.contains(target) ? target : undefined;
  const heading = article.querySelector('h1');
  const title = heading ? wordsOf(heading) : '';
  const taken = part && takenFrom(part);
  // Only the parts of a page say something new to its reader.
  if (!taken && isHere(address)) return undefined;
  wearStylesOf(page);
  const text = document.createElement('div');
  text.className = 'prose';
  text.append(...adopted(taken?.blocks ?? openingOf(article), address));
  const head = isHere(address) || taken?.isNote ? [] : headOf(article, title, address);
  const root = article.closest('[lang]');
  return {
    label: taken?.label || title,
    lang: root?.getAttribute('lang') ?? '',
    dir: article.closest('[dir]')?.getAttribute('dir') ?? '',
    nodes: [...head, text],
  };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Type and standing, and the title as a link: the way on for a finger, and what opens in another tab. */
function headOf(article: HTMLElement, title: string, address: URL): HTMLElement[] {
  const heading = document.createElement('p');
  heading.className = 'preview-title';
  const link = document.createElement('a');
  link.href = address.href;
  link.textContent = title;
  heading.append(link);
  const kind = document.createElement('p');
  kind.className = 'card-kind';
  kind.append(...adopted([...(article.querySelector('.kind')?.children ?? [])], address));
  markStale(Date.now(), kind);
  return kind.childElementCount > 0 ? [kind, heading] : [heading];
}

/** The lead and the first blocks of the text; what it begins under needs no saying. */
function openingOf(article: HTMLElement): Element[] {
  const blocks = [...article.querySelectorAll('.lead > *, .article > .prose > *')];
  return firstOf(blocks.slice(blocks.findIndex((block) => !/^H\d$/.test(block.tagName))), openingLength);
}

interface Taken {
  readonly label: string;
  readonly blocks: readonly Element[];
  readonly isNote: boolean;
}

/** What a fragment points at: a note, a section, a block. Nothing for what is no text, such as a panel. */
function takenFrom(part: HTMLElement): Taken | undefined {
  if (part.matches('[data-footnotes] li, .sources > li')) {
    const note = document.createElement('div');
    note.append(...part.cloneNode(true).childNodes);
    const label = say(part.matches('.sources > li') ? 'sourceNumber' : 'noteNumber', { number: numberOf(part) });
    return { label, blocks: [note], isNote: true };
  }
  if (!part.closest('.prose, .lead')) return undefined;
  if (!/^H\d$/.test(part.tagName)) {
    const block = part.closest('p, li, dd, dt, blockquote, figure, .table-scroll, pre') ?? part;
    const table = block.closest('.table-scroll');
    return { label: '', blocks: [table ?? block], isNote: false };
  }
  const blocks: Element[] = [part];
  for (let next = part.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches('[data-footnotes]') || (/^H\d$/.test(next.tagName) && next.tagName <= part.tagName)) break;
    blocks.push(next);
  }
  return { label: headingText(part), blocks: firstOf(blocks, sectionLength), isNote: false };
}

function numberOf(item: HTMLElement): number {
  const given = Number(item.getAttribute('value'));
  return given || [...(item.parentElement?.children ?? [])].indexOf(item) + 1;
}

function headingText(heading: HTMLElement): string {
  const copy = heading.cloneNode(true) as HTMLElement;
  copy.querySelector('.anchor')?.remove();
  return copy.textContent.trim();
}

/** The first blocks with so much text; no heading without what it is the heading of. */
function firstOf(blocks: readonly Element[], length: number): Element[] {
  const taken: Element[] = [];
  let size = 0;
  for (const block of blocks) {
    if (size >= length || block.matches('[data-footnotes]')) break;
    if (block.matches('hr')) continue;
    taken.push(block);
    size += block.textContent.length;
  }
  while (taken.length > 1 && /^H\d$/.test(taken.at(-1)?.tagName ?? '')) taken.pop();
  return taken;
}

/** Formulas have styles that only their pages load. */
function wearStylesOf(page: Document): void {
  for (const link of page.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const href = link.getAttribute('href');
    if (href && !document.querySelector(`link[rel="stylesheet"][href="${CSS.escape(href)}"]`))
      document.head.append(document.adoptNode(link));
  }
}
