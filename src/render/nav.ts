/** The links in the header that the configuration gives. */
import { isArticleName, type SiteConfig } from '../site/config.ts';
import type { Urls } from '../site/urls.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import { articleOfName } from '../wiki/resolve/article-of-name.ts';
import { isSafeUrl } from '../wiki/schema/html-policy.ts';
import type { NavLink } from './payloads.ts';

/** Those that lead somewhere. */
export function navOf({ names, byId }: Pick<Wiki, 'names' | 'byId'>, nav: SiteConfig['nav'], urls: Urls): NavLink[] {
  return nav.flatMap(([label, target]) => {
    if (isArticleName(target)) {
      const id = articleOfName(names, target);
      return id !== undefined && byId.has(id) ? [{ label, href: urls.article(id) }] : [];
    }
    // Browsers drop these signs, and read a backslash as a slash: `/\host.example` is the address of another host.
    if (/[\p{Cc}\\]/u.test(target) || target.startsWith('//')) return [];
    if (target.startsWith('/')) return [{ label, href: urls.base + target.slice(1) }];
    return isSafeUrl(target) ? [{ label, href: target }] : [];
  });
}
