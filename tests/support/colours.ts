/** Colours of the stylesheet, and their contrast. */

/** A colour in OKLCH. */
type Colour = readonly [lightness: number, chroma: number, hue: number];

/** The named colours of a stylesheet in one colour scheme, by name without `--`. */
export function tokensOf(css: string, scheme: 'light' | 'dark'): ReadonlyMap<string, Colour> {
  const colours = new Map<string, Colour>();
  const written = /--([\w-]+):\s*light-dark\(oklch\(([^)]*)\),\s*oklch\(([^)]*)\)\)|--([\w-]+):\s*var\(--([\w-]+)\)/g;
  for (const [, name, light, dark, alias, target] of css.matchAll(written)) {
    const same = colours.get(target ?? '');
    const [lightness = 0, chroma = 0, hue = 0] = (scheme === 'light' ? light : dark)?.split(' ').map(Number) ?? [];
    if (name !== undefined) colours.set(name, [lightness, chroma, hue]);
    else if (alias !== undefined && same) colours.set(alias, same);
  }
  return colours;
}

/** The contrast of two colours by WCAG 2.2, from 1 to 21. */
export function contrastOf(one: Colour | undefined, other: Colour | undefined): number {
  if (!one || !other) throw new Error('no such colour');
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** By the matrices of CSS Color 4. Colours outside sRGB are clipped. */
function luminanceOf([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const shown = (part: number): number => Math.min(1, Math.max(0, part));
  const red = shown(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = shown(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = shown(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
