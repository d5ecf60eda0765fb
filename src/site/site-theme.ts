/** What `theme:` in `sourcebook.yaml` changes of the look of a wiki. Files are paths in the vault. */

export interface SiteTheme {
  readonly accent?: string;
  /** Width of the text. */
  readonly width?: string;
  /** Names of fonts as in CSS, or a font file. */
  readonly fonts?: { readonly text?: string; readonly interface?: string; readonly code?: string };
  readonly logo?: string;
  /** For the dark scheme. */
  readonly logoDark?: string;
  readonly favicon?: string;
  readonly css?: string;
}

/** The files that a theme names. */
export function filesOfTheme({ fonts = {}, logo, logoDark, favicon, css }: SiteTheme): string[] {
  const own = Object.values(fonts).filter((font) => font !== undefined && isFontFile(font));
  return [logo, logoDark, favicon, css, ...own].filter((path) => path !== undefined);
}

/** Whether a text is a length of CSS. */
export function isLength(text: string): boolean {
  return /^\d{1,4}(?:\.\d{1,3})?(?:rem|em|ch|px)$/.test(text);
}

export function isFontFile(text: string): boolean {
  return /\.(?:woff2?|ttf|otf)$/i.test(text);
}

/** Whether a text is a list of names of fonts: `Georgia, "Times New Roman", serif`. */
export function isFontStack(text: string): boolean {
  return !isFontFile(text) && text.split(',').every((name) => fontName.test(name.trim()));
}

const fontName = /^(["']?)[\p{L}\p{N}_-][\p{L}\p{N} _-]*\1$/u;
