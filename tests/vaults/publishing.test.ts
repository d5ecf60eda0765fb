import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { brokenLinks, filesOf } from '../support/crawl.ts';
import { elementOf, sentenceIn, serve, textOf, vaultOf } from '../support/site.ts';

const planets = {
  'concepts/Orbit.md': '---\ntitle: Orbit\ntags: [motion]\n---\n\nThe path of [[Mercury]] around the Sun.\n',
  'entities/Mercury.md': '---\ntitle: Mercury\nsummary: The smallest planet.\n---\n\nIts [[Orbit]] is eccentric.\n',
};

test('every article becomes a page with the articles that link to it', async () => {
  const vault = vaultOf(planets);
  const { code, stdout } = await vault.build();
  expect(code).toBe(0);
  expect(stdout).toContain('Built 2 articles');
  const page = vault.read('entities/mercury/index.html');
  expect(page).toContain('data-article-id="entities/mercury"');
  expect(textOf(elementOf(page, /<section[^>]*id="backlinks"/))).toMatch(/^1 article links here .*Orbit/);
});

test('broken frontmatter does not keep its article, or any other, from being published', async () => {
  const vault = vaultOf({ ...planets, 'concepts/Tides.md': '---\ntitle: "Tides\n  foo: [bar\n---\n\nThe pull of the Moon.\n' });
  const { code, stdout } = await vault.build();
  expect(code).toBe(0);
  expect(stdout).toContain('Built 3 articles');
  expect(textOf(vault.read('concepts/tides/index.html'))).toContain('The pull of the Moon.');
  expect((await vault.check()).stdout).toMatch(/^concepts\/Tides\.md:2:\d+ {2}(?:error|warning) /m);
});

test('an empty folder becomes a site without articles', async () => {
  const vault = vaultOf({});
  const { code, stdout } = await vault.build();
  expect([code, stdout]).toEqual([0, expect.stringContaining('Built 0 articles')]);
  expect(brokenLinks(vault.out)).toEqual([]);
});

test('with --strict an error diagnostic makes the build fail, after the site is there', async () => {
  const vault = vaultOf({ 'a.md': 'A way [out](../../Orbit.md).\n' });
  expect((await vault.build('--strict')).code).toBe(1);
  expect(existsSync(join(vault.out, 'a/index.html'))).toBe(true);
});

test('every link of every page leads to a file that exists', async () => {
  const vault = vaultOf({
    ...planets,
    'index.md': '# Planets\n\nStart at [[Orbit]], [missing](nowhere.md) or [the folder](concepts/).\n',
    'concepts/index.md': '# Concepts\n\n- [Orbit](Orbit.md)\n',
    'concepts/C++.md': 'A [[C]] with [a heading](C.md#Über uns).\n',
    'concepts/C.md':
      '# Über uns\n\n## Über uns\n\n[[C++]] and [[#Über uns]] and <a href="Orbit.md">raw</a> <a href="nowhere.md">raw</a>.\n',
    'größe/Straße & Co.md':
      '---\ntags: [a/b c, "ä"]\n---\n[[Orbit|der Umlauf]] ![[bild.png|100]] ![](bild.png) ![x](fehlt.png)\n',
    'größe/bild.png': new Uint8Array([137, 80, 78, 71]),
    'log.md': '# Log\n\n## [2026-05-22] ingest | [[Orbit]]\n',
    'search.md': 'An article with the name of a page.\n',
  });
  expect((await vault.build()).code).toBe(0);
  expect(brokenLinks(vault.out)).toEqual([]);
});

test('below a base path every link and asset has it', async () => {
  const vault = vaultOf(planets);
  expect((await vault.build('--base', '/kb/wiki')).code).toBe(0);
  expect(brokenLinks(vault.out, '/kb/wiki/')).toEqual([]);
  expect(vault.read('graph.json')).toContain('"url":"/kb/wiki/concepts/orbit/"');
});

test('only attachments that a published article reaches are copied', async () => {
  const vault = vaultOf({
    'a.md': '![[seen.png]]',
    'secret.md': '---\ndraft: true\n---\n![[hidden.png]]',
    'seen.png': 'seen',
    'hidden.png': 'hidden',
    'unused.pdf': 'unused',
  });
  await vault.build();
  const published = filesOf(vault.out).filter((path) => path.startsWith('attachments/'));
  expect(published).toHaveLength(1);
  expect(published[0]).toMatch(/^attachments\/seen\.\w+\.png$/);
});

