/** The wiki's own HTML around articles: sanitised like HTML in an article, unless whoever publishes the wiki wrote it. */
import type { SiteConfig } from '../../site/config.ts';
import type { SlotHtml } from '../../site/slots.ts';
import type { Say } from '../../site/words.ts';
import { print, printingFor, type SlotFiller } from '../print/printer.ts';
import { sanitised } from './article-html.ts';

/** Without `trust: own` the head is left out, since nothing in a head is text. */
export function slotsOf({ slots: { head, ...others }, isOwn }: Pick<SiteConfig, 'slots' | 'isOwn'>, say: Say): SlotHtml {
  if (isOwn) return { ...(head !== undefined && { head }), ...others };
  return Object.fromEntries(
    Object.entries(others).map(([place, html]) => [place, print(sanitised(html), plainFiller(say), printingFor())]),
  );
}

/** For HTML that is in no article: it has no links into the vault. */
function plainFiller(say: Say): SlotFiller {
  return {
    say,
    quotes: [],
    isMixed: false,
    link: (_, label) => label,
    embed: () => undefined,
    elsewhere: () => undefined,
    url: () => undefined,
    imageAttributes: () => '',
    citation: (_, words) => words,
    tag: (_, shown) => shown,
    block: () => ({ html: '', words: '' }),
  };
}
