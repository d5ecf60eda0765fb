/** The map in its window: a canvas that follows a camera, and answers which article is where. */
import { type Colours, onColours } from './colours.ts';
import { full } from './filter.ts';
import { listen } from './gestures.ts';
import type { Graph } from './graph.ts';
import { Nearest } from './nearest.ts';
import { Painter, type Scene } from './painter.ts';
import { type Box, type Camera, cameraOn, type Margins, type Size, zoomedAt } from './view.ts';

export interface MapEvents {
  /** The reader points at an article, or at none any more. */
  readonly onPoint: (number: number | undefined) => void;
  readonly onPress: (number: number | undefined, event: PointerEvent) => void;
  readonly onOpen: () => void;
  readonly onLeave: () => void;
}

/** After so long without movement the picture is drawn anew, in milliseconds. */
const restAfter = 90;
const flightTime = 280;

/** What panels cover of the map: their boxes, and what they leave at its edges. */
export interface Covered {
  readonly margins: () => Margins;
  readonly panels: () => readonly Box[];
}

export class GraphMapView {
  readonly #graph: Graph;
  readonly #canvas: HTMLCanvasElement;
  readonly #painter: Painter;
  readonly #nearest: Nearest;
  readonly #covered: Covered;
  #camera: Camera = { x: 5000, y: 5000, scale: 0.1 };
  #scene: Scene;
  #frame = 0;
  #moved = 0;
  #flight = 0;

  /**
   * @param frame takes the focus and what the reader does
   * @param scene what is drawn first
   * @param coloursNow asked again when the scheme changes
   * @param covered what panels cover, asked again at each drawing
   */
  constructor(
    frame: HTMLElement,
    canvas: HTMLCanvasElement,
    graph: Graph,
    scene: Scene,
    coloursNow: () => Colours,
    covered: Covered,
    events: MapEvents,
  ) {
    this.#graph = graph;
    this.#canvas = canvas;
    this.#scene = scene;
    this.#covered = covered;
    this.#painter = new Painter(canvas, graph, coloursNow());
    this.#nearest = new Nearest(graph);
    const styles = getComputedStyle(canvas);
    this.#painter.fonts = {
      label: `12px ${styles.getPropertyValue('--sans')}`,
      topic: `600 16px ${styles.getPropertyValue('--serif')}`,
      smallTopic: `600 13px ${styles.getPropertyValue('--serif')}`,
    };
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#resize();
    onColours(() => {
      this.#painter.colours = coloursNow();
      this.#ask();
    });
    listen(frame, {
      move: (dx, dy) => {
        this.#look({ ...this.#camera, x: this.#camera.x - dx / this.#camera.scale, y: this.#camera.y - dy / this.#camera.scale });
      },
      zoom: (px, py, factor) => this.#look(zoomedAt(this.#camera, this.#size, px, py, factor)),
      hover: (point) => {
        const number = point && this.#at(point.px, point.py, 6);
        frame.style.cursor = number === undefined ? '' : 'pointer';
        events.onPoint(number);
      },
      press: (px, py, event) => events.onPress(this.#at(px, py, event.pointerType === 'touch' ? 20 : 6), event),
      key: (key) => {
        if (key === 'fit') this.fit(undefined, true);
        else if (key === 'open') events.onOpen();
        else events.onLeave();
      },
    });
  }

  /** Draws something else; the camera stays. */
  show(scene: Scene): void {
    this.#scene = scene;
    this.#ask();
  }

  zoomBy(factor: number): void {
    this.#look(zoomedAt(this.#camera, this.#size, this.#size.width / 2, this.#size.height / 2, factor));
  }

  /**
   * Shows these articles, or all that are drawn in full.
   *
   * @param flies whether the reader sees how the camera gets there
   */
  fit(numbers: Iterable<number> | undefined, flies: boolean): void {
    const camera = cameraOn(this.#boxOf(numbers ?? this.#all()), this.#size, this.#covered.margins(), this.#painter.fitScale * 9);
    if (flies && !matchMedia('(prefers-reduced-motion: reduce)').matches) this.#fly(camera);
    else this.#look(camera);
  }

  /** The article that is nearest to the middle of the window. */
  middle(): number | undefined {
    return this.#at(this.#size.width / 2, this.#size.height / 2, 400);
  }

  get #size(): Size {
    return { width: this.#canvas.clientWidth, height: this.#canvas.clientHeight };
  }

  *#all(): Generator<number> {
    for (const [number, standing] of this.#scene.standing.entries()) if (standing === full) yield number;
  }

  #boxOf(numbers: Iterable<number>): Box {
    const box = {
      left: Number.POSITIVE_INFINITY,
      top: Number.POSITIVE_INFINITY,
      right: Number.NEGATIVE_INFINITY,
      bottom: Number.NEGATIVE_INFINITY,
    };
    for (const number of numbers) {
      const [x = 0, y = 0] = [this.#graph.x[number], this.#graph.y[number]];
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
    if (box.left > box.right) return { left: 0, top: 0, right: 10_000, bottom: 10_000 };
    const around = this.#graph.spacing / 2;
    return { left: box.left - around, top: box.top - around, right: box.right + around, bottom: box.bottom + around };
  }

  #at(px: number, py: number, slack: number): number | undefined {
    const { x, y, scale } = this.#camera;
    const { width, height } = this.#size;
    const growth = this.#painter.growth(this.#camera) / scale;
    return this.#nearest.find(
      x + (px - width / 2) / scale,
      y + (py - height / 2) / scale,
      slack / scale,
      growth,
      this.#scene.standing,
    );
  }

  #resize(): void {
    const size = this.#size;
    if (size.width === 0 || size.height === 0) return;
    this.#painter.resize(size);
    const all = this.#boxOf(this.#graph.byRank);
    this.#painter.fitScale = cameraOn(all, size, this.#covered.margins(), 1).scale;
    this.#ask();
  }

  #look(camera: Camera): void {
    cancelAnimationFrame(this.#flight);
    this.#camera = camera;
    this.#moved = performance.now();
    this.#ask();
  }

  #fly(to: Camera): void {
    cancelAnimationFrame(this.#flight);
    const from = this.#camera;
    const start = performance.now();
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, (now - start) / flightTime));
      const eased = 1 - (1 - part) ** 3;
      const between = (a: number, b: number): number => a + (b - a) * eased;
      this.#camera = {
        x: between(from.x, to.x),
        y: between(from.y, to.y),
        scale: Math.exp(between(Math.log(from.scale), Math.log(to.scale))),
      };
      this.#moved = now;
      this.#ask();
      if (part < 1) this.#flight = requestAnimationFrame(step);
    };
    this.#flight = requestAnimationFrame(step);
  }

  /** One frame for however many changes; and one more when the map has come to rest. */
  #ask(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const rests = performance.now() - this.#moved > restAfter;
      const isUnfinished = this.#painter.paint(this.#camera, this.#scene, this.#covered.panels(), rests);
      if (isUnfinished) this.#ask();
      else if (!rests) setTimeout(() => this.#ask(), restAfter);
    });
  }
}