test('a private article is in no byte of the output', async () => {
  const secret = 'Zarquon';
  const vault = vaultOf({
    'open.md': `---\nup: "[[${secret}]]"\nrelated: ["[[${secret}]]"]\nsources: ["[[${secret}]]"]\n---\n\n# Open\n\n## About [[${secret}]]\n\n<a href="${secret}.md">raw</a> %%${secret}%% <!-- [[${secret}]] -->\n\n<!--\n${secret}\n-->\n\nSee [[concepts/hidden|something]], [[${secret}ia]], [[${secret}#Part]] and [[plain]].\n`,
    'plain.md': 'Text.',
    'concepts/hidden.md': `---\ntitle: ${secret}\naliases: [${secret}ia]\nprivate: true\ntags: [${secret}tag]\n---\n\nLinks to [[plain]] with ${secret}.\n\n![[${secret}.png]]\n`,
    [`${secret}.png`]: secret,
  });
  await vault.build();
  const leaks = filesOf(vault.out).filter(
    (path) => path.includes(secret.toLowerCase()) || readFileSync(join(vault.out, path)).includes(secret),
  );
  expect(leaks).toEqual([]);
  expect(vault.read('open/index.html')).toMatch(/<a class="missing"[^>]*>something<\/a>/);
  expect(textOf(vault.read('plain/index.html'))).toContain('1 article links here');
});

test('an article that becomes private disappears with the next build', async () => {
  const vault = vaultOf(planets);
  await vault.build();
  vault.write({ 'concepts/Orbit.md': '---\ndraft: true\n---\nNot yet.\n' });
  await vault.build();
  expect(filesOf(vault.out).filter((path) => path.includes('orbit'))).toEqual([]);
});

describe('graph.json', () => {
  test('lists articles, links by kind, and missing names', async () => {
    const vault = vaultOf({
      'concepts/Orbit.md': '---\nconnections:\n  - part of: "[[Mercury]]"\n---\n[[Mercury]] and [[Mercury]], [[Vulcan]].\n',
      'entities/Mercury.md': '',
    });
    await vault.build();
    const graph = JSON.parse(vault.read('graph.json'));
    expect(graph).toMatchObject({ version: 1, missing: [{ name: 'Vulcan', from: ['concepts/orbit'] }] });
    expect(graph.articles.map(({ id, type }: { id: string; type: string }) => [id, type])).toEqual([
      ['concepts/orbit', 'concept'],
      ['entities/mercury', 'entity'],
    ]);
    expect(graph.links).toEqual([
      { from: 'concepts/orbit', to: 'entities/mercury', kind: 'body', count: 2 },
      { from: 'concepts/orbit', to: 'entities/mercury', kind: 'connection', relation: 'part-of', count: 1 },
    ]);
  });
});

