/** The language of an article, the direction of its blocks, and ids of headings in any script. */
import { describe, expect, test } from 'vitest';
import { holdsRightToLeft } from '../../src/render/print/directions.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { directionOf, languageTag } from '../../src/wiki/schema/language.ts';
import { bodyOf, builtWikiOf, contextOf, fileOf, pageOf, problems, targetsOf, wikiOf } from '../support/wiki.ts';

describe('the language of an article', () => {
  const files = {
    'a.md': '# A',
    'own.md': '---\nlang: fr\n---\n# Own',
    'de/index.md': '---\nlang: de_AT\n---\n# Deutsch',
    'de/b.md': '# B',
    'de/deep/c.md': '# C',
    'de/ar/index.md': '---\nlang: ar\n---\n# عربي',
    'de/ar/d.md': '---\nupdated: 2026-05-22\n---\n# D',
    'de/quiet/index.md': '# Quiet',
    'de/quiet/e.md': '# E',
  };
  const { wiki } = contextOf(files, 'lang: sv');

  test.each([
    ['a', 'sv'],
    ['own', 'fr'],
    ['de', 'de-AT'],
    ['de/b', 'de-AT'],
    ['de/deep/c', 'de-AT'],
    ['de/ar/d', 'ar'],
    ['de/quiet/e', 'de-AT'],
  ])('%s: %s', (id, lang) => {
    expect(wiki.byId.get(id as ArticleId)?.lang).toBe(lang);
  });

  test('is that of its page, its direction, its metadata and its dates', () => {
    const { head, article } = pageOf(files, 'de/ar/d', 'lang: sv');
    expect([head.lang, head.dir, article.lang, article.dir]).toEqual(['ar', 'rtl', 'ar', 'rtl']);
    expect(JSON.parse(article.jsonLd)).toMatchObject({ inLanguage: 'ar' });
    expect(article.updated?.label).toBe(
      new Intl.DateTimeFormat('ar', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date('2026-05-22')),
    );
  });

  test('the page of the root sets the language of the whole wiki, a private page of no article', () => {
    const at = (index: string): string | undefined =>
      contextOf({ 'index.md': index, 'x/a.md': '# A' }).wiki.byId.get('x/a' as ArticleId)?.lang;
    expect([at('---\nlang: pt-br\n---\n'), at('---\nlang: pt\ndraft: true\n---\n')]).toEqual(['pt-BR', 'en']);
  });

  test('words are compared in it', () => {
    const german = 'Die Häuser und die Häuser am Fluss';
    const related = (files: Record<string, string>): number =>
      builtWikiOf({ ...files, 'z.md': '# Z\n\nOther words' }).related.get('d/a' as ArticleId)?.length ?? 0;
    const pair = { 'd/a.md': `# A\n\n${german}`, 'd/b.md': '# B\n\nDas Haus und das Haus am Fluss' };
    expect(related({ ...pair, 'd/index.md': '---\nlang: de\n---\n' })).toBeGreaterThanOrEqual(related(pair));
  });

  test.each(['German', 'english', 'en-abcdefghij', 'de--AT', '12'])('%s is not a language, and is reported', (lang) => {
    const wiki = wikiOf({ 'a.md': `---\nlang: ${lang}\ntitle: A\n---\n` });
    expect(problems(wiki)).toEqual(['a.md:2:7 field-invalid']);
    expect(wiki.byId.get('a' as ArticleId)?.lang).toBe('en');
  });

  test.each([
    ['de_at', 'de-AT'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
  ])('%s is read as %s', (written, tag) => {
    expect(languageTag(written)).toBe(tag);
  });

  test.each([
    ['ar', 'rtl'],
    ['fa-IR', 'rtl'],
    ['he', 'rtl'],
    ['ur', 'rtl'],
    ['az-Arab', 'rtl'],
    ['ar-Latn', 'ltr'],
    ['ks-Deva', 'ltr'],
    ['en', 'ltr'],
    ['zh', 'ltr'],
  ])('%s runs %s', (tag, direction) => {
    expect(directionOf(tag)).toBe(direction);
  });
});

describe('directions of blocks', () => {
  test('an article without letters from the right has none', () => {
    expect(bodyOf('Plain.\n\n- a\n- b\n\n## H\n\n`c`')).not.toContain('dir=');
  });

  test('one with them has its own for each block, and code runs from the left', () => {
    const html = bodyOf('Text.\n\nنص `code`.\n\n## عنوان\n\n- بند\n- item\n\n> اقتباس\n>\n> More');
    expect(html.match(/<(?:p|h2|ul|li|blockquote|code)[^>]*>/g)).toEqual([
      '<p dir="auto">',
      '<p dir="auto">',
      '<code dir="ltr">',
      '<h2 dir="auto" id="عنوان">',
      '<ul dir="auto">',
      '<li>',
      '<li dir="auto">',
      '<blockquote dir="auto">',
      '<p>',
      '<p dir="auto">',
    ]);
  });

  test('so has an article in such a language, with any letters', () => {
    expect(pageOf({ 'a.md': '---\nlang: he\n---\nEnglish.' }, 'a').article.leadHtml).toBe('<p dir="auto">English.</p>');
    expect(pageOf({ 'a.md': '---\nsummary: In short\nlang: he\n---\nEnglish.' }, 'a').article.leadHtml).toBe(
      '<p dir="auto">In short</p>',
    );
  });

  test('attributes that an author gave are kept, and foreign words may carry their language', () => {
    const html = bodyOf(
      'Say <span lang="ar" dir="rtl">سلام</span>.\n\n<p dir="ltr">سلام</p>\n\n<blockquote lang="he">שלום</blockquote>',
    );
    expect(html).toContain('<span lang="ar" dir="rtl">سلام</span>');
    expect(html).toContain('<p dir="ltr">سلام</p>');
    expect(html).toContain('<blockquote dir="auto" lang="he">');
  });

  test('angle brackets in attributes are not tags', () => {
    expect(bodyOf('سلام <img src="https://a.example/x.png" alt="a > <p>">\n\n<p title="<li>">سلام</p>')).toContain(
      '<p dir="auto" title="<li>">',
    );
  });

  test.each([
    ['עברית', true],
    ['فارسی', true],
    ['Ελληνικά 日本語', false],
    ['\uFDD0\uFDE2', false],
  ])('%j holds letters from the right: %s', (text, holds) => {
    expect(holdsRightToLeft(text)).toBe(holds);
  });
});

describe('ids of headings', () => {
  const idsOf = (text: string): string[] => parseArticle(fileOf('a.md', text)).article.headings.map(({ id }) => id);

  test.each([
    ['## 中文 标题', '中文-标题'],
    ['## مقدمة في النص', 'مقدمة-في-النص'],
    ['## हिन्दी में शीर्षक', 'हिन्दी-में-शीर्षक'],
    ['## หัวข้อ ภาษาไทย', 'หัวข้อ-ภาษาไทย'],
    ['## İstanbul', 'i̇stanbul'],
    ['## Größe & Maß', 'größe--maß'],
    ['## 🚀 Launch', '-launch'],
    ['## Cafe\u0301', 'café'],
    ['## Привет, мир!', 'привет-мир'],
  ])('%s: %s', (text, id) => {
    expect(idsOf(text)).toEqual([id]);
  });

  test('are unique, and exist for names without letters', () => {
    expect(idsOf('## Same\n\n## Same\n\n## !!!\n\n## 🚀\n\n## ???')).toEqual([
      'same',
      'same-1',
      'section',
      'section-1',
      'section-2',
    ]);
    expect(bodyOf('## !!!')).toContain('<h2 id="section">!!!<a class="anchor" href="#section"');
  });

  test('hold a character that is not seen only beside others, as on GitHub', () => {
    expect(idsOf('## ⚙️\n\n## ❤️\n\n## ⚙️ Settings')).toEqual(['section', 'section-1', '\ufe0f-settings']);
  });

  test('links find symbols regardless of invisible characters in them', () => {
    const wiki = wikiOf({ 'a.md': '[[#❤️]] [[#❤]] [[#☀️]]\n\n## ⚙️\n\n## ❤️\n' });
    expect(targetsOf(wiki, 'a')).toEqual(['a#section-1', 'a#section-1', 'a']);
    expect(problems(wiki)).toEqual(['a.md:1:16 anchor-missing']);
  });

  test('links find them by their words', () => {
    const wiki = wikiOf({
      'a.md': '[[#!!!]] [[#हिन्दी में]] [[#İstanbul]] [[#Cafe\u0301]]\n\n## हिन्दी में\n\n## !!!\n\n## İstanbul\n\n## Café',
    });
    expect(targetsOf(wiki, 'a')).toEqual(['a#section', 'a#हिन्दी-में', 'a#i̇stanbul', 'a#café']);
  });
});
