/** What the reader looks at: which part of the map, how large, and which articles are chosen. */

/** A place of the map, and how many pixels of the screen are one unit of it. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the address says and the legend shows. Articles are known by id. */
export interface Choice {
  readonly from?: string;
  readonly to?: string;
  /** Only what is within so many steps of `from`; 0 shows all. */
  readonly steps: number;
  /** Keys; all types where none is chosen. */
  readonly types: readonly string[];
  readonly tag?: string;
  /** `body`, `connection`, `relation part-of`: only links that say this. */
  readonly link?: string;
}

export const everything: Choice = { steps: 0, types: [] };

export function choiceOf(search: string): Choice {
  const asked = new URLSearchParams(search);
  const text = (key: string): string | undefined => asked.get(key) || undefined;
  const [from, to, tag, link] = [text('from'), text('to'), text('tag'), text('link')];
  const steps = Number(asked.get('steps'));
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(tag !== undefined && { tag }),
    ...(link !== undefined && { link }),
    steps: steps === 1 || steps === 2 || steps === 3 ? steps : 0,
    types: asked.getAll('type'),
  };
}

/** With a question mark; empty for everything. */
export function searchOf({ from, to, steps, types, tag, link }: Choice): string {
  const query = new URLSearchParams();
  const put = (key: string, value: string | undefined): void => {
    if (value) query.append(key, value);
  };
  put('from', from);
  put('to', to);
  put('steps', steps > 0 ? String(steps) : undefined);
  for (const type of types) put('type', type);
  put('tag', tag);
  put('link', link);
  return query.size > 0 ? `?${query.toString().replaceAll('%2F', '/')}` : '';
}

export const minScale = 0.005;
export const maxScale = 2;

/** Zooms so that the place under a point of the screen stays there. */
export function zoomedAt(camera: Camera, { width, height }: Size, px: number, py: number, factor: number): Camera {
  const scale = Math.min(maxScale, Math.max(minScale, camera.scale * factor));
  const dx = (px - width / 2) * (1 / camera.scale - 1 / scale);
  const dy = (py - height / 2) * (1 / camera.scale - 1 / scale);
  return { x: camera.x + dx, y: camera.y + dy, scale };
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What is free of panels, in pixels from the edges. */
export type Margins = Box;

/** The camera that shows a part of the map, amid what is free of panels. */
export function cameraOn(box: Box, { width, height }: Size, margins: Margins, closest: number): Camera {
  const free = { width: width - margins.left - margins.right, height: height - margins.top - margins.bottom };
  const wide = Math.max(1, box.right - box.left);
  const high = Math.max(1, box.bottom - box.top);
  const scale = Math.min(closest, Math.max(1, free.width) / wide, Math.max(1, free.height) / high);
  return {
    x: (box.left + box.right) / 2 + (margins.right - margins.left) / 2 / scale,
    y: (box.top + box.bottom) / 2 + (margins.bottom - margins.top) / 2 / scale,
    scale,
  };
}