test('each article has a JSON file with the same facts', async () => {
  const vault = vaultOf({
    'concepts/Orbit.md':
      '---\ntitle: Orbit\naliases: [Path]\ntags: [motion]\nupdated: 2026-05-22\nsources:\n  - { id: k, title: Harmonices Mundi, author: Kepler, date: 1619-01-01, resource: "https://books.example/h" }\n  - "[[Mercury]]"\n  - "[[Vulcan]]"\n---\n\n# Orbit\n\nThe path of a planet.\n\n## Shape\n\nSee [[Mercury]], not [[Hidden]].\n\n## Connections\n\n- Part of: [[Mercury]] (by [[Hidden]])\n- Wants: [[Vulcan]]\n',
    'entities/Mercury.md': '---\ntitle: Mercury\n---\n\nIts [[Orbit]] is eccentric.\n',
    'hidden.md': '---\ndraft: true\n---\n',
  });
  await vault.build('--base', '/kb/');
  expect(JSON.parse(vault.read('concepts/orbit.json'))).toEqual({
    version: 1,
    id: 'concepts/orbit',
    path: 'concepts/Orbit.md',
    url: '/kb/concepts/orbit/',
    title: 'Orbit',
    type: 'concept',
    summary: 'The path of a planet.',
    aliases: ['Path'],
    tags: ['motion'],
    status: 'stable',
    trust: 'unverified',
    stale: false,
    created: null,
    updated: '2026-05-22',
    words: expect.any(Number),
    headings: [{ depth: 2, text: 'Shape', id: 'shape' }],
    sources: [
      { id: 'k', url: 'https://books.example/h', title: 'Harmonices Mundi', author: 'Kepler', date: '1619-01-01' },
      { article: 'entities/mercury', url: '/kb/entities/mercury/', title: 'Mercury' },
      { missing: 'Vulcan' },
    ],
    connections: [
      {
        direction: 'outgoing',
        label: 'Part of',
        relation: 'part-of',
        article: 'entities/mercury',
        url: '/kb/entities/mercury/',
        title: 'Mercury',
        note: 'by …',
      },
      { direction: 'outgoing', label: 'Wants', missing: 'Vulcan' },
    ],
    citedBy: [],
    record: null,
    properties: {},
    backlinks: [
      {
        id: 'entities/mercury',
        url: '/kb/entities/mercury/',
        title: 'Mercury',
        type: 'entity',
        mentions: ['Its Orbit is eccentric.'],
      },
    ],
    related: [
      {
        id: 'entities/mercury',
        url: '/kb/entities/mercury/',
        title: 'Mercury',
        type: 'entity',
        reasons: ['part of', 'linked by both'],
      },
    ],
  });
});

