/** What readers see around the articles, in the language of the wiki. */
import { expect, test } from 'vitest';
import { translations } from '../../src/site/words.ts';
import { filesOf } from '../support/crawl.ts';
import { elementOf, textOf, vaultOf } from '../support/site.ts';

const german = {
  'sourcebook.yaml': [
    'title: Sternwarte',
    'lang: de',
    'url: https://sterne.example',
    'types:',
    '  concept: { label: Begriff, plural: Begriffe }',
    '  source: { label: Werk, plural: Werke }',
    'words:',
    '  randomArticle: Überrasch mich',
    '',
  ].join('\n'),
  'concepts/Mars.md':
    '---\ntags: [planeten]\nstatus: draft\nupdated: 2026-05-02\nsources: ["[[Kepler]]"]\n---\n# Mars\n\nDer rote Planet.[^1]\n\n> [!note]\n> Klein.\n\n- [x] gesehen\n\n## Bahn\n\nNeben [[Venus]] und [[Pluto]].\n\n```js\nconst umlauf = 687; // Tage, die der Mars für einen Umlauf um die Sonne braucht\n```\n\n[^1]: Wegen Rost.\n',
  'concepts/Venus.md': '---\ntags: [planeten]\n---\n# Venus\n\nHell, wie [[Mars]] rot ist.\n',
  'concepts/Mond.md': '---\nlang: en\n---\n# Moon\n\nIt circles the Earth, as [[Mars]] does not.\n',
  'sources/Kepler.md': '---\nauthors: [Johannes Kepler]\nissued: 1609\n---\n# Kepler\n\nEin Buch.\n',
};

test('a German wiki speaks German on every page, whatever the language of the article', async () => {
  const vault = vaultOf(german);
  expect((await vault.build()).code).toBe(0);

  const article = vault.read('concepts/mars/index.html');
  const said = textOf(article);
  for (const words of [
    'Zum Inhalt springen',
    'Quellen 1 Kepler',
    'Entwurf',
    'Aktualisiert 2. Mai 2026',
    'Hinweis Klein.',
    'Fußnoten',
  ])
    expect(said).toContain(words);
  expect(textOf(elementOf(article, /<section id="backlinks"/))).toMatch(/^2 Artikel verlinken hierher /);
  for (const label of [
    'aria-label="Link zu diesem Abschnitt"',
    'aria-label="Zurück zu Verweis 1"',
    'aria-label="Erledigt"',
    'aria-label="JavaScript-Code"',
    'title="Dieser Artikel existiert noch nicht."',
  ])
    expect(article).toContain(label);
  expect(article).toContain('>Überrasch mich</a>');

  const list = vault.read('all/index.html');
  expect(textOf(list)).toContain('4 Artikel.');
  expect(textOf(elementOf(list, /<thead>/))).toBe('Titel Typ Zusammenfassung Eingehende Links Geändert');
  expect(textOf(elementOf(vault.read('search/index.html'), /<main/))).toMatch(/^Suche Alle 4 Artikel: zuerst ihre Titel/);
  expect(textOf(elementOf(vault.read('index.html'), /<main/))).toContain('Kürzlich geändert Mars 2. Mai 2026 Letzte Änderungen');

  const english = vault.read('concepts/mond/index.html');
  expect(english).toContain('<article class="article" data-article-id="concepts/mond" data-type="concept" lang="en" dir="ltr"');
  expect(textOf(english)).toContain('Zum Inhalt springen');
  expect(textOf(english)).toContain('Alle Artikel');

  // Scripts get the words that they use.
  const given = JSON.parse(/<script type="application\/json" data-words>(.*?)<\/script>/.exec(list)?.[1] ?? '') as {
    lang: string;
    messages: Record<string, unknown>;
  };
  expect(given.lang).toBe('de');
  expect(given.messages).toMatchObject({ copy: 'Kopieren', noArticleMatches: 'Kein Artikel passt.' });
  expect(given.messages).not.toHaveProperty('graphFailed');
});

test('no page of a German wiki has an English message left', async () => {
  const vault = vaultOf(german);
  await vault.build();
  const [en, de] = [translations['en'] ?? {}, translations['de'] ?? {}] as Record<string, unknown>[];
  const foreign = Object.entries(en ?? {}).flatMap(([key, message]) =>
    message !== de?.[key] && typeof message === 'string' ? [message] : [],
  );
  const pages = filesOf(vault.out).filter((path) => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(10);
  for (const path of pages) {
    const html = vault.read(path).replace(/<(script|style)\b.*?<\/\1>/gs, '');
    const shown = [...html.matchAll(/>([^<>]+)</g), ...html.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"]*)"/g)];
    const texts = new Set(shown.map(([, text = '']) => text.trim()));
    expect(
      foreign.filter((message) => texts.has(message)),
      path,
    ).toEqual([]);
  }
});

test('an Arabic wiki runs from right to left, in Arabic', async () => {
  const vault = vaultOf({ 'sourcebook.yaml': 'title: مرصد\nlang: ar\n', 'mars.md': '# المريخ\n\nكوكب أحمر.\n' });
  await vault.build();
  for (const path of ['mars/index.html', 'all/index.html', 'search/index.html', '404.html'])
    expect(vault.read(path)).toContain('<html lang="ar" dir="rtl"');
  expect(textOf(vault.read('all/index.html'))).toContain('مقالة واحدة.');
});

test('an English wiki gets no words for scripts except those that it replaces', async () => {
  const plain = vaultOf({ 'mars.md': '# Mars\n\nRed.\n' });
  const own = vaultOf({ 'mars.md': '# Mars\n\nRed.\n', 'sourcebook.yaml': 'words: { copy: Take it }\n' });
  await plain.build();
  await own.build();
  expect(plain.read('mars/index.html')).not.toContain('data-words');
  expect(own.read('mars/index.html')).toContain('data-words>{"lang":"en","messages":{"copy":"Take it"}}</script>');
});
