/** Media types by file extension. Files with other extensions are ordinary files. */

export type MediaKind = 'image' | 'audio' | 'video' | 'pdf' | 'file';

interface Media {
  readonly kind: MediaKind;
  /** MIME type. */
  readonly type: string;
  /** Name for readers; if undefined, the extension in capitals. */
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

/** The extension of a file name; empty if there is none. */
export function extensionOf(path: string): string {
  return /[^/\\]\.([^./\\\s]+)$/.exec(path)?.[1] ?? '';
}

/** The kind of media of a path; undefined for an extension not in the table, since the path may name an article. */
export function mediaKindOf(path: string): MediaKind | undefined {
  return mediaOf(path)?.kind;
}

export function isImage(path: string): boolean {
  return mediaKindOf(path) === 'image';
}

/** The MIME type of a file; undefined for an extension not in the table. */
export function mediaTypeOf(path: string): string | undefined {
  return mediaOf(path)?.type;
}

/** The name of this kind of file for readers: `PDF`, `Canvas`; empty for a name without an extension. */
export function mediaNameOf(path: string): string {
  return mediaOf(path)?.name ?? extensionOf(path).toUpperCase();
}
