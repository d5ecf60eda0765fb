/** The table of words: complete in every language, and the only place with words that readers see. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { placeholdersOf } from '../../src/shared/messages.ts';
import { readConfig } from '../../src/site/config.ts';
import { en } from '../../src/site/words/en.ts';
import { sayingOf, translations, wordKeys, wordsOf } from '../../src/site/words.ts';

const sayIn = (lang: string, words = {}) => sayingOf(wordsOf({ lang, words }));

describe.each(Object.entries(translations))('the table of %s', (lang, table) => {
  test('has every message, none of them empty', () => {
    expect(Object.keys(table).sort()).toEqual([...wordKeys].sort());
    const texts = Object.values(table).flatMap((message) => (typeof message === 'string' ? [message] : Object.values(message)));
    expect(texts.filter((text) => text.trim() === '')).toEqual([]);
  });

  test('has the plural forms of its language', () => {
    const { pluralCategories } = new Intl.PluralRules(lang).resolvedOptions();
    for (const [key, message] of Object.entries(table))
      if (typeof message !== 'string') expect(Object.keys(message).sort(), key).toEqual([...pluralCategories].sort());
  });

  test('has no placeholder that nothing fills, and leaves none but the count out', () => {
    const without = (names: readonly string[]): string[] => names.filter((name) => name !== 'count').sort();
    for (const key of wordKeys) {
      const message = table[key];
      const forms = typeof message === 'string' ? [message] : Object.values(message);
      for (const form of forms) expect(without(placeholdersOf(form)), key).toEqual(without(placeholdersOf(en[key])));
    }
  });
});

test.each([
  ['en', 1, '1 article links here'],
  ['en', 1204, '1,204 articles link here'],
  ['de', 1, '1 Artikel verlinkt hierher'],
  ['de-AT', 1204, '1\u00a0204 Artikel verlinken hierher'],
  ['fr', 0, '0 article renvoie ici'],
  ['fr', 2_000_000, '2\u202f000\u202f000 articles renvoient ici'],
  ['ar', 2, 'مقالتان تصلان إلى هنا'],
  ['ar', 3, '3 مقالات تصل إلى هنا'],
  ['ar-EG', 12, '12 مقالةً تصل إلى هنا'],
  ['nl', 3, '3 articles link here'],
])('in %s, %d articles are counted as the language does', (lang, count, text) => {
  expect(sayIn(lang)('articlesLinkHere', { count })).toBe(text);
});

test('the value of a placeholder is not searched for placeholders', () => {
  expect(sayIn('en')('searchDescription', { title: '{count} {title}' })).toBe('Search {count} {title}.');
});

describe('`words:` of sourcebook.yaml', () => {
  const reported = (text: string): string[] =>
    readConfig(text, 'Moons').diagnostics.map(({ line, column, code, message, hint }) =>
      [`${line}:${column} ${code}`, message, hint].filter(Boolean).join(' '),
    );
  const saidWith = (text: string) => sayingOf(wordsOf(readConfig(text, 'Moons').config));

  test('replace single messages, as text or with plural forms', () => {
    const say = saidWith(
      'lang: de\nwords:\n  randomArticle: Überrasch mich\n  tagsIntro: { one: Ein Thema., other: "{count} Themen." }\n  typeCount: "{count} Sorten"\n',
    );
    expect(say('randomArticle')).toBe('Überrasch mich');
    expect([1, 3].map((count) => say('tagsIntro', { count }))).toEqual(['Ein Thema.', '3 Themen.']);
    expect(say('typeCount', { count: 1 })).toBe('1 Sorten');
    expect(say('allArticles')).toBe('Alle Artikel');
  });

  test.each([
    ['words:\n  randomArtikel: X', '2:18 config-invalid Unknown key `words.randomArtikel`. Did you mean `randomArticle`?'],
    [
      'words:\n  home: { one: A, other: B }',
      '2:9 config-invalid `words.home`: expected text, since this message has no plural forms.',
    ],
    [
      'words:\n  tagsIntro: { one: A }',
      '2:14 config-invalid `words.tagsIntro`: expected texts by key, or plural forms such as `{ one: …, other: … }`.',
    ],
    [
      'words:\n  staleSince: seit {day}',
      '2:15 config-invalid `words.staleSince`: unknown placeholder `{day}`, expected `{date}`.',
    ],
    ['words:\n  home: "{title}"', '2:9 config-invalid `words.home`: unknown placeholder `{title}`, expected none.'],
  ])('%j is reported, and the table’s own message stays', (text, problem) => {
    expect(reported(text)).toEqual([problem]);
    expect(Object.keys(readConfig(text, 'Moons').config.words)).toEqual([]);
  });
});

const source = join(import.meta.dirname, '../../src');
const folders = ['theme', 'render', 'publish/blocks'];
/** These tell authors what is wrong with a block or what a change did, as commands do, or hold names of programs alone. */
const forAuthors = /^(?:publish\/blocks\/(?:code-classes|diagrams|math|mermaid-reader)\.ts$|render\/changes\/)/;
const files = folders.flatMap((folder) =>
  readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|astro)$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => !forAuthors.test(path)),
);