describe('building again', () => {
  const wiki = (): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `concepts/star-${n}.md`,
        `---\ntitle: Star ${n}\ntags: [t${n % 3}]\nsources: ["https://papers.example/${n % 4}"]\n---\n\nNear [[Star ${(n * 7) % 30}]] and [[Star ${(n * 11) % 30}]]; wants [[Nova ${n % 5}]].\n`,
      ]),
    );

  test('after edits gives byte for byte what a clean build gives', async () => {
    const vault = vaultOf(wiki());
    await vault.build();
    vault.write({
      'concepts/star-3.md': '---\ntitle: Star three\n---\n\nNow alone, with [[Star 4]].\n',
      'concepts/Nova 1.md': 'Found at last.\n',
    });
    vault.remove('concepts/star-9.md');
    await vault.build();
    const incremental = snapshot(vault.out);
    expect((await vault.build('--force')).code).toBe(0);
    expect(changed(incremental, snapshot(vault.out))).toEqual([]);
  });

  test('writes the files beside a page again when they change, even if the page does not', async () => {
    const text = (own: string, rest = ''): string => `---\ntitle: Orbit\n${own}---\n\nThe path of [[Mercury]].${rest}\n`;
    const vault = vaultOf({ ...planets, 'concepts/Orbit.md': text('mission: "[[Mercury]]"\ncrew: 1\n', ' <!-- one -->') });
    await vault.build();
    const edits: Record<string, string>[] = [
      { 'concepts/Orbit.md': text('mission: "[[Mercury]]"\ncrew: 2\n', ' <!-- two -->') },
      { 'concepts/Orbit.md': text('mission: "[[Venus]]"\n') },
      { 'concepts/Venus.md': 'Bright.\n' },
      { 'concepts/Venus.md': '---\ndraft: true\n---\nBright.\n' },
      { 'entities/Mercury.md': '---\ntitle: Messenger\naliases: [Mercury]\n---\nIts [[Orbit]].\n' },
      { 'entities/Mercury.md': '---\ntitle: Messenger\naliases: [Mercury]\nprivate: true\n---\nIts [[Orbit]].\n' },
    ];
    for (const edit of edits) {
      vault.write(edit);
      await vault.build();
      const incremental = snapshot(vault.out);
      await vault.build('--force');
      expect(changed(incremental, snapshot(vault.out))).toEqual([]);
    }
    expect(vault.read('concepts/orbit.md')).toContain('mission: …\n');
    expect(vault.read('concepts/orbit.md')).not.toMatch(/Mercury|Messenger|Venus/);
  });

  test('shows the current text of an article in every embed', async () => {
    const files = {
      'host.md': 'Text.\n\n![[middle]]\n\n![[deep#Part]]\n',
      'middle.md': 'Between.\n\n![[deep#^last]]\n',
      'deep.md': 'Opening.\n\n## Part\n\nUnder it.\n\n- Quagmire. ^last\n',
    };
    const vault = vaultOf({ ...wiki(), ...files, 'sourcebook.yaml': 'features: { search: false }\n' });
    await vault.build();
    expect(textOf(vault.read('host/index.html'))).toMatch(/Between\..*Quagmire\..*Under it\..*Quagmire\./s);
    const edits: [Record<string, string>, RegExp][] = [
      [{ 'deep.md': files['deep.md'].replace('Quagmire', 'Meadow') }, /Between\..*Meadow\..*Under it\..*Meadow\./s],
      [{ 'deep.md': '---\ntitle: Depth\n---\n\nText.\n' }, /deep#\^last was not found\..*deep#Part was not found\./s],
      [{ 'deep.md': '---\ndraft: true\n---\n\nText.\n' }, /Between\..*….*…/s],
      [{ 'middle.md': 'Between.\n\n![[host]]\n', 'deep.md': files['deep.md'] }, /host is not shown within itself\..*Quagmire\./s],
    ];
    for (const [edit, shown] of edits) {
      vault.write(edit);
      await vault.build();
      expect(textOf(vault.read('host/index.html'))).toMatch(shown);
      const incremental = snapshot(vault.out);
      await vault.build('--force');
      expect(changed(incremental, snapshot(vault.out))).toEqual([]);
    }
    expect(brokenLinks(vault.out)).toEqual([]);
  }, 60_000);

  test('in another language relates by the words of that language, as a clean build does', async () => {
    const houses = (word: string): string => `---\ntitle: ${word}\n---\n\nAlte ${word}.\n`;
    const vault = vaultOf({ ...wiki(), 'a.md': houses('Häuser'), 'b.md': houses('Haus') });
    await vault.build();
    expect(vault.read('a/index.html')).not.toContain('id="related"');
    vault.write({ 'sourcebook.yaml': 'lang: de\n' });
    await vault.build();
    expect(textOf(elementOf(vault.read('a/index.html'), /<section[^>]*id="related"/))).toContain('ähnliche Wörter: Häuser');
    const incremental = snapshot(vault.out);
    await vault.build('--force');
    expect(changed(incremental, snapshot(vault.out))).toEqual([]);
  });

  test('after words have changed gives byte for byte what a clean build gives', async () => {
    const vault = vaultOf({ ...wiki(), 'a.md': 'Methane haze, methane haze.\n', 'b.md': 'Methane rain, methane.\n' });
    await vault.build();
    expect(textOf(elementOf(vault.read('a/index.html'), /<section[^>]*id="related"/))).toContain('similar words: methane');
    vault.write({ 'b.md': 'Iron and rain.\n', 'concepts/star-5.md': 'Haze, haze.\n' });
    await vault.build();
    const incremental = snapshot(vault.out);
    const related = textOf(elementOf(vault.read('a/index.html'), /<section[^>]*id="related"/));
    expect([related.includes('methane'), related.includes('similar words: haze')]).toEqual([false, true]);
    await vault.build('--force');
    expect(changed(incremental, snapshot(vault.out))).toEqual([]);
  });

  test('makes no page again without a change', async () => {
    const vault = vaultOf(wiki());
    await vault.build();
    expect((await vault.build()).stdout).toMatch(/\b0 of them made anew/);
  });

  test('makes of a new article its own page, those beside it, and lists; the other articles stay', async () => {
    const moons = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`concepts/moon-${10 + n}.md`, `Number ${n}.\n`]));
    const vault = vaultOf({ ...moons, 'sourcebook.yaml': 'features: { search: false }\n' });
    await vault.build();
    const before = snapshot(vault.out);
    vault.write({ 'concepts/moon-150.md': '---\ntitle: moon-15a\n---\nOne more.\n' });
    await vault.build();
    const pages = changed(before, snapshot(vault.out)).filter((path) => /^concepts\/.*html$/.test(path));
    expect(pages.sort()).toEqual(['moon-15', 'moon-150', 'moon-16'].map((name) => `concepts/${name}/index.html`));
    expect(vault.read('concepts/moon-15/index.html')).toMatch(/rel="next" href="\/concepts\/moon-150\/"/);
  });

  test('makes a page again that somebody deleted from the output', async () => {
    const vault = vaultOf(planets);
    await vault.build();
    const before = vault.read('concepts/orbit/index.html');
    writeFileSync(join(vault.out, 'keep.txt'), 'mine');
    await import('node:fs').then(({ rmSync }) => rmSync(join(vault.out, 'concepts'), { recursive: true }));
    await vault.build();
    expect(vault.read('concepts/orbit/index.html')).toBe(before);
  });

  test('leaves files alone that Sourcebook did not write', async () => {
    const vault = vaultOf(planets);
    await vault.build();
    writeFileSync(join(vault.out, 'CNAME'), 'wiki.example');
    vault.write({ 'entities/Venus.md': 'Bright.' });
    await vault.build('--force');
    expect(vault.read('CNAME')).toBe('wiki.example');
  });
});

