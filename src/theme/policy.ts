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
  /** HTML of the wiki's own, for its inline scripts and styles. */
  readonly slots?: readonly string[];
  /** Hosts that pictures, frames and scripts may come from. Scripts may ask theirs. */
  readonly images?: readonly string[] | undefined;
  readonly frames?: readonly string[] | undefined;
  readonly hosts?: readonly string[] | undefined;
}

export async function contentSecurityPolicy({
  scripts: inlineScripts,
  styles: inlineStyles,
  draws,
  slots = [],
  images = [],
  frames = [],
  hosts = [],
}: InlineParts): Promise<string> {
  const own = slots.join('');
  const scripts = [...inlineScripts, ...contentsOf(own, 'script')];
  const styles = [...inlineStyles, ...contentsOf(own, 'style')];
  // Scripts of others know nothing of Trusted Types.
  const isOursAlone = hosts.length === 0 && scripts.length === inlineScripts.length;
  const [ofScripts, ofStyles] = await Promise.all([scripts, styles].map((each) => Promise.all(each.map(hashOf))));
  return [
    "default-src 'self'",
    // Search is WebAssembly.
    ["script-src 'self' 'wasm-unsafe-eval'", ...(ofScripts ?? []), ...hosts.map(ofHost)].join(' '),
    ...(hosts.length > 0 ? [["connect-src 'self'", ...hosts.map(ofHost)].join(' ')] : []),
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
    ...(isOursAlone
      ? ["require-trusted-types-for 'script'", `trusted-types sourcebook default${draws ? ' dompurify' : ''}`]
      : []),
  ].join('; ');
}

/** The contents of inline elements, exactly as written. */
function contentsOf(html: string, name: 'script' | 'style'): string[] {
  const elements = html.matchAll(new RegExp(`<${name}(?![^>]*\\ssrc\\s*=)(?:\\s[^>]*)?>([\\s\\S]*?)</${name}\\s*>`, 'gi'));
  return [...elements].map(([, content = '']) => content).filter((content) => content !== '');
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