/** The same in every language: keys, formats, colours of CSS, types of schema.org, files, what is typed into a file. */
const allowed = new Set('Ctrl Alt Esc esc APA BibTeX Canvas Highlight Article Person names. updated: log.md'.split(' '));

test.each(files)('%s contains no words that readers see', (path) => {
  expect(wordsIn(path, readFileSync(join(source, path), 'utf8')).filter((words) => !allowed.has(words))).toEqual([]);
});

test('words are found wherever a component or a script may hold them', () => {
  const component = `---\nconst label = 'Read more';\n---\n<p aria-label="Letters" class="big list">Hello {name}, <b title={\`Of \${name}\`}>{count > 1 ? 'Authors' : say('author')}</b></p>`;
  expect(wordsIn('a.astro', component)).toEqual(['Read more', 'Letters', 'Hello', 'Of', 'Authors']);
  const script = `button.textContent = 'Copy'; status = \`No \${noun} matches.\`; throw new Error('No such part.'); x.className = 'search-sort';`;
  expect(wordsIn('a.ts', script)).toEqual(['Copy', 'No', 'matches.']);
});

/** Texts of a file that read like words of English, in its order. */
function wordsIn(path: string, text: string): string[] {
  if (!path.endsWith('.astro')) return wordsOfCode(text, 'ts');
  const [, frontmatter = '', template = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  const markup = template.replace(/<!doctype html>|<(script|style)\b[^>]*>.*?<\/\1>/gs, '');
  return [...wordsOfCode(frontmatter, 'ts'), ...wordsOfCode(`<>${closed(markup)}</>`, 'tsx')];
}

/** Elements without content as JSX writes them. */
function closed(markup: string): string {
  return markup.replace(/<(?:input|img|link|meta|br)\b(?:\{(?:[^{}]|\{[^{}]*\})*\}|"[^"]*"|[^{}">])*>/g, (tag) =>
    tag.endsWith('/>') ? tag : tag.replace(/>$/, '/>'),
  );
}

function wordsOfCode(text: string, kind: 'ts' | 'tsx'): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isMuted(node)) return;
    if (ts.isJsxText(node) && /\p{L}{2}/u.test(node.text)) found.push(node.text.trim().replace(/\s+/g, ' '));
    else if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      const isShown = /^(?:aria-label|title|placeholder|alt|label|heading|data-key-label)$/.test(node.name.getText());
      if (isShown && /\p{L}{2}/u.test(node.initializer.text)) found.push(node.initializer.text);
      return;
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
      const words = node.text.trim();
      if (readsLikeWords(words, !ts.isStringLiteralLike(node))) found.push(words);
    }
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(`file.${kind}`, text, ts.ScriptTarget.Latest, true));
  return found;
}

/** A capital and small letters, or small words with spaces between; around a placeholder also one word with a full stop. */
function readsLikeWords(text: string, isPart: boolean): boolean {
  const isListOfElements = /^[a-z\d ]+$/.test(text) && text.split(' ').length > 8;
  if (isListOfElements || /[<>=;{}#&\\]|--|^\.|https?:/.test(text)) return false;
  return (
    /^\p{Lu}\p{Ll}+(?:[ :.,…]|$)/u.test(text) ||
    /^\p{Lu}\p{Ll}* /u.test(text) ||
    (isPart && /^\p{L}+\.$/u.test(text)) ||
    /(?:^| )\p{L}+ \p{Ll}{2,}[ .,]/u.test(text)
  );
}

/** What is imported, typed, compared, thrown or a key is not shown. */
function isMuted(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isTypeNode(node) ||
    ts.isThrowStatement(node) ||
    (ts.isCaseClause(node.parent ?? node) && (node.parent as ts.CaseClause).expression === node) ||
    (ts.isNewExpression(node) && node.expression.getText() === 'Error') ||
    (ts.isBinaryExpression(node.parent ?? node) && /[=!]==/.test((node.parent as ts.BinaryExpression).operatorToken.getText())) ||
    (ts.isElementAccessExpression(node.parent ?? node) && (node.parent as ts.ElementAccessExpression).argumentExpression === node)
  );
}
