/** The code that a wiki brings along: plugins, hooks and components of a `sourcebook.config.ts`. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWiki } from '../../src/api/index.ts';
import { compileEntries } from '../../src/publish/compile.ts';
import { Crew } from '../../src/publish/crew.ts';
import { loadOwnCode } from '../../src/publish/own-code/load.ts';
import { plainSyntax } from '../../src/wiki/schema/markdown-syntax.ts';
import { elementOf, launcher, type Run, sentenceIn, sourcebook, type Vault, vaultOf } from '../support/site.ts';

/** A wiki whose project has more files than its notes. */
function projectOf(files: Readonly<Record<string, string>>, code: Readonly<Record<string, string>>): Vault & { config: string } {
  const vault = vaultOf(files);
  for (const [path, text] of Object.entries(code)) writeFileSync(join(vault.folder, path), text);
  return { ...vault, config: join(vault.folder, Object.keys(code)[0] ?? '') };
}

/** Runs a command in the folder of a project. */
function runIn(cwd: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|INIT_CWD)/.test(name)));
    execFile(process.execPath, [launcher, ...args], { cwd, env: { ...env, NO_COLOR: '1' } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });
}

/** The files of a site, without the index of the search, whose bytes are not always the same. */
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/pagefind/.test(entry.parentPath) && entry.name !== '.sourcebook')
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]),
  );

/** Walks a tree: `each(node)` for all nodes. */
const walk = 'const walk = (node, each) => { each(node); node.children?.forEach((child) => walk(child, each)); };\n';

const issues = `${walk}
export default { remark: [() => (tree) => walk(tree, (node) => {
  if (node.type === 'heading') node.data = { hProperties: { className: ['fancy'] } };
  if (node.type === 'paragraph') node.children.push(
    { type: 'link', url: 'Venus.md', children: [{ type: 'text', value: 'her sister' }] },
    { type: 'text', value: 'x', data: { hName: 'my-mark', hProperties: { dataN: 1 } } },
  );
})] };`;

