import { isSafeUrl, schemeOf } from '../wiki/schema/html-policy.ts';

/** Where a link of `nav` leads: to an article, to a page of the site, to an address, or nowhere. */
export type NavTarget =
  | { readonly article: string }
  /** Below the base path, without a slash before it. */
  | { readonly page: string }
  | { readonly address: string }
  /** A sentence. */
  | { readonly problem: string };

/** @param written as `sourcebook.yaml` has it */
export function navTarget(written: string): NavTarget {
  if (!written.startsWith('/') && schemeOf(written) === undefined) return { article: written };
  // Browsers drop control characters, and read a backslash as a slash: `/\host.example` is the address of another host.
  if (/[\p{Cc}\\]/u.test(written) || written.startsWith('//'))
    return { problem: 'expected an article, a page such as `/types/`, or an address such as `https://wiki.example`.' };
  if (written.startsWith('/')) return { page: written.slice(1) };
  if (isSafeUrl(written)) return { address: written };
  return { problem: `addresses of the scheme \`${schemeOf(written)}:\` cannot be linked.` };
}
