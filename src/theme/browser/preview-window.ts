/** The window of a preview: in the top layer, beside its link, never over it. */
import type { PreviewContent } from './preview-content.ts';

const gap = 8;
/** The window begins so far before the pointer. */
const lead = 24;

export function openWindow(content: PreviewContent): HTMLElement {
  const frame = document.createElement('div');
  frame.className = 'preview';
  frame.popover = 'manual';
  frame.role = 'dialog';
  frame.ariaLabel = content.label;
  frame.lang = content.lang;
  frame.dir = content.dir;
  // It scrolls, so the keyboard has to get in.
  frame.tabIndex = 0;
  frame.append(...content.nodes);
  document.body.append(frame);
  frame.showPopover();
  return frame;
}

/**
 * Under the link, or over it where there is more room; within the window of the browser. It belongs to the page and scrolls with it.
 *
 * One way for all browsers, by script: an anchor of CSS is the whole link, and cannot say where in a long one the pointer is.
 *
 * @param x of the pointer; without one, the beginning of the link
 */
export function place(frame: HTMLElement, link: HTMLElement, x: number | undefined): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const box = link.getBoundingClientRect();
  const isRtl = getComputedStyle(link).direction === 'rtl';
  frame.style.maxBlockSize = '';
  const { width, height } = frame.getBoundingClientRect();
  const below = clientHeight - box.bottom - 2 * gap;
  const above = box.top - 2 * gap;
  const isBelow = height <= below || below >= above;
  const shown = Math.min(height, Math.max(isBelow ? below : above, 0));
  frame.style.maxBlockSize = `${shown}px`;
  const line = link.getClientRects()[0] ?? box;
  const start = isRtl ? (x ?? line.right - lead) + lead - width : (x ?? line.left + lead) - lead;
  const left = Math.max(gap, Math.min(start, clientWidth - width - gap));
  const top = isBelow ? box.bottom + gap : box.top - gap - shown;
  frame.style.left = `${scrollX + left}px`;
  frame.style.top = `${scrollY + top}px`;
}
