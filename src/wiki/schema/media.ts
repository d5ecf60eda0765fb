/** What files are, as their names tell: a table by extension. Names that it does not know are files like any other. */

export type MediaKind = 'image' | 'audio' | 'video' | 'pdf' | 'file';

interface Media {
  readonly kind: MediaKind;
  /** As servers name it. */
  readonly type: string;
  /** As readers know it; the extension in capitals where undefined. */
  readonly name?: string;
}

const media: Readonly<Record<string, Media>> = {
  png: { kind: 'image', type: 'image/png' },
  apng: { kind: 'image', type: 'image/apng' },
  jpg: { kind: 'image', type: 'image/jpeg', name: 'JPEG' },
  jpeg: { kind: 'image', type: 'image/jpeg' },
  gif: { kind: 'image', type: 'image/gif' },
  webp: { kind: 'image', type: 'image/webp', name: 'WebP' },
  avif: { kind: 'image', type: 'image/avif' },
  svg: { kind: 'image', type: 'image/svg+xml' },
  bmp: { kind: 'image', type: 'image/bmp' },
  ico: { kind: 'image', type: 'image/x-icon' },
  mp3: { kind: 'audio', type: 'audio/mpeg' },
  wav: { kind: 'audio', type: 'audio/wav' },
  m4a: { kind: 'audio', type: 'audio/mp4' },
  ogg: { kind: 'audio', type: 'audio/ogg' },
  oga: { kind: 'audio', type: 'audio/ogg' },
  opus: { kind: 'audio', type: 'audio/ogg', name: 'Opus' },
  '3gp': { kind: 'audio', type: 'audio/3gpp' },
  flac: { kind: 'audio', type: 'audio/flac' },
  mp4: { kind: 'video', type: 'video/mp4' },
  webm: { kind: 'video', type: 'video/webm', name: 'WebM' },
  ogv: { kind: 'video', type: 'video/ogg' },
  mov: { kind: 'video', type: 'video/quicktime' },
  mkv: { kind: 'video', type: 'video/x-matroska' },
  pdf: { kind: 'pdf', type: 'application/pdf' },
  canvas: { kind: 'file', type: 'application/json', name: 'Canvas' },
  base: { kind: 'file', type: 'text/yaml', name: 'Base' },
  zip: { kind: 'file', type: 'application/zip' },
};

function mediaOf(path: string): Media | undefined {
  const extension = extensionOf(path).toLowerCase();
  return Object.hasOwn(media, extension) ? media[extension] : undefined;
}

/** What follows the last dot of a file's name; empty when there is none. */
export function extensionOf(path: string): string {
  return /[^/\\]\.([^./\\\s]+)$/.exec(path)?.[1] ?? '';
}

/** Undefined for a name that the table does not know: it may be that of an article. */
export function mediaKindOf(path: string): MediaKind | undefined {
  return mediaOf(path)?.kind;
}

export function isImage(path: string): boolean {
  return mediaKindOf(path) === 'image';
}

/** The type of a file, as servers name it; undefined when the table does not know it. */
export function mediaTypeOf(path: string): string | undefined {
  return mediaOf(path)?.type;
}

/** What readers call a file of this kind: `PDF`, `Canvas`; empty for a name without extension. */
export function mediaNameOf(path: string): string {
  return mediaOf(path)?.name ?? extensionOf(path).toUpperCase();
}