describe('a build that cannot run', () => {
  test('an output folder with other files is refused and left unchanged', async () => {
    const vault = vaultOf(planets);
    mkdirSync(vault.out);
    writeFileSync(join(vault.out, 'thesis.tex'), 'years of work');
    const { code, stderr } = await vault.build();
    expect(code).toBe(2);
    expect(stderr).toMatch(/not empty and was not made by Sourcebook/);
    expect(readdirSync(vault.out)).toEqual(['thesis.tex']);
  });

  test('a content folder that is gone leaves the last site as it was', async () => {
    const vault = vaultOf(planets);
    await vault.build();
    const before = snapshot(vault.out);
    vault.remove('.');
    const { code, stderr } = await vault.build();
    expect(code).toBe(2);
    expect(sentenceIn(stderr)).toBe(`The content folder ${vault.content} does not exist.`);
    expect(changed(before, snapshot(vault.out))).toEqual([]);
    expect(readdirSync(vault.folder).sort()).toEqual(['dist']);
  });

  test('an output folder inside the content folder is refused', async () => {
    const vault = vaultOf(planets);
    const { code, stderr } = await vault.build('--out', join(vault.content, 'site'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/inside the content folder/);
  });

  test('a file that is not UTF-8 is reported and the others are published', async () => {
    const vault = vaultOf({ ...planets, 'latin.md': new Uint8Array([0xe4, 0xf6, 0xfc]) });
    const { code, stdout } = await vault.build();
    expect(code).toBe(0);
    expect(stdout).toContain('Built 2 articles');
    expect((await vault.check()).stdout).toContain('latin.md:1:1  error  The file was not read: it is not UTF-8 text.');
  });
});

/**
 * Every file of a site by path, but two that differ between two clean builds too: the marker, which names the build, and
 * Pagefind's lists, which it writes in an order of its own each time.
 */
function snapshot(root: string): Map<string, string> {
  const files = filesOf(root).filter((path) => path !== '.sourcebook' && !/^pagefind\/\d+\/(?:pagefind|filter\/)/.test(path));
  return new Map(files.map((path) => [path, readFileSync(join(root, path)).toString('base64')]));
}

function changed(a: Map<string, string>, b: Map<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
}

test('texts that exceed all limits are published in bounded time, those that cannot be parsed as written', async () => {
  const vault = vaultOf({
    'concepts/divs.md': `---\ntitle: Divs\n---\nStart\n\n${'<div>'.repeat(20_000)}`,
    'concepts/quotes.md': `${'>'.repeat(20_000)} deep`,
    'concepts/links.md': '[[divs]] '.repeat(20_000),
    'concepts/table.md': `| a | b |\n| - | - |\n${'| 1 | [[divs]] |\n'.repeat(5000)}`,
    'concepts/yaml.md': `---\n${'a: [\n'.repeat(3000)}---\nText.`,
    'concepts/brackets.md': '['.repeat(50_000),
  });
  const { code, stdout } = await vault.build();
  expect(code).toBe(0);
  expect(stdout).toContain('Built 6 articles');
  expect(vault.read('concepts/divs/index.html').includes('Start\n\n&#x3C;div>&#x3C;div>')).toBe(true);
  const reported = (await vault.check()).stdout.match(/^\S+(?=.*file-unreadable$)/gm);
  expect(reported).toContain('concepts/divs.md:4:1');
}, 60_000);

describe('tags', () => {
  test('become pages that all links to them reach, however they nest, clash and are spelled', async () => {
    const vault = vaultOf({
      'a.md': '---\ntags: [C, "C++", "c#", "!", "?", Sky/planets, "machine learning", machine-learning]\n---\n',
      'b.md': '---\ntags: [Sky/planets/red, "größe/Ä", "größe/ä", "../x", ".", "//", "a/b/index.html"]\n---\n',
      'c.md': `---\ntags: ["${'long '.repeat(200)}", "${'deep/'.repeat(200)}"]\n---\n`,
    });
    const { code, stderr } = await vault.build();
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('internal')]);
    expect(brokenLinks(vault.out)).toEqual([]);
    expect(textOf(elementOf(vault.read('tags/sky/planets/index.html'), /<main[\s>]/))).toMatch(
      /^Tags Sky #Sky\/planets 2 articles with this tag or one below it\. .* a Article .* b Article/,
    );
    expect(textOf(elementOf(vault.read('tags/c-2/index.html'), /<h1/))).toMatch(/^#c#$/i);
  });

  test('get no page and no link if no published article has any', async () => {
    const vault = vaultOf({
      'a.md': 'Text.\n',
      'b.md': '---\ntags: []\n---\nText.\n',
      'c.md': '---\ndraft: true\ntags: [covert]\n---\n',
    });
    expect((await vault.build()).code).toBe(0);
    expect(existsSync(join(vault.out, 'tags'))).toBe(false);
    for (const file of filesOf(vault.out).filter((each) => each.endsWith('.html')))
      expect(vault.read(file)).not.toContain('/tags/');
  });
});

