/** Chooses which smaller copies of a picture to make, and which of those to publish. */

export type VariantFormat = 'avif' | 'webp';

export interface Variant {
  readonly format: VariantFormat;
  /** Pixels. */
  readonly width: number;
  readonly bytes: number;
}

const steps = [480, 960, 1440] as const;

/** Minimum size of a picture for which copies are made, in bytes. Smaller ones load quickly anyway. */
const worthCopying = 12 * 1024;

/** A width this close to that of the picture is left out. */
const nearlyItsOwn = 0.85;

/** Widths of the copies of a picture, ascending, ending with its own or the maximum; none if it is small enough. */
export function widthsFor(picture: { readonly width: number; readonly bytes: number }): number[] {
  if (picture.bytes < worthCopying) return [];
  const largest = Math.min(picture.width, steps[2]);
  return [...steps.filter((step) => step < largest * nearlyItsOwn), largest];
}

/** Maximum size of a published copy, as a share of the original's bytes. */
const worthwhile = 0.9;

/**
 * The copies to publish, by format, best first. A format whose largest copy saves nothing is left out, since with only the
 * smaller copies large screens would get a blurred picture.
 */
export function worthPublishing(made: readonly Variant[], originalBytes: number): Map<VariantFormat, Variant[]> {
  const chosen = new Map<VariantFormat, Variant[]>();
  for (const format of ['avif', 'webp'] as const) {
    const variants = made.filter((variant) => variant.format === format).sort((a, b) => a.width - b.width);
    const largest = variants.at(-1);
    if (largest && largest.bytes < originalBytes * worthwhile) chosen.set(format, variants);
  }
  // Browsers take the first format that they support.
  const total = (format: VariantFormat): number => (chosen.get(format) ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
  if (chosen.has('webp') && total('avif') >= total('webp')) chosen.delete('avif');
  return chosen;
}
