/** Draws the map on a canvas. What costs much is drawn once into a picture that is moved along, and again when it rests. */
import type { Colours } from './colours.ts';
import { absent, faint, full } from './filter.ts';
import type { Graph } from './graph.ts';
import { freePlace, namesOf, placesAround, placesBeside, Room, shortened } from './labels.ts';
import { shapes } from './shapes.ts';
import type { Ties } from './ties.ts';
import type { Box, Camera, Size } from './view.ts';

/** All that decides how the map looks, beside the camera. */
export interface Scene {
  readonly standing: Uint8Array;
  readonly ties: Ties;
  /** Articles that stand out; the others step back. */
  readonly lit?: Lit;
  /** The article that the reader has chosen or points at. */
  readonly marked?: number;
}

/** What was drawn before, and how the map looked then. */
interface Picture extends Pick<Scene, 'standing' | 'ties'> {
  readonly canvas: HTMLCanvasElement;
  readonly camera: Camera;
  readonly colours: Colours;
  readonly holdsArticles: boolean;
}

export interface Lit {
  readonly articles: ReadonlySet<number>;
  /** From and to, alternating. */
  readonly lines: readonly number[];
}

/** The picture reaches so far beyond the window, in pixels, that a little movement does not bare its edge. */
const bleed = 200;

/** So many lines are drawn at most: the shortest, which tell what belongs together. */
const maxLines = 6000;

/** So many shapes or lines are one path: longer ones take a canvas without a graphics card far longer. */
const batch = 100;

/** A picture is drawn so long in each frame, in milliseconds, and is shown when all of it is there. */
const slice = 7;

/** So many articles are drawn anew in each frame; more are part of the picture while it moves. */
const maxLive = 2500;

/** A shape of a smaller radius is a dot, which a name may cover. Pixels. */
const leastShape = 2.5;
/** How much of a name shapes may take where no place near it is free, from 0 to 1: those of topics matter more than others. */
const mostCovered = { topic: 0.12, label: 0.02 };