describe('a plugin of remark', () => {
  test('adds links that lead somewhere, and have backlinks', async () => {
    const vault = projectOf({ 'Mars.md': 'Red like ', 'Venus.md': '# Venus\n' }, { 'a.mjs': issues });
    expect(await vault.build('--config', vault.config)).toMatchObject({ code: 0 });
    expect(vault.read('mars/index.html')).toContain('<a class="internal" href="/venus/" data-article-id="venus">her sister</a>');
    expect(elementOf(vault.read('venus/index.html'), /<section id="backlinks"/)).toContain('href="/mars/');
    const { graph } = await openWiki({ content: vault.content, config: vault.config });
    expect(graph.backlinks.get('venus' as never)?.map(({ from }) => from)).toEqual(['mars']);
  });

  test.each([
    ['alone', '## Orbit\n\nText.\n'],
    ['beside raw HTML, of which the author keeps no class', '## Orbit\n\nText. <b class="fancy">bold</b>\n'],
  ])('describes elements: %s', async (_, text) => {
    const vault = projectOf({ 'Mars.md': text }, { 'a.mjs': issues });
    await vault.build('--config', vault.config);
    const page = vault.read('mars/index.html');
    expect(page).toMatch(/<h2 (?=[^>]*id="orbit")(?=[^>]*class="fancy")/);
    expect(page).toContain('<my-mark data-n="1">x</my-mark>');
    expect(page).not.toContain('<b class');
  });

  test('changes headings, words and tags before anything is read from them', async () => {
    const config = `${walk}
export default { remark: [() => (tree) => {
  tree.children.reverse();
  tree.children.push({ type: 'heading', depth: 2, children: [{ type: 'text', value: 'Moons' }] });
  walk(tree, (node) => { if (node.type === 'text') node.value = node.value.replace('Ares', 'Mars'); });
}] };`;
    const text = 'First of Ares.\n\nThe second, of [[Venus]].\n';
    const vault = projectOf({ 'Mars.md': text, 'Venus.md': 'She, and Mars too.\n' }, { 'a.mjs': config });
    await vault.build('--config', vault.config);
    const page = vault.read('mars/index.html');
    expect(page.indexOf('The second')).toBeLessThan(page.indexOf('First of Mars'));
    expect(JSON.parse(vault.read('mars.json')).headings).toEqual([{ depth: 2, text: 'Moons', id: 'moons' }]);
    // What was moved has lost its place in the file, and so is not searched for names.
    expect((await vault.check('--config', vault.config)).code).toBe(0);
  });

  test('does not make a private article known', async () => {
    const vault = projectOf(
      { 'Mars.md': 'Red like ', 'Venus.md': '---\nprivate: true\ntitle: Morning star of secrets\n---\nText.\n' },
      { 'a.mjs': issues },
    );
    expect(await vault.build('--config', vault.config)).toMatchObject({ code: 0 });
    const text = Object.values(filesOf(vault.out)).join('\n');
    expect(text).not.toMatch(/Morning star/);
    expect(vault.read('mars/index.html')).not.toMatch(/href="\/venus/);
  });

  test('works in a thread as in the main one', async () => {
    const vault = projectOf({ 'Mars.md': 'Red like ' }, { 'a.mjs': issues });
    const crew = new Crew();
    const entries = [{ path: 'Mars.md', bytes: 10, stamp: 'a' }];
    const job = {
      kind: 'compile',
      root: vault.content,
      entries,
      withPages: true,
      syntax: plainSyntax,
      ownCode: vault.config,
    } as const;
    const [here, apart] = [await crew.runApart(job, false), await crew.runApart(job, true)];
    expect(JSON.stringify(here)).toContain('her sister');
    expect(apart).toEqual(here);
  });
});

test('a plugin that sets members of a node to nothing does no harm', async () => {
  const config = `${walk}
export default { remark: [() => (tree) => walk(tree, (node) => { node.children = node.children?.flatMap((child) => [child]); node.lang ??= undefined; })] };`;
  const vault = projectOf({ 'Mars.md': 'See *this*.\n\n```js\nx\n```\n\n---\n' }, { 'a.mjs': config });
  expect((await vault.check('--config', vault.config)).stdout).not.toContain('plugin-failed');
});

test('a plugin of rehype changes the HTML at the end, of links elsewhere and notes too', async () => {
  const config = `${walk}
export default { rehype: [() => (tree) => walk(tree, (node) => {
  if (node.properties?.className?.includes('external')) Object.assign(node.properties, { target: '_blank', style: 'color: red' });
})] };`;
  const text =
    'See [there](https://host.example) <b onclick="x()">now</b>.\n\n## Connections\n\n- Extends: [[Venus]] [so](https://host.example)\n';
  const vault = projectOf({ 'Mars.md': text, 'Venus.md': 'T' }, { 'a.mjs': config });
  await vault.build('--config', vault.config);
  const page = vault.read('mars/index.html');
  expect([
    ...page.matchAll(/<a class="external" href="https:\/\/host.example" rel="noopener" target="_blank" style="color: red">/g),
  ]).toHaveLength(2);
  expect(page).not.toContain('onclick');
});

test('a plugin that fails on one article takes neither the others nor its text with it', async () => {
  const config = `export default { remark: [() => (tree, file) => {
    tree.children = [];
    if (file.path === 'Mars.md') throw new Error('There is no moon');
    tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: 'made by a plugin' }] });
  }] };`;
  const vault = projectOf({ 'Mars.md': 'Text of Mars.\n', 'Venus.md': 'Text of Venus.\n' }, { 'a.mjs': config });
  const run = await vault.build('--config', vault.config);
  expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('Mars.md:1:1  error  `remark[0]` failed') });
  expect(run.stderr).toContain('a.mjs:3');
  expect(vault.read('mars/index.html')).toContain('Text of Mars.');
  expect(vault.read('venus/index.html')).toContain('made by a plugin');
  expect(vault.read('venus/index.html')).not.toContain('Text of Venus');
});

