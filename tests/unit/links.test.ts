import { describe, expect, test } from 'vitest';
import { markdownTwin, plainMarkdown } from '../../src/render/files/plain-markdown.ts';
import type { ArticleId } from '../../src/wiki/model.ts';
import { parseArticle } from '../../src/wiki/parse/parse-article.ts';
import { bodyOf, contextOf, fileOf, findingsOf, pageOf, problems, targetsOf, wikiOf } from '../support/wiki.ts';

const written = (text: string): string[] =>
  parseArticle(fileOf('a.md', text)).article.links.map(({ target, anchor, label }) =>
    [target, anchor ?? '', label ?? ''].join('·'),
  );

describe('recognizing links', () => {
  test.each([
    ['[[Venus]]', ['Venus··']],
    ['[[Venus|the evening star]]', ['Venus··the evening star']],
    ['[[Venus#Surface]]', ['Venus·Surface·']],
    ['[[Venus#Surface#Craters]]', ['Venus·Surface#Craters·']],
    ['[[Venus#^orbit]]', ['Venus·^orbit·']],
    ['[[#Surface]]', ['·Surface·']],
    ['![[map.png|300]]', ['map.png··300']],
    ['[[a]][[b]]', ['a··', 'b··']],
    ['[Venus](planets/Venus.md)', ['planets/Venus.md··Venus']],
    ['[Venus](my%20planets/Venus.md#The%20surface)', ['my planets/Venus.md·The surface·Venus']],
    ['[Venus](</planets/Evening star.md>)', ['/planets/Evening star.md··Venus']],
    ['[Venus][1]\n\n[1]: Venus.md', ['Venus.md··Venus']],
    ['[[text]](path.md)', ['path.md··[text]']],
    ['[[Venus]] (see below)', ['Venus··']],
    ['[[Venus]](see below)', ['Venus··']],
    ['| a |\n| - |\n| [[Venus\\|star]] |', ['Venus··star']],
    ['| a |\n| - |\n| [[Venus|star]] |', ['Venus··star']],
    ['**[[Venus]]** and _[[Mars|red]]_', ['Venus··', 'Mars··red']],
    ['[[snake_case_name]] [[*x*]]', ['snake_case_name··', '*x*··']],
    ['[[Vec<T>]] [[C++]] [[a & b]]', ['Vec<T>··', 'C++··', 'a & b··']],
    ['- [ ] [[Venus]]', ['Venus··']],
    ['> [[Venus]]', ['Venus··']],
    ['# [[Venus]]', ['Venus··']],
    ['word[^1]\n\n[^1]: [[Venus]]', ['Venus··']],
    ['[a [[Venus]] b](Mars.md)', ['Mars.md··a Venus b']],
    ['[[The `x` Type]] and `y`', ['The `x` Type··']],
    ['[[Venus#Run `make` now|run]]', ['Venus·Run `make` now·run']],
    ['`a` [[b`c`d]] `e`', ['b`c`d··']],
    ['[[a` b `]]', ['a` b `··']],
    ['[[a ` b]]', ['a ` b··']],
    ['![[The `x` Type]]', ['The `x` Type··']],
    ['| a |\n| - |\n| [[The `x` Type\\|x]] [[The `x` Type|y]] |', ['The `x` Type··x', 'The `x` Type··y']],
    ['> - [[The `x` Type]]', ['The `x` Type··']],
    ['`[[` [[Venus]]', ['Venus··']],
    ['[[Paper [2024]]]', ['Paper [2024]··']],
    ['[[Paper [2024]|p. [1]]] [[Mars]]', ['Paper [2024]··p. [1]', 'Mars··']],
    ['[[[2024] Paper]]', ['[2024] Paper··']],
    ['[[[Venus]]]', ['Venus··']],
    ['[[[Venus]], [[Mars]]]', ['Venus··', 'Mars··']],
    ['[[Venus#[Site](https://example.org)]]', ['Venus·[Site](https://example.org)·']],
    ['[[Venus#A [b] c#D]]', ['Venus·A [b] c#D·']],
    ['[[Venus#A \\[ b]]', ['Venus·A \\[ b·']],
    ['[[Venus#Facts[^1]]]\n\n[^1]: Note.', ['Venus·Facts[^1]·']],
    ['[[Venus#The $x$ axis]] and $5', ['Venus·The $x$ axis·']],
    ['[[Using $PATH]] costs $5 and [[Using $PATH]]', ['Using $PATH··', 'Using $PATH··']],
    ['[[Venus#a %%b%% c]]', ['Venus·a %%b%% c·']],
    ['[[Venus|`code` and **more**]]', ['Venus··code and more']],
    ['[x]([[Venus#Surface]])', ['Venus·Surface·x']],
    ['![x]([[map.png]])', ['map.png··x']],
  ])('%s', (text, expected) => {
    expect(written(text)).toEqual(expected);
  });

  test.each([
    ['with a code span that starts before it', '`[[Venus` b]]'],
    ['with a code span that ends after it', '[[Venus `b]] c`'],
    ['in code of two backticks', '``[[The `x` Type]]``'],
    ['in a block of code, with code', '```\n[[The `x` Type]]\n```'],
    ['with brackets that have no partner', '[[Venus] and [Mars]]'],
    ['around a markdown link', '[[Venus [x](https://example.org)]]'],
    ['in code', '`[[Venus]]`'],
    ['in a block of code', '```\n[[Venus]]\n```'],
    ['in an indented block', '    [[Venus]]'],
    ['in a comment', '<!-- [[Venus]] -->'],
    ['in a comment of Obsidian', 'a %%[[Venus]]%% b'],
    ['in a comment over several blocks', '%%\n\n[[Venus]]\n\n- [[Mars]]\n\n%%'],
    ['escaped', '\\[[Venus]]'],
    ['empty', '[[ ]] [[]]'],
    ['over two lines', '[[Ve\nnus]]'],
    ['to another site', '<https://venus.example> [x](https://venus.example/a.md) [mail](mailto:a@venus.example)'],
    ['a list of lists', '[[1, 2], [3, 4]]'],
  ])('is not what stands %s', (_, text) => {
    expect(written(text)).toEqual([]);
  });

  test.each(['[[#Run `npm test]] now`', '\\[[#now]]', '[[Venus\n#now]]', '[[Venus #now `x]] y`', '[[#now'])(
    'no tag is born of what is no link: %j',
    (text) => {
      expect(parseArticle(fileOf('a.md', text)).article.properties.tags).toEqual([]);
      expect(parseArticle(fileOf('a.md', `${text}\n\n[[Venus]] #later`)).article.properties.tags).toEqual(['later']);
    },
  );

  test('code is shown as it was written', () => {
    expect(bodyOf('`[[Venus|x]]` and\n\n```\n[[Mars]] | a\n```')).toContain('<code>[[Venus|x]]</code>');
    expect(bodyOf('text\n\n```\n[[Mars]] | a\n```')).toContain('<code>[[Mars]] | a\n</code>');
  });

  test('an escaped link is shown without its backslash', () => {
    expect(bodyOf('\\[[Venus]]')).toBe('<p>[[Venus]]</p>');
  });

  test.each([
    ['a %%secret%% b', '<p>a  b</p>'],
    ['a %%secret\nand **more** of it%% b', '<p>a  b</p>'],
    ['One.\n\n%%\n\n## Secret\n\n- a\n\n%%\n\nTwo.', '<p>One.</p><p>Two.</p>'],
    ['`%%{init}%%` 100%% sure', '<p><code>%%{init}%%</code> 100%% sure</p>'],
    ['%%a%% and %% alone', '<p> and %% alone</p>'],
  ])('a comment is in no page: %j', (text, html) => {
    expect(bodyOf(text)).toBe(html);
  });

  test.each([
    ['a\n%%secret%%\nb', '<p>a\n\nb</p>'],
    ['# Title\n\n## %%secret%%\n\n- %%secret%%\n- b %%secret%%\n\n| a |\n| - |\n| %%secret%% b |', '<ul><li>b </li></ul>'],
    ['&#37;&#37; a %%secret%% b', '<p>%% a  b</p>'],
    ['&amp;&lt; &#37; a %%secret%% b', '<p>&#x26;&#x3C; % a  b</p>'],
    ['\\%%a %%secret%% b', '<p>%%a  b</p>'],
    ['> a %%secret\n> [[secret]]%% b\n> c', '<blockquote><p>a  b\nc</p></blockquote>'],
    ['> One.\n>\n> %%\n>\n> secret\n>\n> %%\n>\n> Two.', '<blockquote><p>One.</p><p>Two.</p></blockquote>'],
    ['One.\n\n%% secret\n\nsecret %%\n\nTwo.', '<p>One.</p><p>Two.</p>'],
    ['One.\n\n%%\n\n<div>\nsecret\n</div>\n%%\n\nTwo.', '<p>One.</p><p>Two.</p>'],
    ['One.\n\n%%\n\nsecret\n\n%% Two.', '<p>One.</p><p> Two.</p>'],
    ['One.\n\n%%\nsecret\n\n- secret\n\n```\nsecret\n```', '<p>One.</p>'],
    ['%%\n\n%%\n    %%secret\nsecret%% a', ' a</p>'],
    ['[a %%secret%% b](https://venus.example) c', 'a  b</a> c</p>'],
  ])('of a comment nothing is left where it stands: %j', (text, html) => {
    const body = bodyOf(text).replaceAll('\n<', '<');
    expect(body).toContain(html);
    expect(body).not.toMatch(/secret|[\uFDD0-\uFDEF]/);
  });

  test.each([
    ['5%% here\n\n## Part\n\nand 7%% there', '7%% there'],
    ['| 5%% | 7%% |\n| - | - |\n| 1 | 2 |', '<th>5%%</th><th>7%%</th>'],
    ['<https://a.example/%%x> and 7%% b', '>https://a.example/%%x</a> and 7%% b'],
    ['[a](https://a.example/%%x) and 7%% b', '>a</a> and 7%% b'],
    ['- 5%%\n- 7%%', '<li>5%%</li><li>7%%</li>'],
    ['$a %% b$ and $c %% d$', '<p><code>a %% b</code> and <code>c %% d</code></p>'],
    ['$$\na %% b\n$$\n\nand 7%%', '<pre><code class="language-math">a %% b</code></pre><p>and 7%%</p>'],
    ['`a %% b` and 7%% c', '</code> and 7%% c</p>'],
    ['\\%%a and 7%% c', '<p>%%a and 7%% c</p>'],
    ['&#37;&#37;a and 7%% c', '<p>%%a and 7%% c</p>'],
    ['%% is a sign.\n\nTwo.', '<p>%% is a sign.</p><p>Two.</p>'],
    ['**a** %% b_c_ [[Venus]]\n\n7%%', '%% b_c_'],
  ])('what only looks like a comment is text: %j', (text, html) => {
    expect(bodyOf(text).replaceAll('\n<', '<')).toContain(html);
  });

  test('a comment that is never closed is reported, since it hides the rest of its file', () => {
    expect(problems(wikiOf({ 'a.md': '# A\n\nOne.\n\n%%\n\nTwo.' }))).toEqual(['a.md:5:1 html-removed']);
    expect(problems(wikiOf({ 'a.md': '# A\n\nOne.\n\n%%\n\nTwo.\n\n%%' }))).toEqual([]);
  });

  test('a text that cannot be parsed is shown without its comments', () => {
    const text = `a %%secret%% b 5%%\n\n${'[*'.repeat(15_000)}\n\n%%\n\nsecret\n\n%%\n\nc 7%%`;
    const files = { 'a.md': text };
    const body = bodyOf(text);
    expect([body.includes('secret'), body.includes('a  b 5%%'), body.includes('c 7%%')]).toEqual([false, true, true]);
    const context = contextOf(files);
    const [article] = context.wiki.articles;
    expect(article && plainMarkdown(markdownTwin(context, article), text).includes('secret')).toBe(false);
  });

  test('the places of comments are their places in the file', () => {
    const text = '---\ntitle: A\n---\n&#37;&amp; %%one%% b \\%% c %%two%%\n\n%%\nthree\n\n%%\n';
    const { comments = [] } = parseArticle(fileOf('a.md', text)).article;
    expect(comments.map(({ start, end }) => text.slice(start, end))).toEqual(['%%one%%', '%%two%%', '%%\nthree\n\n%%']);
  });

  test('a comment that stays in a paragraph is not prose', () => {
    const text = 'The planet %%Mercury, secretly%% is near the Sun.';
    const { prose } = parseArticle(fileOf('a.md', text)).article;
    const stretches = prose.flatMap((at, index) => (index % 2 === 0 ? [text.slice(at, prose[index + 1])] : []));
    expect(stretches.join('')).not.toContain('Mercury');
  });

  test('a link whose title names a relation is a typed connection (OKF)', () => {
    const wiki = wikiOf({ 'a.md': 'It [works with](b.md "rel:uses") that.', 'b.md': '' });
    expect(wiki.graph.links).toEqual([{ from: 'a', to: 'b', kind: 'connection', relation: 'uses', count: 1 }]);
  });

  test('a definition may lead where a wikilink does', () => {
    const text = '[w]: [[#Part two]]\n[v]: [[Venus|x]] "t"\n\n[see][w], [v]\n\n## Part two\n';
    const wiki = wikiOf({ 'a.md': text, 'Venus.md': '' });
    expect(targetsOf(wiki, 'a')).toEqual(['a#part-two', 'venus']);
    expect(problems(wiki)).toEqual([]);
    expect(bodyOf(text)).toMatch(/^<p><a class="internal" href="\/page\/#part-two"[^>]*>see<\/a>, <a [^>]*>v<\/a><\/p>/);
  });

  test('a list of links that looks like definitions is shown', () => {
    const text = 'Text.\n\n[w]: [[#Part two]]\n[v]: [[Venus|star]] "t"\n\n## Part two\n';
    expect(problems(wikiOf({ 'a.md': text, 'Venus.md': '' }))).toEqual([]);
    expect(bodyOf(text, { 'Venus.md': '' }).replace(/<[^>]*>/g, ' ')).toMatch(/\[w\]:\s+Part two\s+\[v\]:\s+star\s+"t"/);
  });

  test('a definition of that name does not capture a wikilink', () => {
    expect(written('[[Venus]]\n\n[Venus]: https://venus.example')).toEqual(['Venus··']);
  });
});

