/** Previews of links: when they open and close, by pointer, keyboard and finger. */
import styles from '../styles/previews.css?inline';
import { adoptStyles } from './adopt-styles.ts';
import { type PreviewContent, previewOf } from './preview-content.ts';
import { entersPreview, previewedLink } from './preview-links.ts';
import { openWindow, place } from './preview-window.ts';

/** Milliseconds: a pointer that rests, a focus that stays, a finger that presses, and the time to get from a link into its window. */
const pauses = { pointer: 350, focus: 600, press: 500, leaving: 300 } as const;
/** A preview, and one of a link in it. */
const maxDepth = 2;
/** In pixels: a finger that moves further does not press. */
const tremor = 10;

interface Opened {
  readonly link: HTMLAnchorElement;
  readonly frame: HTMLElement;
  /** Where the link was when it opened, in the window and from its preview. */
  readonly top: number;
  readonly distance: number;
}

/** From the page outwards. */
const opened: Opened[] = [];
let wish: { readonly link: HTMLAnchorElement } | undefined;
/** Closed by the reader: it opens again when they come back to it. */
let dismissed: HTMLAnchorElement | undefined;
let leaving = 0;
let pointerX = 0;

let isStarted = false;

/** An event that happened before this was loaded: the first one that showed interest, and those after it. */
export function handle(event: Event): void {
  if (!isStarted) start();
  if (event instanceof PointerEvent) onPointer(event);
  else if (event instanceof KeyboardEvent) onKey(event);
  else if (event instanceof FocusEvent) onFocus(event);
  else onTouch(event);
}

const touchTypes = ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const;

function onTouch(event: Event): void {
  if (!(event instanceof TouchEvent)) return;
  if (event.type === 'touchstart') onTouchStart(event);
  else if (event.type === 'touchmove') onTouchMove(event);
  else endPress();
}

function start(): void {
  isStarted = true;
  document.addEventListener('pointerover', onPointer);
  document.addEventListener('pointermove', followPointer, { passive: true });
  document.documentElement.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType !== 'touch') leave(null);
  });
  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', ({ relatedTarget }) => leave(relatedTarget));
  for (const type of touchTypes) document.addEventListener(type, onTouch, { passive: true });
  document.addEventListener('contextmenu', onContextMenu);
  document.addEventListener('keydown', onKey);
  document.addEventListener('pointerdown', ({ target }) => closeFrom(heldBy(target)));
  document.addEventListener('click', onClick);
  document.addEventListener('scroll', onScroll, { capture: true, passive: true });
  addEventListener('resize', () => closeFrom(0));
  addEventListener('pagehide', () => closeFrom(0));
}

/** Opens the preview of a link at once. @throws where it has none */
export async function showPreview(link: HTMLAnchorElement): Promise<void> {
  const content = await previewOf(link);
  if (!content) throw new Error('Nothing to preview.');
  show(link, content);
}

function onPointer(event: PointerEvent): void {
  followPointer(event);
  // A finger presses.
  if (event.pointerType === 'touch') return;
  const link = previewedLink(event.target);
  leave(event.target);
  if (link) void want(link, pauses.pointer, () => pointerX);
}

function followPointer({ clientX }: PointerEvent): void {
  pointerX = clientX;
}

function onFocus({ target }: FocusEvent): void {
  const link = previewedLink(target);
  if (link?.matches(':focus-visible')) void want(link, pauses.focus);
}

/**
 * Opens the preview after a pause, unless the reader has moved on meanwhile; fetches it when they seem to stay.
 *
 * @param xThen where the pointer is by then
 */