/** What is found in `Mars.md` if it is compiled with a plugin, whose body is given. */
async function findingsWith(kind: 'remark' | 'rehype', body: string, text = 'Text of *Mars*.\n') {
  const config = `${walk}
const text = (value) => ({ type: 'text', value });
const paragraph = (...children) => ({ type: 'paragraph', children });
export default { ${kind}: [() => (tree, file) => { ${body} }] };`;
  const vault = projectOf({ 'Mars.md': text }, { 'a.mjs': config });
  const how = { withPages: true, syntax: plainSyntax, own: await loadOwnCode(vault.config) };
  const [made] = compileEntries(vault.content, [{ path: 'Mars.md', bytes: 10, stamp: vault.folder }], how);
  if (!made || !('facts' in made)) throw new Error('not compiled');
  const { diagnostics } = JSON.parse(made.facts.text) as { diagnostics: { code: string; message: string }[] };
  const findings = diagnostics.filter(({ code }) => !['frontmatter-missing'].includes(code));
  return { found: findings.map(({ code, message }) => `${code}: ${message}`), page: made.page?.body.text ?? '' };
}

describe('a plugin that leaves what is no tree is named, and the article is shown without it', () => {
  test.each([
    ['tree.children.push(null)', 'null in place of a node'],
    ['tree.children.length = 5', 'undefined in place of a node'],
    ['tree.children.push("text")', '"text" in place of a node'],
    ['delete tree.children', 'a `root` whose `children` is undefined, not an array'],
    ['tree.children.push({ type: "paragraph" })', 'a `paragraph` whose `children` is undefined, not an array'],
    ['tree.children[0].children[0].value = 5', 'a `text` whose `value` is 5, not a string'],
    ['tree.children.push({ type: "heading", depth: 9, children: [] })', 'a `heading` of the depth 9'],
    ['tree.children.push(paragraph({ type: "link", children: [] }))', 'a `link` whose `url` is undefined, not a string'],
    [
      'tree.children.push(paragraph({ type: "wikiLink", children: [] }))',
      'a `wikiLink` whose `link` is undefined, not an object',
    ],
    ['tree.children.push(tree)', 'a node that is inside itself'],
    [
      'let x = text("x"); for (let i = 0; i < 9999; i++) x = paragraph(x); tree.children.push(x)',
      'nodes nested more than 1,000 levels deep',
    ],
    ['let x = text("x"); for (let i = 0; i < 60; i++) x = paragraph(x, x); tree.children.push(x)', 'more than 1,000,000 nodes'],
    ['tree.children[0].data = { hName: "a b" }', 'an element with the name "a b"'],
    ['tree.children[0].data = { hChildren: [null] }', 'null in place of a node'],
    ['return paragraph()', 'a `paragraph` in place of a `root`'],
  ])('remark: %s', async (body, sentence) => {
    const { found, page } = await findingsWith('remark', body);
    expect(found).toEqual([`plugin-failed: \`remark[0]\` leaves ${sentence}.`]);
    expect(page).toContain('["em",null,["Mars"]]');
  });

  test.each([
    ['tree.children.push(null)', 'null in place of a node'],
    [
      'tree.children.push({ type: "element", tagName: "p", children: [] })',
      'an `element` whose `properties` is undefined, not an object',
    ],
    ['tree.children[0].tagName = "p><script"', 'an element with the name "p><script"'],
    ['tree.children[0].properties = { "a b": "" }', 'an attribute with the name "a b"'],
    ['tree.children[0].properties = { title: 5n }', 'an attribute `title` whose value is a value of the type bigint'],
    ['tree.children[0].children.push(tree.children[0])', 'a node that is inside itself'],
    [
      'tree.children.push({ type: "element", tagName: "slot link", properties: { value: "7" }, children: [] })',
      'an element with the name "slot link"',
    ],
  ])('rehype: %s', async (body, sentence) => {
    const { found, page } = await findingsWith('rehype', body);
    expect(found).toEqual([`plugin-failed: \`rehype[0]\` leaves ${sentence}.`]);
    expect(page).toContain('["em",null,["Mars"]]');
  });

  test('whatever else later steps cannot read', async () => {
    const { found, page } = await findingsWith(
      'remark',
      'tree.children[0].children[0].value = "\\ud800"; tree.children[0].data = Object.freeze({ link: 3 });',
    );
    expect(found).toEqual([expect.stringMatching(/^plugin-failed: What the plugins leave of the article cannot be read: .*\.$/)]);
    expect(page).toContain('["em",null,["Mars"]]');
  });
});