describe('the position of a link', () => {
  test.each([
    ['See [[Vulcan]].', 'a.md:1:5 link-missing'],
    ['---\ntitle: A\n---\n\nSee [[Vulcan]].', 'a.md:5:5 link-missing'],
    ['🪐🪐 ä [[Vulcan]]', 'a.md:1:8 link-missing'],
    ['> - x\n> - y [[Vulcan]]', 'a.md:2:7 link-missing'],
    ['| a | b |\n| - | - |\n| 1 | [[Vulcan\\|V]] |', 'a.md:3:7 link-missing'],
    ['[x](Vulcan.md)', 'a.md:1:1 link-missing'],
    ['---\nrelated:\n  - "[[Vulcan]]"\n---\nText.', 'a.md:3:5 link-missing'],
    ['---\nconnections:\n  - part of: "[[Vulcan]]"\n---\nText.', 'a.md:3:14 connection-missing'],
    ['---\nsources: ["[[Vulcan]]"]\n---\nText.', 'a.md:2:11 source-missing'],
    ['![[vulcan.png]]', 'a.md:1:1 attachment-missing'],
    ['![[Vulcan]]', 'a.md:1:1 embed-missing'],
  ])('%j', (text, place) => {
    expect(problems(wikiOf({ 'a.md': text }))).toEqual([place]);
  });
});

