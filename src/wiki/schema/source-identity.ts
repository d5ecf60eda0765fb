/**
 * What makes two mentions of a source the same source, however they are written: a DOI, an arXiv identifier, an address of
 * the web, or the words of a citation.
 */

export type SourceIdentity =
  /** Lower case, without resolver: `10.1145/3292500.3330919`. */
  | { readonly kind: 'doi'; readonly value: string }
  /** Without version: `2510.05179`, `cs/0501001`. */
  | { readonly kind: 'arxiv'; readonly value: string }
  /** See `normalizedUrl`. */
  | { readonly kind: 'url'; readonly value: string }
  /** Case, spaces and punctuation folded. */
  | { readonly kind: 'text'; readonly value: string };

/** One string for one source. */
export function identityKey({ kind, value }: SourceIdentity): string {
  return `${kind}:${value}`;
}

/**
 * The identity of a source that is named by an address, by words, or by both; the strongest one that they hold. Undefined when
 * there is nothing to go by.
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

/** DOI Handbook §3.4 and Crossref's pattern for DOIs as they stand in running text: `10.`, a registrant, a suffix. */
const doi = /(?:^|\bdoi\.org\/|\/doi\/(?:(?:abs|full|e?pdf|book)\/)?|\bdoi:\s*|[^\w./-])(10\.\d{4,9}\/[^\s"'\]]+)/i;

/** The DOI that a text or address holds, in lower case since DOIs ignore case; one of arXiv's is no DOI here but an arXiv id. */
export function doiOf(text: string): string | undefined {
  const written = doi.exec(decoded(text))?.[1]?.replace(/[?#].*$/, '');
  // `<…>` may be a part of it (those of SICI are), or what it stands in.
  const found = (written?.includes('<') ? written : written?.replace(/>.*$/, ''))?.replace(/[.,;:]+$/, '');
  if (found === undefined) return undefined;
  const isOpen = found.split('(').length < found.split(')').length;
  return (isOpen ? found.replace(/\)+$/, '') : found).toLowerCase();
}

/** arXiv's identifiers since April 2007 and before (info.arxiv.org, "Understanding the arXiv identifier"). */
const arxivId = String.raw`(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?`;
const arxiv = new RegExp(
  String.raw`(?:\b(?:ar5iv\.(?:labs\.)?|alpha|export\.)?(?:arxiv|ar5iv)(?:\.labs)?\.org\/(?:abs|pdf|html|format|src)\/|\barxiv\s*(?:preprint\s*)?(?:arxiv\s*)?[:.]\s*|\b10\.48550\/arxiv\.)${arxivId}(?!\d|\.\d)`,
  'i',
);

/** The arXiv identifier that a text or address holds, without its version. */
export function arxivIdOf(text: string): string | undefined {
  return arxiv.exec(decoded(text))?.[1]?.toLowerCase();
}

/** An identifier that stands alone as the value of a key that says what it is: `2510.05179v2`. */
export function bareArxivId(text: string): string | undefined {
  return new RegExp(`^${arxivId}$`, 'i').exec(text.trim())?.[1]?.toLowerCase() ?? arxivIdOf(text);
}

/** Parameters that tell where a reader came from, not what is read. */
const tracking = /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|_hsenc|_hsmi)$/i;

/**
 * An address as one would compare it: without scheme, `www.`, port of the scheme, tracking parameters, index file, fragment
 * and trailing slash; parameters in order. RFC 3986 §6.2 for the rest.
 *
 * @returns undefined for what is no address of the web
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

/** Letters and digits alone, so that a citation is the same with and without its full stop. */
function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
}