test('a node that a plugin puts into several places is one in each', async () => {
  const { found, page } = await findingsWith(
    'remark',
    'const link = { type: "link", url: "Venus.md", children: [text("Venus")] }; tree.children.push(paragraph(link), paragraph(link));',
  );
  expect(found).toEqual([]);
  expect(page).toMatch(/"link":0.*"link":1/);
});

test('a formula that a plugin puts into a sentence stays in it', async () => {
  const { page } = await findingsWith('remark', 'tree.children[0].children.push({ type: "inlineMath", value: "x" })');
  expect(page).not.toContain('math-display');
});

test('a message whose place is outside of the text is one on the article', async () => {
  const { found } = await findingsWith(
    'remark',
    'file.message("Mind this", { start: { line: 1, column: 1, offset: -4 }, end: { line: 9, column: 1, offset: 1e9 } })',
  );
  expect(found).toEqual(['plugin-message: Mind this.']);
});

test.each([
  ['removes the link', 'tree.children = []'],
  [
    'makes the link words',
    'walk(tree, (node) => { if (node.type === "wikiLink") Object.assign(node, { type: "text", value: node.link.target, children: undefined }); })',
  ],
  [
    'replaces the tree',
    'return { type: "root", children: [{ type: "paragraph", children: [{ type: "text", value: "New." }] }] }',
  ],
])('a private article stays unknown if a plugin %s to it', async (_, body) => {
  const config = `${walk}export default { remark: [() => (tree) => { ${body} }] };`;
  const hidden = '---\nprivate: true\ntitle: Morning star of secrets\n---\nText.\n';
  const vault = projectOf({ 'Mars.md': 'See [[Morning star of secrets]].\n', 'Venus.md': hidden }, { 'a.mjs': config });
  expect(await vault.build('--config', vault.config)).toMatchObject({ code: 0 });
  expect(Object.values(filesOf(vault.out)).join('\n')).not.toMatch(/Morning star/i);
});

test('a plugin that never ends costs one article its markup, for a while', async () => {
  const config = 'export default { remark: [() => (tree, file) => { while (file.path === "Mars.md"); }] };';
  const vault = projectOf({ 'Mars.md': 'Text of *Mars*.\n', 'Venus.md': 'Text.\n' }, { 'a.mjs': config });
  const entries = ['Mars.md', 'Venus.md'].map((path) => ({ path, bytes: 10, stamp: 'a' }));
  const how = { withPages: true, syntax: plainSyntax, own: await loadOwnCode(vault.config) };
  const made = compileEntries(vault.content, entries, how, 200).map((each) => ('facts' in each ? each : undefined));
  expect(made.map((each) => each?.isProvisional)).toEqual([true, undefined]);
  expect(JSON.parse(made[0]?.facts.text ?? '').diagnostics[0].message).toBe(
    'The text is shown as it is written. It takes too long to parse.',
  );
});