describe('the rules by which a name is found', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['path relative to the file', { 'x/a.md': '', 'x/b.md': '' }, '[[b]]', 'x/b'],
    ['path above the file', { 'x/a.md': '', 'b.md': '' }, '[x](../b.md)', 'b'],
    ['path from the root', { 'x/a.md': '', 'y/b.md': '' }, '[[y/b]]', 'y/b'],
    ['path with a leading slash', { 'x/a.md': '', 'y/b.md': '' }, '[x](/y/b.md)', 'y/b'],
    ['file name', { 'x/a.md': '', 'y/z/Latent space.md': '' }, '[[Latent space]]', 'y/z/latent-space'],
    ['title', { 'x/a.md': '', 'y/ls.md': '---\ntitle: Latent Space\n---' }, '[[Latent Space]]', 'y/ls'],
    ['alias', { 'x/a.md': '', 'y/ls.md': '---\naliases: [hidden space]\n---' }, '[[hidden space]]', 'y/ls'],
    ['another case', { 'x/a.md': '', 'y/Mercury.md': '' }, '[[MERCURY]]', 'y/mercury'],
    ['CamelCase', { 'x/a.md': '', 'y/model-spec.md': '' }, '[[ModelSpec]]', 'y/model-spec'],
    ['spaces for hyphens', { 'x/a.md': '', 'y/model-spec.md': '' }, '[[Model spec]]', 'y/model-spec'],
    ['underscores', { 'x/a.md': '', 'y/model-spec.md': '' }, '[[model_spec]]', 'y/model-spec'],
    ['the end of a path', { 'x/a.md': '', 'y/z/b.md': '' }, '[[z/b]]', 'y/z/b'],
    ['a path with more folders than there are', { 'x/a.md': '', 'z/b.md': '' }, '[[wiki/z/b]]', 'z/b'],
    ['a part of a name with a number sign', { 'x/a.md': '', 'C.md': '', 'C#.md': '## Types' }, '[[C##Types]]', 'c-2#types'],
    ['headings of a name with a number sign', { 'x/a.md': '', 'C#.md': '# A\n\n## B' }, '[[C##A#B]]', 'c#b'],
    ['a number sign that is none of the name', { 'x/a.md': '', 'C.md': '# A\n\n## B' }, '[[C#A#B]]', 'c#b'],
    ['a name with a number sign', { 'x/a.md': '', 'C#.md': '' }, '[[C#]]', 'c'],
    ['a composed and a decomposed letter', { 'x/a.md': '', ['Größe.md'.normalize('NFD')]: '' }, '[[Größe]]', 'größe'],
    ['a folder', { 'x/a.md': '', 'planets/index.md': '' }, '[x](../planets/)', 'planets'],
    ['the ending written out', { 'x/a.md': '', 'y/b.md': '' }, '[[b.md]]', 'y/b'],
    ['a name that ends in .md', { 'y/Node.md.md': '' }, '[[Node.md]]', 'y/nodemd'],
    ['a name that ends in .md, with the ending', { 'y/Node.md.md': '', 'Node.md': '' }, '[x](../y/Node.md.md)', 'y/nodemd'],
    ['a name that ends in .md, in another case', { 'y/Node.md.md': '' }, '[[node.MD]]', 'y/nodemd'],
    ['a name that ends in .md, as a path', { 'y/Node.md.md': '' }, '[[/y/Node.md]]', 'y/nodemd'],
    ['a part of a name that ends in .md', { 'y/Node.md.md': '## Use' }, '[[Node.md#Use]]', 'y/nodemd#use'],
    ['the file of that name before one more .md', { 'Node.md': '', 'Node.md.md': '' }, '[[Node.md]]', 'node'],
    ['a name before one in another case', { 'Node.md.md': '', 'node.md': '' }, '[[Node.md]]', 'nodemd'],
    [
      'a title that ends in .md',
      { 'y/n.md': '---\ntitle: Node.md\n---', 'y/o.md': '---\ntitle: Node\n---' },
      '[[Node.md]]',
      'y/n',
    ],
    ['an alias that ends in .md', { 'y/n.md': '---\naliases: [CLAUDE.md]\n---' }, '[[CLAUDE.md|the file]]', 'y/n'],
  ])('%s', (_, files, link, id) => {
    const wiki = wikiOf({ ...files, 'x/a.md': link });
    expect(targetsOf(wiki, 'x/a')).toEqual([id]);
  });

  test('a file name comes before a title, a title before another spelling', () => {
    const files = { 'x.md': '[[Mars]]', 'gods/Mars.md': '', 'planets/red.md': '---\ntitle: Mars\n---', 'bars/mars.md': '' };
    expect(targetsOf(wikiOf(files), 'x')).toEqual(['gods/mars']);
    const { 'gods/Mars.md': _, ...others } = files;
    expect(targetsOf(wikiOf(others), 'x')).toEqual(['planets/red']);
  });

  test('of several, the one in the same folder is meant, then the one under the same top folder, then the least deep', () => {
    const files = { 'de/x/Mond.md': '', 'en/x/Mond.md': '', 'en/y/z/Mond.md': '' };
    expect(targetsOf(wikiOf({ ...files, 'en/x/a.md': '[[Mond]]' }), 'en/x/a')).toEqual(['en/x/mond']);
    expect(targetsOf(wikiOf({ ...files, 'de/b/a.md': '[[Mond]]' }), 'de/b/a')).toEqual(['de/x/mond']);
    expect(targetsOf(wikiOf({ ...files, 'en/a.md': '[[Mond]]' }), 'en/a')).toEqual(['en/x/mond']);
  });

  test('a private article is not replaced by another of its name', () => {
    const files = { 'a/notes.md': '---\ndraft: true\n---\n', 'b/notes.md': '', 'a/x.md': '[n](notes.md) [[b/notes]]' };
    expect(targetsOf(wikiOf(files), 'a/x')).toEqual(['(private)', 'b/notes']);
  });

  test('the page of the root is found as the root', () => {
    expect(targetsOf(wikiOf({ 'index.md': '# Home', 'x/a.md': '[a](/) [b](../) [[index]]' }), 'x/a')).toEqual(['', '', '']);
  });

  test('a link to two articles of the same name is ambiguous and names both', () => {
    const wiki = wikiOf({ 'concepts/Mercury.md': '', 'entities/Mercury.md': '', 'a.md': 'See [[Mercury]].' });
    expect(problems(wiki)).toContain('a.md:1:5 link-ambiguous');
    expect(wiki.diagnostics.find(({ code }) => code === 'link-ambiguous')?.message).toBe(
      '`Mercury` may mean `concepts/mercury` or `entities/mercury`.',
    );
  });

  test('a path that leads out of the vault is refused', () => {
    expect(problems(wikiOf({ 'x/a.md': '[x](../../etc/passwd.md)' }))).toEqual(['x/a.md:1:1 path-unsafe']);
  });

  test('a target of endless marks leads nowhere and harms nothing', () => {
    expect(problems(wikiOf({ 'a.md': `[a](x${'%23'.repeat(20_000)})` }))).toEqual(['a.md:1:1 link-missing']);
  });
});