export class Painter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #graph: Graph;
  readonly #widths = new Map<number, number>();
  readonly #topics: readonly Topic[];
  readonly #names: readonly string[];
  #shown: { standing: Uint8Array; count: number } | undefined;
  #picture: Picture | undefined;
  #job: (Picture & { readonly steps: Generator<void> }) | undefined;
  #spare = document.createElement('canvas');
  #size: Size = { width: 1, height: 1 };
  #density = 1;
  /** The scale at which the whole map fits. */
  fitScale = 0.1;
  colours: Colours;
  fonts = { label: '12px sans-serif', topic: '600 15px serif', smallTopic: '600 13px serif' };

  constructor(canvas: HTMLCanvasElement, graph: Graph, colours: Colours) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('This browser draws no canvas.');
    this.#canvas = canvas;
    this.#context = context;
    this.#graph = graph;
    this.#topics = topicsOf(graph);
    this.#names = namesOf(graph.titles);
    this.colours = colours;
  }

  resize(size: Size): void {
    this.#size = size;
    this.#density = Math.min(2, devicePixelRatio || 1);
    this.#canvas.width = Math.round(size.width * this.#density);
    this.#canvas.height = Math.round(size.height * this.#density);
    this.#picture = undefined;
    this.#job = undefined;
  }

  /** How many pixels one unit of an article's radius is: they grow more slowly than the map does. */
  growth({ scale }: Camera): number {
    return this.fitScale * (scale / this.fitScale) ** 0.62;
  }

  /**
   * @param panels where nothing is to be read
   * @param rests whether the camera stands still: then everything is to be sharp
   * @returns whether there is more to draw, in the next frame
   */
  paint(camera: Camera, scene: Scene, panels: readonly Box[], rests: boolean): boolean {
    if (this.#isOutdated(camera, scene, rests)) this.#begin(camera, scene);
    this.#work(this.#picture ? slice : Number.POSITIVE_INFINITY);
    const context = this.#context;
    context.setTransform(this.#density, 0, 0, this.#density, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = this.colours.paper;
    context.fillRect(0, 0, this.#size.width, this.#size.height);
    if (scene.lit) context.globalAlpha = 0.35;
    const holdsArticles = this.#showPicture(camera);
    if (!holdsArticles) finish(this.#drawArticles(context, camera, scene.standing));
    context.globalAlpha = 1;
    if (scene.lit) this.#drawLit(camera, scene, scene.lit);
    if (scene.marked !== undefined) this.#drawMark(camera, scene.marked);
    this.#drawNames(camera, scene, panels);
    return this.#job !== undefined;
  }

  /** Whether the picture, or the one in the making, no longer is what is to be seen. While the map moves, one that is about as large will do. */
  #isOutdated(camera: Camera, scene: Scene, rests: boolean): boolean {
    const latest = this.#job ?? this.#picture;
    if (!latest || latest.standing !== scene.standing || latest.ties !== scene.ties || latest.colours !== this.colours)
      return true;
    const zoom = camera.scale / latest.camera.scale;
    if (!rests) return !this.#job && (zoom > 1.7 || zoom < 0.6);
    return zoom !== 1 || camera.x !== latest.camera.x || camera.y !== latest.camera.y;
  }

  /** Begins another picture; the one that is there stays until it is done. */
  #begin(camera: Camera, { standing, ties }: Scene): void {
    const canvas = this.#spare;
    const width = Math.round((this.#size.width + 2 * bleed) * this.#density);
    const height = Math.round((this.#size.height + 2 * bleed) * this.#density);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext('2d');
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(this.#density, 0, 0, this.#density, bleed * this.#density, bleed * this.#density);
    const holdsArticles = this.#countVisible(camera, standing) > maxLive;
    const picture = { canvas, camera, standing, ties, colours: this.colours, holdsArticles };
    this.#job = { ...picture, steps: this.#steps(context, picture) };
  }

  *#steps(context: CanvasRenderingContext2D, { camera, standing, ties, holdsArticles }: Picture): Generator<void> {
    yield* this.#drawLand(context, camera, standing);
    yield* this.#drawTies(context, camera, ties);
    if (holdsArticles) yield* this.#drawArticles(context, camera, standing);
  }

  /** Goes on with the picture for so long; takes it when it is done. Milliseconds. */
  #work(time: number): void {
    if (!this.#job) return;
    const until = performance.now() + time;
    while (performance.now() < until) {
      if (!this.#job.steps.next().done) continue;
      const { steps: _, ...picture } = this.#job;
      this.#spare = this.#picture?.canvas ?? document.createElement('canvas');
      this.#picture = picture;
      this.#job = undefined;
      return;
    }
  }

  /** @returns whether articles were part of it */
  #showPicture(camera: Camera): boolean {
    if (!this.#picture) return false;
    const { canvas, camera: then, holdsArticles } = this.#picture;
    const zoom = camera.scale / then.scale;
    const width = (this.#size.width + 2 * bleed) * zoom;
    const height = (this.#size.height + 2 * bleed) * zoom;
    const left = (then.x - camera.x) * camera.scale + (this.#size.width - width) / 2;
    const top = (then.y - camera.y) * camera.scale + (this.#size.height - height) / 2;
    this.#context.imageSmoothingEnabled = zoom !== 1;
    this.#context.drawImage(canvas, left, top, width, height);
    return holdsArticles;
  }

  #countShown(standing: Uint8Array): number {
    if (this.#shown?.standing !== standing)
      this.#shown = { standing, count: standing.reduce((sum, each) => sum + (each === full ? 1 : 0), 0) };
    return this.#shown.count;
  }

  /** Topics and land are told of the whole map: of a small part of it they would be wrong. */
  #showsMost(standing: Uint8Array): boolean {
    return this.#countShown(standing) * 2 > this.#graph.count;
  }

  #countVisible(camera: Camera, standing: Uint8Array): number {
    let count = 0;
    this.#visit(camera, bleed, (number) => {
      if (standing[number] === full) count++;
    });
    return count;
  }

  /** Each article on the screen, or so near that its edge may be. */
  #visit(camera: Camera, margin: number, seen: (number: number, x: number, y: number) => void): void {
    const { x, y, count } = this.#graph;
    const { width, height } = this.#size;
    const { scale } = camera;
    const left = width / 2 - camera.x * scale;
    const top = height / 2 - camera.y * scale;
    for (let number = 0; number < count; number++) {
      const px = (x[number] ?? 0) * scale + left;
      if (px < -margin || px > width + margin) continue;
      const py = (y[number] ?? 0) * scale + top;
      if (py < -margin || py > height + margin) continue;
      seen(number, px, py);
    }
  }

  /** Where articles are is land, a step darker than the paper: the shape of the whole, though no line is drawn. */
  *#drawLand(context: CanvasRenderingContext2D, camera: Camera, standing: Uint8Array): Generator<void> {
    const reach = this.#graph.spacing * 0.62 * camera.scale;
    if (reach < 1.5 || reach > 200 || !this.#showsMost(standing)) return;
    const places: number[] = [];
    this.#visit(camera, bleed + reach, (number, x, y) => {
      if (standing[number] === full && (this.#graph.community[number] ?? -1) >= 0) places.push(x, y);
    });
    context.fillStyle = this.colours.land;
    // From afar nobody tells a square from a circle.
    const draw = reach < 6 ? shapes.square : shapes.circle;
    for (let at = 0; at < places.length; at += 2 * batch) {
      context.beginPath();
      for (let place = at; place < Math.min(places.length, at + 2 * batch); place += 2)
        draw(context, places[place] ?? 0, places[place + 1] ?? 0, reach);
      context.fill();
      yield;
    }
  }

  *#drawTies(context: CanvasRenderingContext2D, camera: Camera, { from, to, length }: Ties): Generator<void> {
    const { x, y } = this.#graph;
    const { width, height } = this.#size;
    const { scale } = camera;
    const left = width / 2 - camera.x * scale;
    const top = height / 2 - camera.y * scale;
    context.strokeStyle = this.colours.line;
    context.lineWidth = 1;
    let drawn = 0;
    let inPath = 0;
    // Where there are few, none needs to step back.
    const faintest = from.length < 150 ? 0.4 : from.length < 600 ? 0.1 : 0;
    let alpha = Math.max(faintest, lineAlpha(0));
    context.globalAlpha = alpha;
    context.beginPath();
    const flush = (): void => {
      context.stroke();
      context.beginPath();
      inPath = 0;
    };
    for (let tie = 0; tie < from.length && drawn < maxLines; tie++) {
      // The articles at its ends cover it.
      if ((length[tie] ?? 0) * scale < 4) continue;
      const a = from[tie] ?? 0;
      const b = to[tie] ?? 0;
      const ax = (x[a] ?? 0) * scale + left;
      const bx = (x[b] ?? 0) * scale + left;
      if ((ax < -bleed && bx < -bleed) || (ax > width + bleed && bx > width + bleed)) continue;
      const ay = (y[a] ?? 0) * scale + top;
      const by = (y[b] ?? 0) * scale + top;
      if ((ay < -bleed && by < -bleed) || (ay > height + bleed && by > height + bleed)) continue;
      const next = Math.max(faintest, lineAlpha((length[tie] ?? 0) * scale));
      if (next !== alpha || inPath >= batch) {
        flush();
        yield;
        alpha = next;
        context.globalAlpha = alpha;
      }
      context.moveTo(ax, ay);
      context.lineTo(bx, by);
      inPath++;
      drawn++;
    }
    flush();
    context.globalAlpha = 1;
  }

  /** Faint ones first, then type by type: few changes of colour, and few pieces of path. */
  *#drawArticles(context: CanvasRenderingContext2D, camera: Camera, standing: Uint8Array): Generator<void> {
    const { types, type } = this.#graph;
    const seen: { xs: number[]; ys: number[]; numbers: number[] }[] = [...types, undefined].map(() => ({
      xs: [],
      ys: [],
      numbers: [],
    }));
    this.#visit(camera, bleed, (number, x, y) => {
      if (standing[number] === absent) return;
      const group = seen[standing[number] === faint ? types.length : (type[number] ?? 0)];
      group?.xs.push(x);
      group?.ys.push(y);
      group?.numbers.push(number);
    });
    const growth = this.growth(camera);
    for (const [index, { xs, ys, numbers }] of [...seen.slice(-1), ...seen.slice(0, -1)].entries()) {
      const draw = shapes[types[index - 1]?.shape ?? 'circle'];
      context.fillStyle = index === 0 ? this.colours.faint : (this.colours.types[index - 1] ?? this.colours.ink);
      context.beginPath();
      for (const [at, number] of numbers.entries()) {
        const [x, y] = [xs[at] ?? 0, ys[at] ?? 0];
        const r = index === 0 ? 1.6 : this.#radiusOf(number, growth, false);
        // A shape of so few pixels is a square whatever it is.
        if (r < 2) context.rect(x - r, y - r, 2 * r, 2 * r);
        else draw(context, x, y, r);
        if (at % batch < batch - 1) continue;
        context.fill();
        yield;
        context.beginPath();
      }
      context.fill();
    }
  }

  #drawLit(camera: Camera, { standing }: Scene, { articles, lines }: Lit): void {
    const context = this.#context;
    context.strokeStyle = this.colours.accent;
    context.globalAlpha = lines.length > 400 ? 0.3 : 0.6;
    context.lineWidth = lines.length > 80 ? 1 : 1.5;
    context.beginPath();
    for (let at = 0; at < lines.length; at += 2) {
      const a = this.#place(camera, lines[at] ?? 0);
      const b = this.#place(camera, lines[at + 1] ?? 0);
      context.moveTo(a.x, a.y);
      context.lineTo(b.x, b.y);
    }
    context.stroke();
    context.globalAlpha = 1;
    const growth = this.growth(camera);
    for (const number of articles) {
      if (standing[number] === absent) continue;
      const { x, y } = this.#place(camera, number);
      const type = this.#graph.type[number] ?? 0;
      context.fillStyle = this.colours.types[type] ?? this.colours.ink;
      context.beginPath();
      shapes[this.#graph.types[type]?.shape ?? 'circle'](context, x, y, this.#radiusOf(number, growth, true));
      context.fill();
    }
  }

  /** A ring around an article. */
  #drawMark(camera: Camera, number: number): void {
    const context = this.#context;
    const { x, y } = this.#place(camera, number);
    context.strokeStyle = this.colours.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, this.#radiusOf(number, this.growth(camera), true) * 1.2 + 4, 0, 2 * Math.PI);
    context.stroke();
  }

  #place({ x, y, scale }: Camera, number: number): { x: number; y: number } {
    return {
      x: ((this.#graph.x[number] ?? 0) - x) * scale + this.#size.width / 2,
      y: ((this.#graph.y[number] ?? 0) - y) * scale + this.#size.height / 2,
    };
  }

  /** Names never cover each other, and shapes that can be told apart only where there is hardly another place. */
  #drawNames(camera: Camera, scene: Scene, panels: readonly Box[]): void {
    const { width, height } = this.#size;
    const room = new Room(this.#size, { x: width / 2 - camera.x * camera.scale, y: height / 2 - camera.y * camera.scale });
    const growth = this.growth(camera);
    this.#visit(camera, 0, (number, x, y) => {
      if (scene.standing[number] !== full || (scene.lit && !scene.lit.articles.has(number))) return;
      const radius = this.#radiusOf(number, growth, scene.lit !== undefined);
      if (radius >= leastShape) room.addShape(x, y, radius);
    });
    for (const panel of panels) room.addName(panel);
    const named = new Set<number>();
    if (scene.marked !== undefined) this.#drawLabel(camera, scene.marked, room, true, named);
    if (scene.lit) {
      const ranked = [...scene.lit.articles].sort((a, b) => (this.#graph.linksIn[b] ?? 0) - (this.#graph.linksIn[a] ?? 0));
      for (const number of ranked.slice(0, 60)) this.#drawLabel(camera, number, room, false, named);
      return;
    }
    this.#drawTopics(camera, scene, room, named);
    this.#drawLabels(camera, scene, room, named);
  }

  /** Names of the large topics, as near to the middle of each as there is room, as long as the map is seen from afar. */
  #drawTopics(camera: Camera, { standing }: Scene, room: Room, named: Set<number>): void {
    const nearness = camera.scale / this.fitScale;
    if (nearness > 3 || !this.#showsMost(standing)) return;
    const context = this.#context;
    context.globalAlpha = Math.min(1, 3 - nearness);
    for (const { centre, x, y, size, count } of this.#topics) {
      if (size * camera.scale < 38 || standing[centre] !== full) continue;
      const middle = (x - camera.x) * camera.scale + this.#size.width / 2;
      if (middle < 0 || middle > this.#size.width) continue;
      const text = this.#names[centre] ?? '';
      context.font = count > this.#graph.count / 25 ? this.fonts.topic : this.fonts.smallTopic;
      const half = context.measureText(text).width / 2;
      // A name at the edge is read whole as long as its topic is in sight.
      const px = Math.min(this.#size.width - half - 6, Math.max(half + 6, middle));
      const py = (y - camera.y) * camera.scale + this.#size.height / 2;
      const reach = Math.min(110, Math.max(24, 0.5 * size * camera.scale + 16));
      const places = placesAround(px, py, half + 4, reach).filter(({ left, right }) => left >= 0 && right <= this.#size.width);
      const place = freePlace(room, places, mostCovered.topic);
      if (!place) continue;
      named.add(centre);
      this.#write(text, place, room, this.colours.ink, 4);
    }
    context.globalAlpha = 1;
  }

  /** Names of articles that are large enough to bear one, the most linked first. */
  #drawLabels(camera: Camera, { standing }: Scene, room: Room, named: Set<number>): void {
    const { width, height } = this.#size;
    const most = named.size + (width * height) / 26_000;
    const growth = this.growth(camera);
    const isClose = camera.scale > this.fitScale * 6 || this.#countShown(standing) < 100;
    const smallest = isClose ? 0 : 6;
    for (const number of this.#graph.byRank) {
      if ((this.#graph.radius[number] ?? 0) * growth < smallest || named.size >= most) return;
      if (standing[number] === full && !named.has(number)) this.#drawLabel(camera, number, room, false, named);
    }
  }

  /** @param always whether it is drawn whatever it covers */
  #drawLabel(camera: Camera, number: number, room: Room, always: boolean, named: Set<number>): void {
    const { x, y } = this.#place(camera, number);
    const { width: across, height } = this.#size;
    if (x < -20 || y < 0 || x > across || y > height) return;
    const context = this.#context;
    context.font = this.fonts.label;
    const text = always ? shortened(this.#graph.titles[number] ?? '', 60) : (this.#names[number] ?? '');
    let width = always ? undefined : this.#widths.get(number);
    if (width === undefined) {
      width = context.measureText(text).width;
      if (!always) this.#widths.set(number, width);
    }
    const places = [...placesBeside(x, y, this.#radiusOf(number, this.growth(camera), true), width)];
    // Half a name at the edge is none.
    const whole = places.filter(({ left, right }) => left >= 0 && right <= across);
    const place = freePlace(room, whole, mostCovered.label) ?? (always ? (whole[0] ?? places[0]) : undefined);
    if (!place) return;
    named.add(number);
    this.#write(text, place, room, always ? this.colours.ink : this.colours.soft, 3);
  }

  /** Writes a name in the middle of its place, on a rim of the paper's colour, and takes the place. */
  #write(text: string, place: Box, room: Room, colour: string, rim: number): void {
    const context = this.#context;
    const x = (place.left + place.right) / 2;
    const y = (place.top + place.bottom) / 2;
    room.addName(place);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.strokeStyle = this.colours.paper;
    context.lineWidth = rim;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  /** How large the shape of an article is on the screen, in pixels; one that stands out is never too small to be seen. */
  #radiusOf(number: number, growth: number, standsOut: boolean): number {
    return Math.max(standsOut ? 3 : 1.5, (this.#graph.radius[number] ?? 0) * growth);
  }
}

interface Topic {
  readonly centre: number;
  readonly x: number;
  readonly y: number;
  /** About how wide it is, in the unit of the map. */
  readonly size: number;
  readonly count: number;
}

/** Communities that are large enough for a name on the map, the largest first. */
function topicsOf({ community, centres, x, y, count, spacing }: Graph): Topic[] {
  const sums = centres.map(() => ({ x: 0, y: 0, count: 0 }));
  for (let number = 0; number < count; number++) {
    const sum = sums[community[number] ?? -1];
    if (!sum) continue;
    sum.x += x[number] ?? 0;
    sum.y += y[number] ?? 0;
    sum.count++;
  }
  return sums.flatMap((sum, index): Topic[] =>
    sum.count < 5
      ? []
      : [
          {
            centre: centres[index] ?? 0,
            x: sum.x / sum.count,
            y: sum.y / sum.count,
            size: spacing * Math.sqrt(sum.count),
            count: sum.count,
          },
        ],
  );
}

function finish(steps: Generator<void>): void {
  while (!steps.next().done);
}

/** Long lines cross what they have nothing to do with: the longer, the fainter, in a few steps. */
function lineAlpha(pixels: number): number {
  if (pixels < 40) return 0.4;
  if (pixels < 100) return 0.2;
  return pixels < 250 ? 0.1 : 0.045;
}
