/** What docs/reference says about keys, where the code has no words for it. A key without a row is an error of types. */
import type { expectations } from '../../src/site/config.ts';
import type { KeyMeaning } from '../../src/wiki/schema/property-keys.ts';

export const configurationKeys: Readonly<Record<keyof typeof expectations, { readonly without: string; readonly says: string }>> =
  {
    title: { without: 'the name of the folder', says: 'the name of the wiki' },
    description: { without: 'none', says: 'one sentence about the wiki, for search engines and the home page' },
    url: { without: 'no feeds and no sitemap', says: 'the address of the site, for feeds, the sitemap and canonical addresses' },
    base: { without: '`/`', says: 'the path of the site on its host; `build --base` takes precedence' },
    lang: { without: '`en`', says: 'the language of the articles and of the interface' },
    author: { without: 'none', says: 'who is responsible for the wiki' },
    editUrl: { without: 'no link', says: 'the link “Edit” of each page; `{path}` is the path of the file' },
    exclude: { without: 'nothing', says: 'files and folders that are not part of the wiki' },
    private: { without: 'nothing', says: 'files and folders that are never published' },
    audiences: { without: 'everyone', says: 'whom folders are for: [audiences](../how-to/keep-notes-private.md)' },
    followSymlinks: { without: '`false`', says: 'whether symbolic links that lead out of the folder are followed' },
    types: { without: 'the [built-in types](types.md)', says: 'more types, or changes to the built-in ones' },
    relations: {
      without: 'the [built-in relations](relations.md)',
      says: 'more relations, or other words for the built-in ones',
    },
    severity: { without: 'as [listed](codes/index.md)', says: 'raises, lowers or silences findings' },
    strictTypes: { without: '`false`', says: 'whether an undeclared type is an error' },
    staleAfterDays: { without: 'never', says: 'after how many days without an update an article is stale' },
    theme: { without: 'the looks of Sourcebook', says: 'colour, width, fonts and files: [looks](../how-to/change-the-looks.md)' },
    nav: {
      without: 'all articles and the graph',
      says: 'the [links of the header](../how-to/change-the-looks.md#links-of-the-header)',
    },
    panels: { without: 'all', says: 'the [panels of articles](../how-to/change-the-looks.md#panels), in order' },
    trust: {
      without: 'HTML of the wiki is sanitised',
      says: '`own` if whoever publishes the wiki wrote this file and `_theme/`',
    },
    allow: {
      without: 'pages load nothing from other hosts',
      says: 'hosts of pictures, frames and scripts; needs `trust: own`: [other hosts](../security.md#pictures-and-films-of-other-hosts)',
    },
    links: { without: 'found out by itself', says: 'which folders the first names of links mean' },
    markdown: { without: 'off; `breaks` is on in an Obsidian vault', says: 'more syntax: [markdown](markdown.md)' },
    pictures: {
      without: 'WebP alone',
      says: '`avif: true` makes [smaller copies of pictures](../how-to/add-pictures-and-files.md#what-is-published) as AVIF too',
    },
    words: { without: 'as translated', says: 'single messages of the interface: [words](../how-to/change-the-looks.md#words)' },
    features: {
      without: 'all on',
      says: 'parts of the site that can be turned off; `markdown` and `json` are the [files beside each page](files.md)',
    },
  };

const date = 'a [date](../how-to/write-frontmatter.md#dates)';

export const propertyValues: Readonly<Record<KeyMeaning, string>> = {
  title: 'text; without it the first heading, else the name of the file',
  type: 'a [type](types.md), a list whose first entry is the type, or a link to an article with its name',
  summary: 'text; without it the section Summary, else the first paragraph',
  aliases: 'names, or paths that redirect to the article',
  tags: 'a list, or a text with commas; `/` nests',
  created: date,
  updated: date,
  status: '`draft`, `stable` or `deprecated`, or a word of your own',
  confidence: 'text, shown as written',
  generated: '`{ by, at }`: who or what wrote the article',
  verified: '`{ by, at }` or a list of them: who checked it; `by: human:…` makes it human-reviewed',
  staleAfter: date,
  usageWindow: '`{ from, to }`: the dates between which the uses of sources were counted',
  resource: 'an address or a file: what the article is about',
  permalink: 'a path that redirects to the article',
  lang: 'a language tag such as `en` or `pt-BR`',
  image: 'a file or an address',
  sources: 'links, paths, addresses, texts, or `{ id, title, resource, author, date, usage_count }`',
  connections: '`label: "[[Name]]"`, a list of such maps, or a list of links',
  related: 'links',
};