async function want(link: HTMLAnchorElement, pause: number, xThen?: () => number): Promise<void> {
  if (link === dismissed || opened.some((each) => each.link === link)) return;
  const mine = { link };
  wish = mine;
  await waited(pause / 3);
  if (wish !== mine) return;
  const [content] = await Promise.all([previewOf(link), waited((pause * 2) / 3)]);
  if (wish !== mine || !content) return;
  show(link, content, xThen?.());
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function show(link: HTMLAnchorElement, content: PreviewContent, x?: number): void {
  const depth = depthOf(link);
  if (depth >= maxDepth || !link.isConnected || document.querySelector('dialog[open]')) return;
  wish = undefined;
  clearTimeout(leaving);
  closeFrom(depth);
  adoptStyles(styles);
  const frame = openWindow(content);
  place(frame, link, x);
  const { top } = link.getBoundingClientRect();
  opened.push({ link, frame, top, distance: frame.getBoundingClientRect().top - top });
}

/** How many windows a link stands in. */
function depthOf(link: Node): number {
  return opened.findLastIndex(({ frame }) => frame.contains(link)) + 1;
}

function closeFrom(depth: number): void {
  for (const { frame } of opened.splice(depth)) frame.remove();
}

/** How many windows stay while the pointer, or the focus, is on something: those around it and the one it opened. */
function heldBy(target: EventTarget | null): number {
  if (!(target instanceof Node)) return 0;
  return opened.findLastIndex(({ frame, link }) => frame.contains(target) || link.contains(target)) + 1;
}

/** Something else is pointed at, or has the focus: what neither holds any longer closes after a while. */
function leave(to: EventTarget | null): void {
  clearTimeout(leaving);
  wish = undefined;
  if (dismissed && !(to instanceof Node && dismissed.contains(to))) dismissed = undefined;
  leaving = window.setTimeout(
    () => closeFrom(Math.max(heldBy(to), heldBy(document.querySelector(':focus-visible')))),
    pauses.leaving,
  );
}

function onKey(event: KeyboardEvent): void {
  const { key, altKey, target } = event;
  if (key === 'Escape' || (altKey && key === 'ArrowUp')) dismiss(event);
  else if (entersPreview(event)) void enter(event);
  else if (key === 'Tab' && target instanceof Node) tabOut(event, target);
}

/** Closes the last window; whoever was in it is back at its link. */
function dismiss(event: KeyboardEvent): void {
  const last = opened.at(-1);
  dismissed = last?.link ?? wish?.link;
  wish = undefined;
  if (!last) return;
  event.preventDefault();
  if (last.frame.contains(document.activeElement)) last.link.focus({ preventScroll: true });
  closeFrom(opened.length - 1);
}

/** Goes from a link into its preview. */
async function enter(event: KeyboardEvent): Promise<void> {
  const link = previewedLink(event.target);
  if (!link) return;
  event.preventDefault();
  const isOpen = opened.some((each) => each.link === link);
  const content = isOpen ? undefined : await previewOf(link);
  if (content && document.activeElement === link) show(link, content);
  opened.find((each) => each.link === link)?.frame.focus({ preventScroll: true });
}

/** Behind its last link, and before its first, a preview leads back to the link that it is of. */
function tabOut(event: KeyboardEvent, target: Node): void {
  const own = opened.find(({ frame }) => frame.contains(target));
  if (!own) return;
  const stops = [own.frame, ...own.frame.querySelectorAll<HTMLElement>('a[href], summary')];
  if (target !== (event.shiftKey ? stops[0] : stops.at(-1))) return;
  event.preventDefault();
  dismissed = own.link;
  own.link.focus();
  closeFrom(opened.indexOf(own));
}

/** A finger that lies on a link. */
interface Press {
  readonly link: HTMLAnchorElement;
  readonly x: number;
  readonly y: number;
  readonly timers: readonly number[];
  content?: PreviewContent | undefined;
}

let press: Press | undefined;

/** A press on a link shows its preview in place of the browser's menu, if it is there by then; the title in it has the menu. */
function onTouchStart({ target, touches }: TouchEvent): void {
  endPress();
  const link = previewedLink(target);
  const [at] = touches;
  if (!link || !at || touches.length > 1) return;
  const fetching = window.setTimeout(async () => {
    mine.content = await previewOf(link);
  }, pauses.press / 3);
  const pressing = window.setTimeout(() => isShownBy(mine), pauses.press);
  const mine: Press = { link, x: at.clientX, y: at.clientY, timers: [fetching, pressing] };
  press = mine;
  // Safari asks nobody before it shows its menu.
  link.style.setProperty('-webkit-touch-callout', 'none');
  // What listens to all of the document cannot prevent anything.
  link.addEventListener('touchend', keepFromClicking, { once: true });
}

function onTouchMove({ touches: [at] }: TouchEvent): void {
  if (press && at && Math.hypot(at.clientX - press.x, at.clientY - press.y) > tremor) endPress();
}

function endPress(): void {
  for (const timer of press?.timers ?? []) clearTimeout(timer);
  press = undefined;
}

function isShownBy({ link, content, x }: Press): boolean {
  const isShown = (): boolean => opened.some((each) => each.link === link);
  if (!isShown() && content) show(link, content, x);
  return isShown();
}

function keepFromClicking(event: TouchEvent): void {
  if (press && event.cancelable && isShownBy(press)) event.preventDefault();
}

function onContextMenu(event: Event): void {
  if (press && event.target instanceof Node && press.link.contains(event.target) && isShownBy(press)) event.preventDefault();
}

/** Whoever follows a link has seen enough. */
function onClick(event: MouseEvent): void {
  if (!event.defaultPrevented && event.target instanceof Element && event.target.closest('a[href]')) {
    wish = undefined;
    closeFrom(0);
  }
}

/** What was scrolled far belongs to another part of the text; and what stays in place while the page moves loses its preview. */
function onScroll({ target }: Event): void {
  const [first] = opened;
  if (!first) return;
  const depth = target instanceof Element ? depthOf(target) : 0;
  if (depth > 0) {
    closeFrom(depth);
    return;
  }
  const { top, bottom } = first.link.getBoundingClientRect();
  const isFar = Math.abs(top - first.top) > innerHeight / 3 || bottom < 0 || top > innerHeight;
  const isApart = Math.abs(first.frame.getBoundingClientRect().top - top - first.distance) > 4;
  if (isFar || isApart) closeFrom(0);
}