describe('the part of a page that a link leads to', () => {
  const venus =
    '# Venus\n\n## Surface\n\n### Craters\n\n## A/B: tests & more\n\n## Surface\n\n<a id="there"></a> Text. ^orbit\n\n## A\n\n### B\n\n## AB\n';
  test.each([
    ['[[Venus#Surface]]', 'venus#surface'],
    ['[[Venus#surface-1]]', 'venus#surface-1'],
    ['[[Venus#Surface#Craters]]', 'venus#craters'],
    ['[[Venus#A/B: tests & more]]', 'venus#ab-tests--more'],
    ['[[Venus#a b tests more]]', 'venus#ab-tests--more'],
    ['[[Venus#^orbit]]', 'venus#^orbit'],
    ['[x](Venus.md#craters)', 'venus#craters'],
    ['[x](Venus.md#venus)', 'venus#'],
    ['[[Venus#Venus]]', 'venus#'],
    ['[[Venus#there]]', 'venus#there'],
    ['[[Venus#A#B]]', 'venus#b'],
  ])('%s', (link, target) => {
    expect(targetsOf(wikiOf({ 'Venus.md': venus, 'a.md': link }), 'a')).toEqual([target]);
  });

  test.each([
    ['The `x` type', ['The `x` type', 'The x type', 'the-x-type']],
    ['[Site](https://example.org)', ['[Site](https://example.org)', 'Site', '[Site](https //example.org)']],
    ['How is [[Store|the store]] kept', ['How is Store the store kept', 'How is the store kept']],
    ['See [[Store#Shelf]] now', ['See Store Shelf now', 'See Store now']],
    ['The $x^2$ axis', ['The $x^2$ axis', 'The $x 2$ axis']],
    ['A ==hot== _star_ and ~~not~~', ['A ==hot== _star_ and ~~not~~', 'A hot star and not']],
    ['About #topic', ['About #topic', 'About topic', 'B#About #topic']],
    ['2 \\* 3', ['2 \\* 3', '2 * 3']],
    ['A [b] c', ['A [b] c']],
    ['Tom &amp; Jerry', ['Tom &amp; Jerry', 'Tom & Jerry']],
    ['A <b>c</b>', ['A <b>c</b>', 'A c']],
    ['Facts[^1]', ['Facts[^1]', 'Facts[ 1]', 'Facts']],
    ['A: B | C ^ D', ['A B C D', 'A: B C D']],
    ['x %%hidden%% y', ['x hidden y', 'x y']],
  ])('the heading `%s`, as it reads or as Obsidian writes it', (heading, anchors) => {
    const text = `# B\n\n## Before\n\n## ${heading}\n\n[^1]: Note.\n`;
    const links = anchors.map((anchor) => `[[b#${anchor}]]`).join('\n\n');
    const wiki = wikiOf({ 'b.md': text, 'a.md': links, 'Store.md': '## Shelf' });
    const id = wiki.byId.get('b' as ArticleId)?.parsed.headings.at(-1)?.id;
    expect(targetsOf(wiki, 'a')).toEqual(anchors.map(() => `b#${id}`));
    const own = wikiOf({ 'b.md': `${text}\n\n${links.replaceAll('[[b#', '[[#')}`, 'Store.md': '## Shelf' });
    expect(targetsOf(own, 'b').slice(-anchors.length)).toEqual(anchors.map(() => `b#${id}`));
  });

  test('the text of a heading takes precedence over the markup of another', () => {
    const text = '## A [b](c)\n\n## A b c\n';
    expect(targetsOf(wikiOf({ 'b.md': text, 'a.md': '[[b#A b c]]', 'c.md': '' }), 'a')).toEqual(['b#a-b-c']);
  });

  test('a heading that is not there is reported, and the link leads to the page', () => {
    const wiki = wikiOf({ 'Venus.md': venus, 'a.md': '[[Venus#Moons]]' });
    expect([targetsOf(wiki, 'a'), problems(wiki)]).toEqual([['venus'], ['a.md:1:1 anchor-missing']]);
  });
});

