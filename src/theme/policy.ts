/**
 * The Content-Security-Policy of a page: what a browser may load and run even if text of an article got past the sanitiser. It is
 * a part of the page, since a static site may have no say in the headers of its host.
 */

export interface InlineParts {
  /** Exact contents of the inline scripts, speculation rules included. JSON for programs needs no permission. */
  readonly scripts: readonly string[];
  /** Exact contents of the inline styles. */
  readonly styles: readonly string[];
  /** Whether the browser draws diagrams: mermaid writes styles into its drawings. */
  readonly draws: boolean;
  /** Hosts that pictures and frames may come from. */
  readonly images?: readonly string[];
  readonly frames?: readonly string[];
}

export async function contentSecurityPolicy({ scripts, styles, draws, images = [], frames = [] }: InlineParts): Promise<string> {
  const [ofScripts, ofStyles] = await Promise.all([scripts, styles].map((each) => Promise.all(each.map(hashOf))));
  return [
    "default-src 'self'",
    // Search is WebAssembly.
    `script-src 'self' 'wasm-unsafe-eval' ${ofScripts?.join(' ')}`,
    // A hash would switch `unsafe-inline` off.
    ['style-src', "'self'", ...(draws ? ["'unsafe-inline'"] : (ofStyles ?? []))].join(' '),
    // Hues of types, numbers of rows and sizes of formulas are custom properties in `style`. An attribute of an author's never is.
    "style-src-attr 'unsafe-inline'",
    ["img-src 'self' data:", ...images.map(ofHost)].join(' '),
    "font-src 'self' data:",
    // Papers.
    ["frame-src 'self'", ...frames.map(ofHost)].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    // Text becomes HTML by theme/browser/trusted alone.
    "require-trusted-types-for 'script'",
    `trusted-types sourcebook default${draws ? ' dompurify' : ''}`,
  ].join('; ');
}

const ofHost = (host: string): string => `https://${host}`;

const hashes = new Map<string, Promise<string>>();

/** `'sha256-…'`; pages have few different inline parts. */
function hashOf(content: string): Promise<string> {
  const hash = hashes.get(content) ?? digestOf(content);
  hashes.set(content, hash);
  return hash;
}

async function digestOf(content: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(content));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