describe('hooks', () => {
  test('say what an article is, find what is wrong, and change what is printed', async () => {
    const config = `export default { hooks: {
      afterParse: ({ path, properties, words }) => ({
        title: path === 'Mars.md' ? 'The red planet' : undefined,
        properties: { type: 'entity', tags: [...properties.tags, 'planet'] },
        extra: { length: words },
      }),
      afterLink(wiki, report) {
        for (const { id, parsed } of wiki.articles) if (parsed.sources.length === 0) report({ article: id, message: 'Say who says so.', severity: 'error' });
      },
      beforePrint: (page) => (page.kind === 'article' ? { ...page, head: { ...page.head, title: page.head.title.toUpperCase() } } : undefined),
    } };`;
    const vault = projectOf({ 'Mars.md': 'Text.\n', 'Venus.md': 'See [[Mars]], [[The red planet]].\n' }, { 'a.mjs': config });
    expect((await vault.build('--config', vault.config)).stderr).toContain('Mars.md:1:1  error  Say who says so.');
    expect(vault.read('mars/index.html')).toContain('<title>THE RED PLANET');
    expect(vault.read('tags/planet/index.html')).toContain('href="/mars/"');
    expect(vault.read('types/entity/index.html')).toContain('href="/venus/"');
    expect(vault.read('venus/index.html')).not.toContain('class="missing"');
    expect(JSON.parse(vault.read('mars.json'))).toMatchObject({ title: 'The red planet', properties: { length: 1 } });
  });

  test('that return what cannot be used are findings, and change nothing else', async () => {
    const config = `const ring = {}; ring.ring = ring;
export default { hooks: { afterParse: ({ path }) => ({
  'A.md': { title: 5 },
  'B.md': { extra: { ring } },
  'C.md': { properties: 'concept' },
  'D.md': Promise.resolve(),
  'E.md': { properties: null, title: null, extra: { size: 5n } },
})[path] } };`;
    const vault = projectOf(Object.fromEntries(['A.md', 'B.md', 'C.md', 'D.md', 'E.md'].map((path) => [path, 'Text.\n'])), {
      'a.mjs': config,
    });
    const { code, stderr } = await vault.build('--config', vault.config);
    expect(code).toBe(0);
    expect(stderr.match(/^[A-E]\.md:.*error.*$/gm)).toEqual([
      'A.md:1:1  error  `hooks.afterParse` returns 5 as `title`, which cannot be that.  plugin-failed',
      'B.md:1:1  error  `hooks.afterParse` returns a value of the type object as `extra`, which cannot be that.  plugin-failed',
      'C.md:1:1  error  `hooks.afterParse` returns "concept" as `properties`, which cannot be that.  plugin-failed',
      'D.md:1:1  error  `hooks.afterParse` returns a promise, not an object.  plugin-failed',
      'E.md:1:1  error  `hooks.afterParse` returns a value of the type object as `extra`, which cannot be that.  plugin-failed',
    ]);
  });

  test('that change what they are given change nothing', async () => {
    const config = 'export default { hooks: { afterParse(article) { delete article.properties; article.title = "x"; } } };';
    const vault = projectOf({ 'Mars.md': 'Text.\n' }, { 'a.mjs': config });
    expect(await vault.build('--config', vault.config)).toMatchObject({ code: 0 });
    expect(JSON.parse(vault.read('mars.json')).title).toBe('Mars');
  });

  test.each([
    ['takes the title of a private article away', 'afterParse: () => ({ title: "Same" })', 0],
    ['takes its aliases away', 'afterParse: () => ({ properties: { aliases: [] } })', 0],
    [
      'gives its title to a public one',
      'afterParse: ({ path }) => path === "Mars.md" ? { title: "Morning star of secrets" } : undefined',
      1,
    ],
    ['tells its title', 'beforePrint: (page) => ({ ...page, head: { ...page.head, title: "Morning star of secrets" } })', 1],
  ])('cannot make a private article known: one that %s', async (_, hook, code) => {
    const hidden = '---\nprivate: true\ntitle: Morning star of secrets\naliases: [Evening secret]\n---\nText.\n';
    const text = 'See [[Morning star of secrets]] and [[Evening secret]].\n';
    const files = { 'Mars.md': text, 'Earth.md': text, 'Venus.md': hidden };
    const vault = projectOf(files, { 'a.mjs': `export default { hooks: { ${hook} } };` });
    const run = await vault.build('--config', vault.config);
    expect(run.code, run.stderr).toBe(code);
    if (code === 0) expect(Object.values(filesOf(vault.out)).join('\n')).not.toMatch(/Morning star|Evening secret/i);
    else expect(run.stderr).toContain('private-text-found');
  });

  test('a plugin that takes the heading of a private article away does not make it known', async () => {
    const config = 'export default { remark: [() => (tree) => { tree.children.shift(); }] };';
    const files = {
      'Mars.md': 'First.\n\nSee [[Morning star of secrets]].\n',
      'Venus.md': '---\nprivate: true\n---\n# Morning star of secrets\n',
    };
    const vault = projectOf(files, { 'a.mjs': config });
    expect(await vault.build('--config', vault.config)).toMatchObject({ code: 0 });
    expect(Object.values(filesOf(vault.out)).join('\n')).not.toMatch(/Morning star/i);
  });

  test.each([
    ['afterLink that reports nothing', 'afterLink: (w, report) => report(null)', /reports the article `undefined`/],
    [
      'afterLink without a message',
      'afterLink: (w, report) => report({ article: "mars" })',
      /reports nothing as the `message` on `mars`\.$/,
    ],
    [
      'afterLink of an unknown severity',
      'afterLink: (w, report) => report({ article: "mars", message: "x", severity: "fatal" })',
      /the severity `fatal`; there are error/,
    ],
    ['afterLink that never ends', 'afterLink: () => new Promise(() => {})', /It waits for something that never comes\.$/],
    [
      'beforePrint without a head',
      'beforePrint: (page) => ({ ...page, head: null })',
      /returned a page without `head`\. The page is/,
    ],
    ['beforePrint of what is no data', 'beforePrint: (page) => ({ ...page, ring: 5n })', /serialize a BigInt\. The page is/],
  ])('that are wrong end the build in a sentence: %s', async (_, members, sentence) => {
    const vault = projectOf({ 'Mars.md': 'Text.\n' }, { 'a.mjs': `export default { hooks: { ${members} } };` });
    const run = await sourcebook('build', '--content', vault.content, '--out', vault.out, '--config', vault.config);
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(sentenceIn(run.stderr)).toMatch(sentence);
  });

  test.each([
    [
      'afterLink',
      'hooks: { afterLink() { throw new Error("bang") } }',
      /a\.mjs: `hooks\.afterLink` failed \(.*a\.mjs:1\): bang\.$/,
    ],
    [
      'afterLink of no article',
      'hooks: { afterLink: (w, report) => report({ article: "x", message: "y" }) }',
      /reports the article `x`, which does not exist/,
    ],
    ['beforePrint', 'hooks: { beforePrint: () => ({ kind: "x" }) }', /returned a page of the kind x for one of the kind/],
  ])('that fail end the build in a sentence: %s', async (_, members, sentence) => {
    const vault = projectOf({ 'Mars.md': 'Text.\n' }, { 'a.mjs': `export default { ${members} };` });
    const run = await vault.build('--config', vault.config);
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(sentenceIn(run.stderr)).toMatch(sentence);
  });
});

