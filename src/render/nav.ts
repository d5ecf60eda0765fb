/** The links in the header that the configuration gives. */
import type { SiteConfig } from '../site/config.ts';
import { navTarget } from '../site/nav-target.ts';
import type { Urls } from '../site/urls.ts';
import type { Wiki } from '../wiki/link-wiki.ts';
import { articleOfName } from '../wiki/resolve/article-of-name.ts';
import type { NavLink } from './payloads.ts';

/** Those that lead somewhere. */
export function navOf({ names, byId }: Pick<Wiki, 'names' | 'byId'>, nav: SiteConfig['nav'], urls: Urls): NavLink[] {
  return nav.flatMap(([label, written]) => {
    const target = navTarget(written);
    if ('page' in target) return [{ label, href: urls.base + target.page }];
    if ('address' in target) return [{ label, href: target.address }];
    const id = 'article' in target ? articleOfName(names, target.article) : undefined;
    return id !== undefined && byId.has(id) ? [{ label, href: urls.article(id) }] : [];
  });
}
