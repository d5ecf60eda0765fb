/** The label after the bar of an embed, or in the brackets of an image: `300`, `300x200`, `alt|300`. */

export interface ImageLabel {
  /** Empty if there is none. */
  readonly alt: string;
  /** In CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

const size = /^(?:([\s\S]*?)\\?\|)?\s*(\d{1,5})(?:x(\d{1,5}))?\s*$/;

/**
 * Splits a label into size and description: the size is the last part, the text before it describes the image (Obsidian Help,
 * "Embed files" and "Basic formatting syntax").
 */
export function parseImageLabel(label = ''): ImageLabel {
  const found = size.exec(label);
  const [, before = '', width, height] = found ?? [];
  if (!found || Number(width) === 0 || height === '0') return { alt: label.trim() };
  return { alt: before.trim(), width: Number(width), ...(height !== undefined && { height: Number(height) }) };
}
