/** Which raw HTML and which link schemes an article may hold. One policy, for the reporter and for the sanitiser. */

/** Elements beyond what markdown itself makes; everything else in raw HTML is removed (its text stays, except in `droppedElements`). */
export const allowedElements: ReadonlySet<string> = new Set(
  `a abbr article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer
   h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary
   sup table tbody td tfoot th thead time tr tt u ul var video wbr`.split(/\s+/),
);

/**
 * Elements that go with all they hold, since browsers show nothing of it as text: code, what stands in for an element, choices of a
 * form, the head of a document, drawings and formulas. The text of other elements that are removed stays (`<button>`, `<canvas>`,
 * `<xmp>`).
 */
export const droppedElements: ReadonlySet<string> = new Set(
  `script style template iframe object embed noscript noembed noframes head title textarea select datalist svg math`.split(' '),
);

/** Of those, the ones that hold text and no elements: they end at the first closing tag of their name (HTML, "Parsing HTML documents"). */
export const rawTextElements: ReadonlySet<string> = new Set(
  'script style iframe noscript noembed noframes title textarea'.split(' '),
);

/** Of those, the ones that hold nothing, so that their tag is all there is of them. */
export const emptyElements: ReadonlySet<string> = new Set(['embed']);

/** Elements that nothing closes, a closing tag neither: they would take the rest of the page, so their tag is text. */
export const unclosableElements: ReadonlySet<string> = new Set(['plaintext']);

/** Elements whose content is shown by browsers that cannot play them alone. */
export const players: ReadonlySet<string> = new Set(['video', 'audio']);

const allowedSchemes: ReadonlySet<string> = new Set([
  'http',
  'https',
  'mailto',
  'tel',
  'obsidian',
  'zotero',
  'doi',
  'irc',
  'ircs',
  'xmpp',
  'ftp',
  'magnet',
]);

/** The scheme of a URL in lower case, as a browser reads it: without the white space and control characters it ignores. */
export function schemeOf(url: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them when they look for a scheme
  return /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020\u007F-\u00A0]+/g, ''))?.[1]?.toLowerCase();
}

/** True for a URL that may be followed: relative, or of a scheme that runs nothing. */
export function isSafeUrl(url: string): boolean {
  const scheme = schemeOf(url);
  return scheme === undefined || allowedSchemes.has(scheme);
}

export interface RemovedHtml {
  /** Offset in the fragment. */
  readonly start: number;
  readonly end: number;
  /** `<script>`, `onclick` */
  readonly what: string;
  /** It is a tag without its partner, which is text. */
  readonly isShown?: true;
}

/** What the sanitiser will take out of a fragment of HTML without whole dropped elements, as an author would look for it. */
export function removedFrom(html: string): RemovedHtml[] {
  const removed: RemovedHtml[] = [];
  for (const tag of html.matchAll(/<!--[\s\S]*?(?:-->|$)|<([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>?/gi)) {
    if (tag[1] === undefined) continue;
    const name = tag[1].toLowerCase();
    const start = tag.index;
    const end = start + tag[0].length;
    if (!allowedElements.has(name) && name !== 'input') {
      const isShown = (droppedElements.has(name) && !emptyElements.has(name)) || unclosableElements.has(name);
      removed.push({ start, end, what: `<${name}>`, ...(isShown && { isShown }) });
    } else {
      for (const attribute of (tag[2] ?? '').matchAll(/\s(on[a-z]+|style|srcdoc)\s*=/gi)) {
        removed.push({ start, end, what: (attribute[1] ?? '').toLowerCase() });
      }
      for (const url of (tag[2] ?? '').matchAll(/\s(?:href|src)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi)) {
        const value = (url[1] ?? '').replace(/^["']|["']$/g, '');
        if (!isSafeUrl(value)) removed.push({ start, end, what: `a ${schemeOf(value)}: link` });
      }
    }
  }
  return removed;
}
