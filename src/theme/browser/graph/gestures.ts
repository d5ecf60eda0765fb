/** What pointers and keys do to the map: drag and arrow keys move it, wheel, pinch and + and - zoom, the rest is told. */

export interface Gestures {
  readonly move: (dx: number, dy: number) => void;
  readonly zoom: (px: number, py: number, factor: number) => void;
  /** A mouse without a pressed button is over a point, or has left. */
  readonly hover: (point: { px: number; py: number } | undefined) => void;
  /** A press that moved nothing. */
  readonly press: (px: number, py: number, event: PointerEvent) => void;
  readonly key: (key: 'open' | 'fit' | 'leave') => void;
}

/** So far a finger may stray and still tap, in pixels. */
const stray = 6;
const arrowStep = 80;
const zoomStep = 1.35;

/** @param canvas takes the focus, and is as large as the map */
export function listen(canvas: HTMLElement, gestures: Gestures): void {
  // Keys move the map while it has the focus.
  canvas.tabIndex = 0;
  const pressed = new Map<number, { px: number; py: number }>();
  let strayed = 0;
  let hasPinched = false;

  const at = (event: MouseEvent): { px: number; py: number } => {
    const { left, top } = canvas.getBoundingClientRect();
    return { px: event.clientX - left, py: event.clientY - top };
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    canvas.setPointerCapture(event.pointerId);
    if (pressed.size === 0) {
      strayed = 0;
      hasPinched = false;
    }
    pressed.set(event.pointerId, at(event));
    // The middle button opens in a new tab and does not scroll.
    if (event.button === 1) event.preventDefault();
  });
  canvas.addEventListener('pointermove', (event) => {
    const point = at(event);
    const last = pressed.get(event.pointerId);
    if (!last) {
      if (event.pointerType !== 'touch') gestures.hover(point);
      return;
    }
    const other = [...pressed].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      hasPinched = true;
      const before = Math.hypot(last.px - other.px, last.py - other.py);
      const after = Math.hypot(point.px - other.px, point.py - other.py);
      gestures.move((point.px - last.px) / 2, (point.py - last.py) / 2);
      if (before > 0 && after > 0) gestures.zoom((point.px + other.px) / 2, (point.py + other.py) / 2, after / before);
      pressed.set(event.pointerId, point);
      return;
    }
    strayed = Math.max(strayed, Math.hypot(point.px - last.px, point.py - last.py));
    if (strayed < stray) return;
    strayed = Number.POSITIVE_INFINITY;
    gestures.move(point.px - last.px, point.py - last.py);
    pressed.set(event.pointerId, point);
  });
  const release = (event: PointerEvent): void => {
    if (!pressed.delete(event.pointerId) || pressed.size > 0) return;
    if (event.type === 'pointerup' && strayed < stray && !hasPinched) {
      const { px, py } = at(event);
      gestures.press(px, py, event);
    }
  };
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', () => gestures.hover(undefined));
  canvas.addEventListener('auxclick', (event) => event.preventDefault());
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { px, py } = at(event);
      // A line of a wheel is about as much as sixteen pixels of a touchpad; a pinch on one comes with the control key.
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
      gestures.zoom(px, py, Math.exp(-Math.max(-200, Math.min(200, pixels)) * (event.ctrlKey ? 0.01 : 0.002)));
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = { px: canvas.clientWidth / 2, py: canvas.clientHeight / 2 };
    const step = event.shiftKey ? arrowStep * 3 : arrowStep;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => gestures.move(step, 0),
      ArrowRight: () => gestures.move(-step, 0),
      ArrowUp: () => gestures.move(0, step),
      ArrowDown: () => gestures.move(0, -step),
      '+': () => gestures.zoom(middle.px, middle.py, zoomStep),
      '=': () => gestures.zoom(middle.px, middle.py, zoomStep),
      '-': () => gestures.zoom(middle.px, middle.py, 1 / zoomStep),
      '0': () => gestures.key('fit'),
      Enter: () => gestures.key('open'),
      Escape: () => gestures.key('leave'),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
