/** An address without the parts that all addresses share: scheme, `www.`, trailing slash. */
export function shortUrl(url: string): string {
  return url.replace(/^[a-z]+:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
}
