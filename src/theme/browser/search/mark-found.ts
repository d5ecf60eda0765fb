/** Marks on a page the words that a search found it by, without touching its text (CSS Custom Highlight API). */
import { markWords } from '../../../shared/words/marks.ts';
import styles from '../../styles/search-marks.css?inline';
import { adoptStyles } from '../adopt-styles.ts';
import { buttonOf, elementOf } from '../element.ts';
import { sayingOf } from '../say.ts';
import { placesOf } from './find-words.ts';
import { takeFound } from './found.ts';

const name = 'found';
const say = sayingOf(markWords);
/** More of them help nobody, and cost. */
const most = 1000;

/** Kept with the page in the history, so that Back and a reload show them again until the reader has cleared them. */
interface State {
  readonly found?: readonly string[];
}

export function startMarks(): void {
  const sent = takeFound(location.pathname);
  const state = (history.state ?? {}) as State;
  const words = sent ?? state.found;
  const article = document.querySelector('main article');
  if (!words || !article || !('highlights' in CSS)) return;
  if (sent) history.replaceState({ ...state, found: sent }, '');
  const ranges = rangesIn(article, words);
  if (ranges.length === 0) return;
  adoptStyles(styles);
  CSS.highlights.set(name, new Highlight(...ranges));
  showBar(ranges);
}

function rangesIn(article: Element, words: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (const part of article.querySelectorAll('h1, .lead, .prose')) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < most) {
      const node = walker.currentNode as Text;
      for (const { from, to } of placesOf(node.data, words)) {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        ranges.push(range);
      }
    }
  }
  return ranges;
}

/** Says how many there are, goes from one to the next, and clears them; so does Escape. */
function showBar(ranges: readonly Range[]): void {
  const clear = (): void => {
    CSS.highlights.delete(name);
    CSS.highlights.delete(`${name}-here`);
    const { found: _, ...state } = (history.state ?? {}) as State;
    history.replaceState(state, '');
    document.removeEventListener('keydown', onKey);
    bar.remove();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open], :popover-open')) clear();
  };
  let at = -1;
  const go = (step: number): void => {
    at = (Math.max(at, step > 0 ? -1 : 0) + step + ranges.length) % ranges.length;
    const range = ranges[at] as Range;
    CSS.highlights.set(`${name}-here`, new Highlight(range));
    count.textContent = say('foundAt', { at: at + 1, count: ranges.length });
    const element = range.startContainer.parentElement;
    element?.closest('details:not([open])')?.setAttribute('open', '');
    element?.scrollIntoView({ block: 'center' });
  };
  const count = elementOf('span', '', say('foundTimes', { count: ranges.length }));
  count.role = 'status';
  const bar = elementOf(
    'section',
    'found-bar',
    count,
    labelled('↑', say('foundPrevious'), () => go(-1)),
    labelled('↓', say('foundNext'), () => go(1)),
    labelled('✕', say('foundClear'), clear),
  );
  bar.ariaLabel = say('foundWords');
  document.body.append(bar);
  document.addEventListener('keydown', onKey);
}

function labelled(sign: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = buttonOf(sign, onClick, '');
  button.ariaLabel = label;
  button.title = label;
  return button;
}