describe('what cannot be used is said in a sentence', () => {
  test.each([
    ['is not there', undefined, /There is no such file\.$/],
    ['has no default export', 'export const x = 1', /It has no default export/],
    ['has an unknown key', 'export default { remarks: [] }', /Unrecognized key: "remarks"\.$/],
    ['has a wrong value', 'export default { hooks: { afterLink: 1 } }', /`hooks\.afterLink`: Invalid input/],
    ['cannot be parsed', 'export default {\n  x: ,\n}', /It cannot be loaded \(.*a\.mjs:2\): Unexpected token/],
    ['throws', '\nthrow new Error("no")', /It cannot be loaded \(.*a\.mjs:2\): no\.$/],
    ['imports what is not there', 'import "./b.mjs"', /It cannot be loaded.*b\.mjs/],
    [
      'extends the parser',
      'export default { remark: [function x() { this.data({ micromarkExtensions: [{}] }) }] }',
      /`remark\[0\]` \(x\) adds to the parser/,
    ],
    [
      'has a plugin that cannot be set up',
      'export default { rehype: [() => { throw new Error("no") }] }',
      /`rehype\[0\]` cannot be set up: no\.$/,
    ],
    [
      'names a component that is not there',
      'export default { components: { SiteFooter: "./F.astro" } }',
      /There is no file .*F\.astro for `components\.SiteFooter`/,
    ],
  ])('a module that %s', async (_, text, sentence) => {
    const vault = projectOf({ 'Mars.md': 'Text.\n' }, text === undefined ? {} : { 'a.mjs': text });
    const run = await vault.build('--config', join(vault.folder, 'a.mjs'));
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(sentenceIn(run.stderr)).toMatch(sentence);
  });
});

