/** What stands behind the bar of an embed, or between the brackets of an image: `300`, `300x200`, `alt|300`. */

export interface ImageLabel {
  /** Empty when the author gave none. */
  readonly alt: string;
  /** CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

const size = /^(?:([\s\S]*?)\\?\|)?\s*(\d{1,5})(?:x(\d{1,5}))?\s*$/;

/** Obsidian Help, "Embed files" and "Basic formatting syntax": the size is the last part, what stands before it describes the image. */
export function parseImageLabel(label = ''): ImageLabel {
  const found = size.exec(label);
  const [, before = '', width, height] = found ?? [];
  if (!found || Number(width) === 0 || height === '0') return { alt: label.trim() };
  return { alt: before.trim(), width: Number(width), ...(height !== undefined && { height: Number(height) }) };
}
