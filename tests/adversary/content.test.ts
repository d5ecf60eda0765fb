/** Vaults that somebody was sent, or a language model wrote: what they say stays text, and stays in its folder. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeOutput } from '../../src/publish/work.ts';
import { readConfig } from '../../src/site/config.ts';
import { pageIds } from '../../src/wiki/schema/page-ids.ts';
import { vaultOf } from '../support/site.ts';
import { findingsOf, wikiOf } from '../support/wiki.ts';

const addresses = {
  base: [
    '/../../../elsewhere/',
    '/a/%2e%2e/b/',
    '//host/',
    '\\host',
    '/a#b/',
    '/a b/',
    '/a"b/',
    "/a'b/",
    '/a?b/',
    '/a\\b/',
    'javascript:alert(1)',
    '/%00/',
    '/%/',
  ],
  url: [
    'javascript:alert(1)',
    'https://a b',
    'https://x"y',
    'https:\\\\host',
    'https://name:word@host',
    'data:text/html,x',
    '//host',
  ],
  editUrl: [
    'javascript:alert(1)//{path}',
    ' javascript:{path}',
    'java\tscript:{path}',
    'data:text/html,{path}',
    '{path}',
    '//{path}',
    'https://{path}',
    'https://host{path}',
    'https://host/"{path}',
  ],
  'theme.accent': ['url(//host/x)', 'image-set("//host/x" 1x)', 'red; x: y', 'u\\72l(x)', 'red/*'],
  'theme.logo': ['https://host/logo.png', '//host/logo.png', '../logo.png', 'data:image/png;base64,'],
  'theme.favicon': ['javascript:alert(1)', '/etc/passwd'],
  'theme.css': ['https://host/theme.css', '..\\theme.css'],
};

describe('an address in sourcebook.yaml', () => {
  const cases = Object.entries(addresses).flatMap(([key, values]) => values.map((value) => [key, value] as const));
  test.each(cases)('%s: %j is reported at its place, and the default is used', (key, value) => {
    const [first = '', second] = key.split('.');
    const yaml = second === undefined ? `${first}: ${JSON.stringify(value)}` : `${first}:\n  ${second}: ${JSON.stringify(value)}`;
    const { config, diagnostics } = readConfig(yaml, 'Wiki');
    const place = second === undefined ? [1, first.length + 3] : [2, second.length + 5];
    expect(diagnostics.map(({ code, line, column }) => [code, line, column])).toEqual([['config-invalid', ...place]]);
    expect(config).toMatchObject({ base: '/', theme: {} });
    expect([config.url, config.editUrl]).toEqual([undefined, undefined]);
  });

  test.each([
    'base: /docs/',
    'base: wiki/v1.2',
    'base: /größe/',
    'base: /%C3%BC/',
    'url: https://wiki.example/kb/',
    'url: http://localhost:8080',
    'editUrl: https://git.example/edit/main/{path}?plain=1#L1',
    'editUrl: obsidian://open?vault=x&file={path}',
    'editUrl: /edit/{path}',
    'theme: { accent: "#c0392b" }',
    'theme: { accent: "oklch(0.6 0.2 30 / 50%)" }',
    'theme: { accent: rebeccapurple, logo: img/My logo.svg }',
  ])('%s is accepted', (yaml) => {
    expect(readConfig(yaml, 'Wiki').diagnostics).toEqual([]);
  });
});

test('a base that climbs writes nothing outside the output', async () => {
  const vault = vaultOf({ 'a.md': '# A\n\nText.\n', 'sourcebook.yaml': 'base: /../../../elsewhere/\n' });
  expect((await vault.build()).code).toBe(0);
  expect(readdirSync(vault.folder).sort()).toEqual(['content', 'dist']);
  expect(vault.read('a/index.html')).not.toContain('elsewhere');
});

test.each([
  ['--base', '/a"b/'],
  ['--base', '//host/'],
  ['--base', '/a/../../b/'],
  ['--site', 'javascript:alert(1)'],
  ['--site', 'https://name:word@host'],
])('the option %s %s is refused', async (option, value) => {
  const vault = vaultOf({ 'a.md': 'Text.' });
  expect(await vault.build(option, value)).toMatchObject({ code: 2, stderr: expect.stringContaining(`\`${option}\` takes`) });
});

test('no file is written outside the output folder', () => {
  const { folder } = vaultOf({});
  const out = join(folder, 'dist');
  for (const path of ['../outside.txt', 'a/../../outside.txt', '../dist-2/x.txt'])
    expect(() => writeOutput(out, path, 'x')).toThrow('leads out');
  expect(existsSync(join(folder, 'outside.txt'))).toBe(false);
});

describe('an attachment that a browser would run', () => {
  const script = '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(document.domain)</script></html>';
  const names = [
    'page.html',
    'PAGE2.HTM',
    'page.xhtml',
    'feed.xml',
    'saved.mht',
    'page.shtml',
    'style.xsl',
    'track.gpx',
    'drawing.svgz',
    'run.php',
    'page.html.old',
  ];

  test('is published as text, and its link saves it under its own name', async () => {
    const links = names.map((name) => `- [[${name}]] ![[${name}]] [x](${name}) <a href="${name}">raw</a>`).join('\n');
    const vault = vaultOf({ 'a.md': `# A\n\n${links}\n`, ...Object.fromEntries(names.map((name) => [name, script])) });
    expect((await vault.build()).code).toBe(0);
    const published = readdirSync(join(vault.out, 'attachments')).map((name) => name.replace(/\.[\w]{8}(?=\.)/, ''));
    expect(published.sort()).toEqual(
      [
        'PAGE2-HTM.txt',
        'drawing-svgz.txt',
        'feed-xml.txt',
        'page-html.old',
        'page-html.txt',
        'page-shtml.txt',
        'page-xhtml.txt',
        'run-php.txt',
        'saved-mht.txt',
        'style-xsl.txt',
        'track-gpx.txt',
      ].sort(),
    );
    const html = vault.read('a/index.html');
    for (const name of names) expect(html).toContain(` download="${name}">`);
  });

  test('is published as it is where browsers show no document', async () => {
    const vault = vaultOf({ 'a.md': '# A\n\n[[data.csv]] [[model.py]]\n', 'data.csv': 'a,b\n', 'model.py': 'x = 1\n' });
    await vault.build();
    const published = readdirSync(join(vault.out, 'attachments')).map((name) => name.replace(/\.[\w]{8}(?=\.)/, ''));
    expect(published.sort()).toEqual(['data.csv', 'model.py']);
    expect(vault.read('a/index.html')).not.toContain(' download=');
  });
});

test('no address that runs code stays in the HTML of an article', async () => {
  const url = 'java&Tab;script:window.probe=1';
  const tags = ['blockquote', 'q', 'ins', 'del', 'a', 'img', 'video', 'table', 'td', 'form', 'section'];
  const attributes = [
    'cite',
    'href',
    'action',
    'formaction',
    'longdesc',
    'poster',
    'ping',
    'background',
    'xlink:href',
    'data',
    'src',
  ];
  const html = tags.flatMap((tag) => attributes.map((attribute) => `<${tag} ${attribute}="${url}">x</${tag}>`)).join('\n\n');
  const vault = vaultOf({ 'a.md': `# A\n\n${html}\n\n<q cite="https://a.example/">kept</q>\n` });
  await vault.build();
  const page = vault.read('a/index.html');
  expect(page.match(/[\w:]+="[^"]*script:[^"]*"/g)).toBe(null);
  expect(page).toContain('<q cite="https://a.example/">');
});

test('no id of an author is one of the page', async () => {
  const ids = pageIds.map((id) => `<div id="${id}">x</div>\n\n<a href="#${id}">to ${id}</a>\n\n## ${id.replaceAll('-', ' ')}\n`);
  const vault = vaultOf({
    'a.md': `---\ntitle: A\nsources: [https://a.example/]\nvenue: Nature\n---\n\n${ids.join('\n')}\n\n[[b]] A note.[^1]\n\n[^1]: Text.\n\n## Connections\n\n- Extends: [[b]]\n`,
    'b.md': '# B\n\n[[a]]\n',
    'index.md': '# Home\n\n[[a]]\n',
  });
  await vault.build();
  const idsOf = (path: string): string[] => [...vault.read(path).matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => id);
  const found = idsOf('a/index.html');
  expect(found.filter((id, index) => found.indexOf(id) !== index)).toEqual([]);
  expect(vault.read('a/index.html')).toContain('href="#text-backlinks"');
  // Whatever the theme gives an id to is in the list, or numbered.
  const ofTheme = ['b/index.html', 'index.html'].flatMap(idsOf);
  expect(ofTheme.filter((id) => !pageIds.includes(id) && !/\d/.test(id))).toEqual([]);
});

test.each([
  ['<p onclick="x()">a</p>', 'onclick'],
  ['<p STYLE=color:red>a</p>', 'style'],
  ['<p hidden>seen by nobody?</p>', 'hidden'],
  ['<div contenteditable hidden="hidden">a</div>', 'contenteditable'],
  ['<a href="b.md" ping="https://evil.example">a</a>', 'ping'],
  ['<table><tr><td background="https://evil.example">a</td></tr></table>', 'background'],
  ['<q cite="javascript:x()">a</q>', 'a javascript: link'],
  ['<video poster="vbscript:x" src="b.mp4"></video>', 'a vbscript: link'],
  ['<img srcset="b.png 1x, https://evil.example/b.png 2x" alt="a">', 'srcset with a picture of another host'],
])('a removal is reported at its line: %s', (html, what) => {
  const messages = findingsOf(wikiOf({ 'a.md': `# A\n\nText.\n\n${html}\n` }))
    .filter(({ code }) => code === 'html-removed')
    .map(({ line, message }) => `${line}: ${message}`);
  expect(messages).toContain(`5: ${what} is not allowed in an article and was removed.`);
});

test.each([
  '<p title="onclick = style">a</p>',
  '<b class="x" data-hidden="1">a</b>',
  '<details open><summary>a</summary></details>',
])('nothing is said of %s', (html) => {
  expect(findingsOf(wikiOf({ 'a.md': `# A\n\n${html}\n` })).filter(({ code }) => code === 'html-removed')).toEqual([]);
});

test('hosts that read files get headers, and no Jekyll, unless an author has a file of that name', async () => {
  const vault = vaultOf({ 'a.md': '# A\n' });
  await vault.build();
  expect(vault.read('_headers')).toMatch(/^\/\*\n {2}X-Content-Type-Options: nosniff\n/);
  await vault.build('--base', '/kb/');
  expect(vault.read('_headers')).toMatch(/^\/kb\/\*\n {2}X-Content-Type-Options: nosniff\n/);
  expect(vault.read('.nojekyll')).toBe('');
  // As in the output of a version that had no such files.
  writeFileSync(join(vault.out, '.sourcebook'), vault.read('.sourcebook').replace('\n_headers\n.nojekyll', ''));
  for (const path of ['_headers', '.nojekyll']) writeFileSync(join(vault.out, path), 'mine');
  await vault.build('--force');
  expect([vault.read('_headers'), vault.read('.nojekyll')]).toEqual(['mine', 'mine']);
});