describe('where it is looked for', () => {
  const config = 'export default { hooks: { afterLink: (w, report) => report({ article: "mars", message: "Seen." }) } };';

  test('in the folder where the command runs, unless that is told otherwise', async () => {
    const { folder } = projectOf({ 'Mars.md': 'Text.\n' }, { 'sourcebook.config.ts': config, 'other.mjs': 'export default {}' });
    expect((await runIn(folder, 'check')).stdout).toContain('Seen.');
    expect((await runIn(folder, 'check', '--no-config')).stdout).not.toContain('Seen.');
    expect((await runIn(folder, 'check', '--config', 'other.mjs')).stdout).not.toContain('Seen.');
    expect((await runIn(folder, 'config')).stdout).toMatch(/^# own code: sourcebook\.config\.ts /m);
    expect((await runIn(folder, 'doctor')).stdout).toMatch(/^ok +own code +sourcebook\.config\.ts$/m);
  });

  test('in the content folder only if it is named, since somebody else may have sent it', async () => {
    const { content } = vaultOf({ 'Mars.md': 'Text.\n', 'sourcebook.config.ts': config });
    const run = await runIn(content, 'check', '--content', '.');
    expect(run.stdout).not.toContain('Seen.');
    expect(run.stderr).toContain('sourcebook.config.ts is in the content folder, so it is not run');
    const named = await runIn(content, 'check', '--content', '.', '--config', 'sourcebook.config.ts');
    expect(named.stdout).toContain('Seen.');
    expect(named.stderr).not.toContain('is not run');
  });

  test('with the types of this version, from a folder where nothing is installed', async () => {
    const text = `import { defineConfig } from 'sourcebook/config';\nexport default defineConfig({ hooks: {} });`;
    const { folder } = projectOf({ 'Mars.md': 'Text.\n' }, { 'sourcebook.config.ts': text });
    expect(await runIn(folder, 'check')).toMatchObject({ code: 0 });
  });
});

describe('the cache', () => {
  test('follows the code: its module, what it imports and what it reads', async () => {
    const vault = projectOf(
      { 'Mars.md': '# Mars\n\nText.\n', 'Venus.md': 'See [[Mars]].\n' },
      {
        'sourcebook.config.ts': `import { readFileSync } from 'node:fs';
import { word } from './word.ts';
const more = readFileSync(new URL('more.txt', import.meta.url), 'utf8');
export default { reads: ['more.txt'], remark: [() => (tree) => { tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: word + more }] }); }] };`,
        'word.ts': `export const word: string = 'one';`,
        'more.txt': ' two',
      },
    );
    const made = async (): Promise<string | undefined> =>
      /, (\d+) of them made anew/.exec(
        (await sourcebook('build', '--content', vault.content, '--out', vault.out, '--config', vault.config)).stdout,
      )?.[1];
    const all = await made();
    expect(vault.read('mars/index.html')).toContain('one two');
    expect(await made()).toBe('0');
    writeFileSync(join(vault.folder, 'word.ts'), `export const word: string = 'uno';`);
    expect(Number(await made())).toBeGreaterThanOrEqual(2);
    expect(vault.read('mars/index.html')).toContain('uno two');
    writeFileSync(join(vault.folder, 'more.txt'), ' due');
    await made();
    expect(vault.read('mars/index.html')).toContain('uno due');
    const incremental = filesOf(vault.out);
    expect(Number(all)).toBeGreaterThan(2);
    await sourcebook(
      'build',
      '--content',
      vault.content,
      '--out',
      join(vault.folder, 'clean'),
      '--config',
      vault.config,
      '--force',
    );
    expect(incremental).toEqual(filesOf(join(vault.folder, 'clean')));
  });

  test('follows a linked package, and what the package.json of the project names', async () => {
    const config = `import { word } from 'linked'; import { other } from '#other';
export default { remark: [() => (tree) => { tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: word + other }] }); }] };`;
    const vault = projectOf({ 'Mars.md': 'Text.\n' }, { 'a.mjs': config });
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(vault.folder, path)), { recursive: true });
      writeFileSync(join(vault.folder, path), text);
    };
    write('package.json', '{ "imports": { "#other": "./lib/other.mjs" } }');
    write('lib/other.mjs', 'export const other = " two";');
    write('linked/package.json', '{ "name": "linked", "version": "1.0.0", "type": "module", "exports": "./index.js" }');
    write('linked/index.js', 'export { word } from "./word.js";');
    write('linked/word.js', 'export const word = "one";');
    write('node_modules/none', '');
    symlinkSync('../linked', join(vault.folder, 'node_modules/linked'));
    const build = () => sourcebook('build', '--content', vault.content, '--out', vault.out, '--config', vault.config);
    await build();
    expect(vault.read('mars/index.html')).toContain('one two');
    write('linked/word.js', 'export const word = "uno";');
    await build();
    expect(vault.read('mars/index.html')).toContain('uno two');
    write('lib/other.mjs', 'export const other = " due";');
    await build();
    expect(vault.read('mars/index.html')).toContain('uno due');
  });

  test('is left as it was when the code goes', async () => {
    const vault = projectOf({ 'Mars.md': 'Red like ', 'Venus.md': 'T' }, { 'a.mjs': issues });
    await vault.build();
    const before = filesOf(vault.out);
    await vault.build('--config', vault.config);
    expect(filesOf(vault.out)).not.toEqual(before);
    await vault.build();
    expect(filesOf(vault.out)).toEqual(before);
  });
});

