/** Which smaller copies of a picture are worth making, and which of those made are worth publishing. */

export type VariantFormat = 'avif' | 'webp';

export interface Variant {
  readonly format: VariantFormat;
  /** Pixels. */
  readonly width: number;
  readonly bytes: number;
}

const steps = [480, 960, 1440] as const;

/** A file that is smaller arrives with the page, whatever is made of it. */
const worthCopying = 12 * 1024;

/** A step this near to the picture's own width is not worth a file beside that. */
const nearlyItsOwn = 0.85;

/** Widths of the copies of a picture, ascending, its own or the largest step last; none when it is small enough as it is. */
export function widthsFor(picture: { readonly width: number; readonly bytes: number }): number[] {
  if (picture.bytes < worthCopying) return [];
  const largest = Math.min(picture.width, steps[2]);
  return [...steps.filter((step) => step < largest * nearlyItsOwn), largest];
}

/** Largest size of a copy that is worth publishing, as a share of the original's bytes. */
const worthwhile = 0.9;

/**
 * The copies to publish, by format, best first: a format whose largest copy saves nothing is left out whole, since with the smaller
 * ones alone large screens would get a blurred picture.
 */
export function worthPublishing(made: readonly Variant[], originalBytes: number): Map<VariantFormat, Variant[]> {
  const chosen = new Map<VariantFormat, Variant[]>();
  for (const format of ['avif', 'webp'] as const) {
    const variants = made.filter((variant) => variant.format === format).sort((a, b) => a.width - b.width);
    const largest = variants.at(-1);
    if (largest && largest.bytes < originalBytes * worthwhile) chosen.set(format, variants);
  }
  // Browsers take the first format that they know.
  const total = (format: VariantFormat): number => (chosen.get(format) ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
  if (chosen.has('webp') && total('avif') >= total('webp')) chosen.delete('avif');
  return chosen;
}