describe('the text of a link', () => {
  const venus = {
    'planets/evening-star.md': '---\ntitle: Venus\naliases: [Hesperus]\n---\n\n## Surface\n',
    'files/AGENTS.md.md': '---\ntitle: Rules for agents\n---\n',
    'Moon `x`.md': '# The Moon\n',
  };
  test.each([
    ['[[AGENTS.md]]', 'Rules for agents'],
    ['[[evening-star.md]]', 'Venus'],
    ['[[evening-star]]', 'Venus'],
    ['[[Evening Star]]', 'Venus'],
    ['[[Hesperus]]', 'Hesperus'],
    ['[[planets/evening-star]]', 'planets/evening-star'],
    ['[[evening-star|the star]]', 'the star'],
    ['[[evening-star#Surface]]', 'evening-star#Surface'],
    ['[*bold*](planets/evening-star.md)', '<em>bold</em>'],
    ['[[evening-star #Surface]]', 'evening-star #Surface'],
    ['[[#Run `x` now]]\n\n## Run `x` now', 'Run <code>x</code> now'],
    ['[[# Part  two]]\n\n## Part two', 'Part  two'],
    ['[[#[Site](https://a.example)]]\n\n## [Site](https://a.example)', 'Site'],
    ['[[evening-star|`code` *and* ==more==]]', '<code>code</code> <em>and</em> <mark>more</mark>'],
    ['[[evening-star|a [link](https://a.example) `x`]]', 'a link <code>x</code>'],
    ['[[evening-star|5 * 3 * 2 and snake_case_name]]', '5 * 3 * 2 and snake_case_name'],
    ['[[evening-star|**#bold** tag]]', '<strong>#bold</strong> tag'],
    ['[[evening-star|x `y` [^1]]]\n\n[^1]: Note.', 'x <code>y</code> [^1]'],
    ['**[[evening-star|`x`]]**', '<code>x</code>'],
    ['[[evening-star|H<sub>2</sub>O]]', 'H<sub>2</sub>O'],
    ['[[evening-star|<kbd>x</kbd> *y*]]', '<kbd>x</kbd> <em>y</em>'],
    ['[[evening-star|*<b>x</b>* and <br>y]]', '<em><b>x</b></em> and <br>y'],
    ['[[evening-star|a &amp; b &eacute;]]', 'a &#x26; b é'],
    ['[[evening-star|a < b & c]]', 'a &#x3C; b &#x26; c'],
    ['[[evening-star|a %%secret%% b]]', 'a  b'],
    ['[[evening-star|the star %%secret%%]]', 'the star'],
    ['[[evening-star|<!-- secret --> the star]]', 'the star'],
    ['[[evening-star|the <!-- secret -->star]]', 'the star'],
    ['[[evening-star|%%secret%%]]', 'Venus'],
    ['[[evening-star|`%%a%%` 5%%]]', '<code>%%a%%</code> 5%%'],
    ['[[evening-star|<b onclick="x()">y</b>]]', '<b>y</b>'],
    ['[[evening-star|<b>x]]', '&#x3C;b>x'],
    ['[[evening-star|<b>*x</b>*]]', '&#x3C;b>*x&#x3C;/b>*'],
    ['[[evening-star|<script>x</script>]]', '&#x3C;script>x&#x3C;/script>'],
    ['[[evening-star|<a href="x.md">y</a>]]', '&#x3C;a href="x.md">y&#x3C;/a>'],
    ['[x [[evening-star|a &amp; <b>b</b>]] y](evening-star.md)', 'x a &#x26; b y'],
    ['[[Moon `x`]]', 'The Moon'],
  ])('%s', (link, shown) => {
    expect(/<a class="internal"[^>]*>(.*?)<\/a>/.exec(bodyOf(link, venus))?.[1]).toBe(shown);
  });
});

