/** Decides whether two mentions of a source are the same source: by DOI, arXiv id, web address, or the words of the citation. */

export type SourceIdentity =
  /** Lower case, without resolver: `10.1145/3292500.3330919`. */
  | { readonly kind: 'doi'; readonly value: string }
  /** Without a version: `2510.05179`, `cs/0501001`. */
  | { readonly kind: 'arxiv'; readonly value: string }
  /** See `normalizedUrl`. */
  | { readonly kind: 'url'; readonly value: string }
  /** With case, spaces and punctuation folded. */
  | { readonly kind: 'text'; readonly value: string };

/** A key that is equal for equal sources. */
export function identityKey({ kind, value }: SourceIdentity): string {
  return `${kind}:${value}`;
}

/**
 * The identity of a source named by an address, a text, or both: the strongest identifier they contain. Undefined if there is
 * none.
 */
export function identityOf(url: string | undefined, text: string | undefined): SourceIdentity | undefined {
  for (const each of [url, text]) {
    if (each === undefined) continue;
    const arxiv = arxivIdOf(each);
    if (arxiv !== undefined) return { kind: 'arxiv', value: arxiv };
    const doi = doiOf(each);
    if (doi !== undefined) return { kind: 'doi', value: doi };
  }
  const address = url ?? firstUrl.exec(text ?? '')?.[0].replace(/[.,;:!?]+$/, '');
  const value = address === undefined ? undefined : normalizedUrl(address);
  if (value !== undefined) return { kind: 'url', value };
  const folded = foldWords(text ?? url ?? '');
  return folded === '' ? undefined : { kind: 'text', value: folded };
}

const firstUrl = /https?:\/\/[^\s<>"')\]]+/i;

/** A DOI in running text (DOI Handbook §3.4 and Crossref's pattern): `10.`, a registrant, a suffix. */
const doi = /(?:^|\bdoi\.org\/|\/doi\/(?:(?:abs|full|e?pdf|book)\/)?|\bdoi:\s*|[^\w./-])(10\.\d{4,9}\/[^\s"'\]]+)/i;

/**
 * The DOI in a text or address, in lower case since DOIs ignore case. A DOI issued by arXiv does not count; it is an arXiv id.
 */
export function doiOf(text: string): string | undefined {
  const written = doi.exec(decoded(text))?.[1]?.replace(/[?#].*$/, '');
  // `<…>` may be part of the DOI, as in those of SICI, or enclose it.
  const found = (written?.includes('<') ? written : written?.replace(/>.*$/, ''))?.replace(/[.,;:]+$/, '');
  if (found === undefined) return undefined;
  const isOpen = found.split('(').length < found.split(')').length;
  return (isOpen ? found.replace(/\)+$/, '') : found).toLowerCase();
}

/** arXiv identifiers since April 2007 and before (info.arxiv.org, "Understanding the arXiv identifier"). */
const arxivId = String.raw`(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?`;
const arxiv = new RegExp(
  String.raw`(?:\b(?:ar5iv\.(?:labs\.)?|alpha|export\.)?(?:arxiv|ar5iv)(?:\.labs)?\.org\/(?:abs|pdf|html|format|src)\/|\barxiv\s*(?:preprint\s*)?(?:arxiv\s*)?[:.]\s*|\b10\.48550\/arxiv\.)${arxivId}(?!\d|\.\d)`,
  'i',
);

/** The arXiv id in a text or address, without its version. */
export function arxivIdOf(text: string): string | undefined {
  return arxiv.exec(decoded(text))?.[1]?.toLowerCase();
}

/** The arXiv id in the value of a key for arXiv ids, where no prefix is needed: `2510.05179v2`. */
export function bareArxivId(text: string): string | undefined {
  return new RegExp(`^${arxivId}$`, 'i').exec(text.trim())?.[1]?.toLowerCase() ?? arxivIdOf(text);
}

/** Tracking parameters, which do not affect the content. */
const tracking = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|_hsenc|_hsmi)$/i;

/**
 * Normalizes a web address for comparison: removes scheme, `www.`, default port, tracking parameters, index file, fragment and
 * trailing slash, and sorts parameters. Otherwise follows RFC 3986 §6.2.
 *
 * @returns undefined if it is not a web address
 */
export function normalizedUrl(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const host = url.host.replace(/^(?:www|m)\./, '').replace(/\.m\.wikipedia\.org$/, '.wikipedia.org');
  const short = host === 'youtu.be' ? /^\/([\w-]+)/.exec(url.pathname)?.[1] : undefined;
  if (short !== undefined) return `youtube.com/watch?v=${short}`;
  const parameters = [...url.searchParams].filter(([name]) => !tracking.test(name)).map(([name, value]) => `${name}=${value}`);
  const path = decoded(url.pathname).replace(/\/(?:index\.(?:html?|php))?$/i, '');
  const route = /^#[!/]/.test(url.hash) ? url.hash : '';
  return `${host}${path}${parameters.length > 0 ? `?${parameters.sort().join('&')}` : ''}${route}`;
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reduces a text to letters and digits, so that a citation is the same with and without its full stop. */
function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
}