test('a raw source that links a raw file which is not published shows no link to it', async () => {
  const vault = vaultOf({
    'wiki/a.md': '---\nsources: [raw/seen.md]\n---\nText.\n',
    'raw/seen.md': 'See [the draft](unseen.md) and [[never]].\n',
    'raw/unseen.md': 'To [[never]].\n',
    'raw/never.md': 'Text.\n',
  });
  expect((await vault.build()).code).toBe(0);
  expect(brokenLinks(vault.out)).toEqual([]);
  expect(vault.read('raw/seen/index.html')).toMatch(/<a class="missing"[^>]*>the draft<\/a>/);
  expect((await vault.check()).stdout).toContain('raw/seen.md:1:5  warning  `raw/unseen.md` is not published');
});

test('with an address of the site there are feeds and a sitemap, and a robots.txt of somebody else stays', async () => {
  const vault = vaultOf({
    ...planets,
    'concepts/Tides.md': '---\nupdated: 2026-05-22\n---\nHigh and low.\n',
    'sourcebook.yaml': 'url: https://wiki.example\nfeatures: { search: false }\n',
  });
  await vault.build();
  expect(vault.read('feed.xml')).toContain('<id>https://wiki.example/concepts/tides/</id>');
  expect(vault.read('types/entity/index.html')).toContain('href="/types/entity/feed.xml"');
  const urls = [...vault.read('sitemap-0.xml').matchAll(/<loc>https:\/\/wiki\.example([^<]*)<\/loc>/g)].map(
    ([, path = '']) => path,
  );
  expect(urls.filter((path) => !existsSync(join(vault.out, path, 'index.html')))).toEqual([]);
  expect(urls).toContain('/concepts/orbit/');
  expect(brokenLinks(vault.out)).toEqual([]);
  expect(vault.read('robots.txt')).toContain('Sitemap:');

  const own = vaultOf(planets);
  await own.build();
  writeFileSync(join(own.out, 'robots.txt'), 'mine');
  await own.build('--site', 'https://wiki.example');
  expect(own.read('robots.txt')).toBe('mine');
  expect(existsSync(join(own.out, 'sitemap-index.xml'))).toBe(true);
});

