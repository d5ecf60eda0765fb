/** schema.org metadata for a script element. */
import type { Article } from '../../wiki/model.ts';
import { cut, type RenderContext } from '../context.ts';

/** A schema.org `Article` as JSON-LD, with `<` escaped so that no text can end the script element. */
export function articleJsonLd({ config, urls }: RenderContext, { id, lang, parsed }: Article): string {
  const { created, updated, tags } = parsed.properties;
  const url = urls.absolute(urls.article(id));
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: parsed.title,
    ...(parsed.summary !== '' && { description: cut(parsed.summary, 300) }),
    inLanguage: lang,
    ...(created !== undefined && { datePublished: created }),
    ...(updated !== undefined && { dateModified: updated }),
    ...(tags.length > 0 && { keywords: tags.join(', ') }),
    ...(config.author !== undefined && { author: { '@type': 'Person', name: config.author } }),
    ...(url !== undefined && { url, mainEntityOfPage: url }),
    isPartOf: { '@type': 'WebSite', name: config.title },
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