describe('components', () => {
  const footer = `---\nimport Theirs from 'sourcebook/theme/SiteFooter.astro';\n---\n<p class="mine">Thanks</p>\n<Theirs {...Astro.props} />\n<style>.mine { color: green }</style>\n`;

  test('take the place of those of the theme, and may use them', async () => {
    const vault = projectOf(
      { 'Mars.md': 'Text.\n' },
      { 'sourcebook.config.mjs': `export default { components: { SiteFooter: './Footer.astro' } };`, 'Footer.astro': footer },
    );
    expect(await vault.build('--config', vault.config)).toMatchObject({ code: 0 });
    const page = vault.read('mars/index.html');
    expect(page).toMatch(/<p class="mine"[^>]*>Thanks<\/p>\s*<footer class="site-footer">/);
    const styles = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = '']) => vault.read(href.slice(1)));
    expect(styles.join('\n')).toMatch(/\.mine\b[^{]*\{color:green\}/);
    await vault.build();
    expect(vault.read('mars/index.html')).not.toContain('Thanks');
  }, 120_000);

  test.each([
    ['SiteFoter', footer, /The theme has no component `SiteFoter`\. Did you mean `SiteFooter`\?/],
    ['SiteFooter', '---\nimport x from "./nowhere.ts";\n---\n{x}', /Its components cannot be compiled: .*nowhere\.ts/s],
  ])(
    'that cannot be used are an error: %s',
    async (name, text, sentence) => {
      const vault = projectOf(
        { 'Mars.md': 'Text.\n' },
        { 'a.mjs': `export default { components: { ${name}: './Footer.astro' } };`, 'Footer.astro': text },
      );
      const run = await vault.build('--config', vault.config);
      expect([run.code, run.stdout]).toEqual([2, '']);
      expect(run.stderr).toMatch(sentence);
    },
    120_000,
  );
});

test('a diff of two revisions runs the code on both', async () => {
  const vault = projectOf({ 'Mars.md': 'Red like ', 'Venus.md': 'T' }, { 'a.mjs': issues });
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', '-C', vault.folder, ...args]);
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'Notes');
  vault.write({ 'Mars.md': 'Red, like ' });
  const { stdout } = await sourcebook('diff', 'HEAD', '--content', vault.content, '--config', vault.config, '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ before: { links: 1 }, after: { links: 1 } });
});
