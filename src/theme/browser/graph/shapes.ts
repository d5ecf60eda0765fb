/** The shapes of types on a canvas; as styles/marks.css draws them. */
import type { TypeMark } from '../../../render/payloads.ts';

type Draw = (context: CanvasRenderingContext2D, x: number, y: number, r: number) => void;

const polygon =
  (points: readonly (readonly [number, number])[]): Draw =>
  (context, x, y, r) => {
    for (const [index, [dx, dy]] of points.entries()) {
      if (index === 0) context.moveTo(x + dx * r, y + dy * r);
      else context.lineTo(x + dx * r, y + dy * r);
    }
    context.closePath();
  };

const circle: Draw = (context, x, y, r) => {
  context.moveTo(x + r, y);
  context.arc(x, y, r, 0, 2 * Math.PI);
};

/** Adds the shape to the path. Each is about as large as a circle of the radius. */
export const shapes: Readonly<Record<TypeMark['shape'], Draw>> = {
  circle,
  ring: (context, x, y, r) => {
    circle(context, x, y, r);
    context.moveTo(x + r * 0.5, y);
    context.arc(x, y, r * 0.5, 0, 2 * Math.PI, true);
  },
  diamond: polygon([
    [0, -1.18],
    [1.18, 0],
    [0, 1.18],
    [-1.18, 0],
  ]),
  page: (context, x, y, r) => {
    // Ruled only where the lines are to be seen.
    if (r < 6) {
      context.rect(x - r * 0.85, y - r * 1.05, r * 1.7, r * 2.1);
      return;
    }
    for (const top of [-1.05, -0.31, 0.43]) context.rect(x - r * 0.9, y + top * r, r * 1.8, r * 0.56);
  },
  square: (context, x, y, r) => context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8),
  triangle: polygon([
    [0, -1.15],
    [1.12, 0.9],
    [-1.12, 0.9],
  ]),
  hexagon: polygon([
    [0, -1.1],
    [0.97, -0.55],
    [0.97, 0.55],
    [0, 1.1],
    [-0.97, 0.55],
    [-0.97, -0.55],
  ]),
};
