/** The raw HTML and link schemes that an article may contain. The reporter and the sanitiser share this policy. */

/**
 * Elements allowed beyond those that markdown makes. All others in raw HTML are removed; their text remains, except in
 * `droppedElements`.
 */
export const allowedElements: ReadonlySet<string> = new Set(
  `a abbr article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer
   h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strike strong sub summary
   sup table tbody td tfoot th thead time tr tt u ul var video wbr`.split(/\s+/),
);

/**
 * Elements that are removed with their content, since browsers do not show it as text: code, replacements for an element, options
 * of a form, the head of a document, drawings and formulas. The text of other removed elements remains (`<button>`, `<canvas>`,
 * `<xmp>`).
 */
export const droppedElements: ReadonlySet<string> = new Set(
  `script style template iframe object embed noscript noembed noframes head title textarea select datalist svg math`.split(' '),
);

/**
 * The dropped elements that contain text and no elements: they end at the first closing tag of their name (HTML, "Parsing HTML
 * documents").
 */
export const rawTextElements: ReadonlySet<string> = new Set(
  'script style iframe noscript noembed noframes title textarea'.split(' '),
);

/** The dropped elements without content or closing tag. */
export const emptyElements: ReadonlySet<string> = new Set(['embed']);

/** Elements that not even a closing tag closes. They would swallow the rest of the page, so their tag is text. */
export const unclosableElements: ReadonlySet<string> = new Set(['plaintext']);

/** Elements whose content is shown only by browsers that cannot play them. */
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

/** The scheme of a URL in lower case, read as browsers do: they ignore white space and control characters. */
export function schemeOf(url: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers skip them when they look for a scheme
  return /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020\u007F-\u00A0]+/g, ''))?.[1]?.toLowerCase();
}

/** Whether a URL is safe to follow: relative, or of a scheme that runs no code. */
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
  /** An unpaired tag, which is shown as text. */
  readonly isShown?: true;
}

/** Attributes whose loss an author would notice. Others, such as `class` and `data-…`, are removed silently. */
const noticedAttributes =
  /(?<=^|\s)(on[a-z]+|style|srcdoc|hidden|contenteditable|action|formaction|ping|background)(?=[\s=/]|$)/gi;
const urlAttributes = /(?<=^|\s)(?:href|src|cite|poster)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi;
const foreignSrcset = /(?<=^|\s)srcset\s*=\s*["']?[^"'>]*?(?:[a-z][a-z0-9+.-]*:)?\/\//i;

function removedAttributes(attributes: string): string[] {
  const names = attributes.replace(/=\s*(?:"[^"]*"|'[^']*')/g, '=');
  const urls = [...attributes.matchAll(urlAttributes)].map(([, value = '']) => value.replace(/^["']|["']$/g, ''));
  return [
    ...[...names.matchAll(noticedAttributes)].map(([name]) => name.toLowerCase()),
    ...urls.filter((url) => !isSafeUrl(url)).map((url) => `a ${schemeOf(url)}: link`),
    ...(foreignSrcset.test(attributes) ? ['srcset with a picture of another host'] : []),
  ];
}

/**
 * The parts of an HTML fragment that the sanitiser will remove, named as the author would search for them. Whole dropped elements
 * must have been removed before.
 */
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
      for (const what of removedAttributes(tag[2] ?? '')) removed.push({ start, end, what });
    }
  }
  return removed;
}