test('a wiki that names no icon has the one of `public/`, and an icon of somebody else stays', async () => {
  const iconOf = (html: string): string | undefined => /<link rel="icon" href="([^"]*)"/.exec(html)?.[1];
  const ours = readFileSync(join(import.meta.dirname, '../../public/favicon.svg'), 'utf8');
  const vault = vaultOf({ 'a.md': 'Text.\n', 'sourcebook.yaml': 'base: /kb/\n' });
  await vault.build();
  expect(iconOf(vault.read('a/index.html'))).toBe('/kb/favicon.svg');
  expect(vault.read('favicon.svg')).toBe(ours);
  const { url, stop } = await serve('dev', '--content', vault.content);
  onTestFinished(stop);
  expect(iconOf(await (await fetch(new URL('a/', url))).text())).toBe('/kb/favicon.svg');
  const answer = await fetch(new URL('favicon.svg', url));
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['image/svg+xml', ours]);

  vault.write({ 'sourcebook.yaml': 'theme: { favicon: sun.svg }\n', 'sun.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  await vault.build();
  expect(iconOf(vault.read('a/index.html'))).toMatch(/^\/attachments\/sun\./);

  const own = vaultOf({ 'a.md': 'Text.\n' });
  await own.build();
  // As in the output of a version that had no such file.
  writeFileSync(join(own.out, '.sourcebook'), own.read('.sourcebook').replace('\nfavicon.svg', ''));
  writeFileSync(join(own.out, 'favicon.svg'), 'mine');
  await own.build('--force');
  expect(own.read('favicon.svg')).toBe('mine');
});

test('aliases and permalinks lead on, and no longer when they are gone', async () => {
  const moon = (yaml: string): string => `---\ntitle: Moon\n${yaml}---\nRound.\n`;
  const vault = vaultOf({
    ...planets,
    'moon.md': moon('aliases: [Luna, Old/Moon]\npermalink: /m.html\n'),
    'sourcebook.yaml': 'url: https://wiki.example\nfeatures: { search: false }\n',
  });
  await vault.build();
  for (const path of ['luna/index.html', 'old/moon/index.html', 'm.html']) expect(vault.read(path)).toContain('url=/moon/"');
  expect(vault.read('_redirects')).toBe('/m.html /moon/ 301\n/luna/ /moon/ 301\n/old/moon/ /moon/ 301\n');
  await vault.build('--base', '/kb/');
  expect(vault.read('_redirects')).toContain('/kb/luna/ /kb/moon/ 301\n');
  await vault.build();
  expect(vault.read('sitemap-0.xml')).not.toContain('luna');
  expect(vault.read('all/index.html')).not.toContain('/luna/');
  expect(brokenLinks(vault.out)).toEqual([]);
  vault.write({ 'moon.md': moon('aliases: [Luna]\n'), 'luna.md': 'A name of its own.\n' });
  await vault.build();
  expect(vault.read('luna/index.html')).toContain('A name of its own.');
  expect([
    existsSync(join(vault.out, 'old')),
    existsSync(join(vault.out, 'm.html')),
    existsSync(join(vault.out, '_redirects')),
  ]).toEqual([false, false, false]);
  const incremental = snapshot(vault.out);
  await vault.build('--force');
  expect(changed(incremental, snapshot(vault.out))).toEqual([]);
});

test('the files beside pages can be turned off, and no page says that they are there', async () => {
  const vault = vaultOf({ 'a.md': '# A\n\n[[b]]\n', 'b.md': '# B\n\nText.\n', 'index.md': '# Home\n' });
  await vault.build();
  const all = filesOf(vault.out);
  expect(all).toEqual(expect.arrayContaining(['a.md', 'a.json', 'index.md']));
  vault.write({ 'sourcebook.yaml': 'features: { markdown: false, json: false }\n' });
  await vault.build();
  const gone = all.filter((path) => !filesOf(vault.out).includes(path));
  expect(gone.filter((path) => !path.startsWith('pagefind/')).sort()).toEqual(['a.json', 'a.md', 'b.json', 'b.md', 'index.md']);
  for (const path of filesOf(vault.out).filter((each) => each.endsWith('.html')))
    expect(vault.read(path)).not.toContain('text/markdown');
  expect(brokenLinks(vault.out)).toEqual([]);
  expect(JSON.parse(vault.read('_data/graph-map.json')).hasJson).toBe(false);
  // As a clean build would make it.
  const before = vault.read('a/index.html');
  await vault.build('--force');
  expect(vault.read('a/index.html')).toBe(before);
});