test('the label of a link is plain in a heading, a sentence and data', () => {
  const { links, headings, summary } = parseArticle(
    fileOf('a.md', '## On [[b|H<sub>2</sub>O &amp; %%hidden%% *ice*]]\n\nSee [[b|H<sub>2</sub>O <!-- hidden -->]].\n'),
  ).article;
  expect([headings[0]?.text, summary, links.map(({ label }) => label)]).toEqual([
    'On H2O & ice',
    'See H2O.',
    ['H2O &  ice', 'H2O'],
  ]);
});

test('a name with code is plain in a title, a heading, a summary and a sentence', () => {
  const text = '# On [[The `x` Type]]\n\nSee [[The `x` Type]] and [[Two ``a`b`` types]].\n\n## [[The `x` Type]] ` alone\n';
  const { article, mentions } = parseArticle(fileOf('a.md', text));
  expect([article.title, article.summary, article.headings[1]?.text]).toEqual([
    'On The x Type',
    'See The x Type and Two a`b types.',
    'The x Type ` alone',
  ]);
  expect(mentions.links[1]?.words).toBe('The x Type');
});

describe('a name with a number sign and spaces', () => {
  const files = { 'Issue #42 fix.md': '## Cause', 'Issue#42 fix.md': '', 'Issue.md': '' };

  test('is found as it is written', () => {
    const links = '[[Issue #42 fix]] [[Issue#42 fix]] [[Issue #42 fix#Cause]] [[Issue]]';
    const wiki = wikiOf({ ...files, 'a.md': links });
    const ids = ['Issue #42 fix.md', 'Issue#42 fix.md', 'Issue #42 fix.md', 'Issue.md'].map(
      (path) => wiki.articles.find(({ parsed }) => parsed.path === path)?.id,
    );
    expect(targetsOf(wiki, 'a').map((target) => target.replace(/#.*/, ''))).toEqual(ids);
  });

  test.each([
    ['[[Issue #42 fix]]', 'Issue #42 fix'],
    ['[[Issue  #7  fix]]', 'Issue  #7  fix'],
    ['[[Nothing #7 fix]]', 'Nothing #7 fix'],
    ['[[Nothing# 7 fix]]', 'Nothing# 7 fix'],
    ['[[Nothing#7 fix]]', 'Nothing#7 fix'],
  ])('is shown as it is written: %s', (link, shown) => {
    expect(/<a class="(?:internal|missing)"[^>]*>(.*?)<\/a>/.exec(bodyOf(link, files))?.[1]).toBe(shown);
  });

  test.each([
    ['[[Issue #43 gone]]', 'Issue #43 gone'],
    ['[[Issue #43 gone|it]]', 'Issue #43 gone'],
    ['[[Issue #43 gone#Cause]]', 'Issue #43 gone'],
    ['[[Issue #43 gone #44]]', 'Issue #43 gone #44'],
    ['[[Nothing#7 fix]]', 'Nothing'],
    ['[[Nothing# 7 fix]]', 'Nothing'],
    ['---\nrelated: "[[Issue #43 gone]]"\n---\n', 'Issue #43 gone'],
  ])('is what is missing: %s', (text, name) => {
    const wiki = wikiOf({ 'a.md': text, 'b.md': text, 'c.md': text });
    expect(wiki.graph.wanted.map(({ name: wanted }) => wanted)).toEqual([name]);
    const found = findingsOf(wiki).filter(({ code }) => ['link-missing', 'wanted'].includes(code));
    expect(new Set(found.filter(({ path }) => path === 'c.md').map(({ message }) => message))).toEqual(
      new Set([`Nothing in the vault is called \`${name}\`.`]),
    );
    const wanted = found.find(({ code }) => code === 'wanted');
    expect(wanted?.message).toBe(`3 articles link to \`${name}\`, which does not exist.`);
    expect(found.filter(({ line, column }) => line === wanted?.line && column === wanted?.column).length).toBeGreaterThan(1);
  });

  test('that several have is ambiguous', () => {
    const wiki = wikiOf({ 'x/Issue #42.md': '', 'y/Issue #42.md': '', 'a.md': '[[Issue #42]]' });
    expect(wiki.diagnostics.find(({ code }) => code === 'link-ambiguous')?.message).toContain('`Issue #42` may mean');
  });

  test('shows the title of its article', () => {
    expect(bodyOf('[[Issue #9 fix]]', { 'Issue #9 fix.md': '# The fix' })).toContain('>The fix</a>');
  });

  test('is shown so in a title, a heading and a summary', () => {
    const { title, summary, headings } = parseArticle(
      fileOf('a.md', '# See [[Issue #42 fix]]\n\nIt is [[Issue #42 fix]].\n\n## On [[Issue #42 fix]] and [[Venus#Surface]]\n'),
    ).article;
    expect([title, summary, headings[1]?.text]).toEqual([
      'See Issue #42 fix',
      'It is Issue #42 fix.',
      'On Issue #42 fix and Venus',
    ]);
  });
});

describe('in a property', () => {
  test.each([
    ['"[[The `x` Type]]"', ['The `x` Type··']],
    ['"[[Paper [2024]]]"', ['Paper [2024]··']],
    ['[[Paper [2024]]]', ['Paper [2024]··']],
    ['[[A]], [[Paper [2024]]]', ['A··', 'Paper [2024]··']],
    ['"[[Venus#[Site](https://example.org)|site]]"', ['Venus·[Site](https://example.org)·site']],
    ['"[[text]](path.md)"', ['path.md··[text]']],
    ['"see [[Paper [2024]]] and [[Mars]]"', ['Paper [2024]··', 'Mars··']],
  ])('a link is read as in the text: %s', (value, expected) => {
    for (const key of ['up', 'related', 'sources'])
      expect(written(`---\n${key}: ${value}\n---\n`).filter((link) => expected.includes(link))).toEqual(expected);
  });

  test('and is shown among the words around it', () => {
    const { properties } = pageOf(
      { 'Paper [2024].md': '# The paper', 'a.md': '---\nup: "see [[Paper [2024]]], p. 3"\n---\n' },
      'a',
    );
    expect(properties?.map(({ value }) => value)).toMatchObject([
      { kind: 'text', parts: ['see ', { kind: 'article', title: 'The paper' }, ', p. 3'] },
    ]);
  });
});
