/** Each code of the catalogue, raised by a small vault at an exact line and column. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Crew } from '../../src/publish/crew.ts';
import { inspectVault } from '../../src/publish/inspect.ts';
import { readMarkdown } from '../../src/vault/read-vault.ts';
import { diagnosticSeverities } from '../../src/wiki/diagnostics.ts';
import type { Diagnostic } from '../../src/wiki/model.ts';
import { vaultOf } from '../support/site.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const now = new Date('2026-06-01T00:00:00Z');

async function findings(files: Files, prepare: (content: string) => void = () => {}): Promise<readonly Diagnostic[]> {
  const { content } = vaultOf(files);
  prepare(content);
  const own = Object.keys(files).find((path) => path.startsWith('sourcebook.config.'));
  return (await inspectVault(content, now, new Crew(), () => {}, 'public', own && join(content, own))).diagnostics;
}

/** `path:line:column-endLine:endColumn`, of one code. */
async function placesOf(code: string, files: Files): Promise<string[]> {
  const found = (await findings(files)).filter((each) => each.code === code);
  return found.map(({ path, line, column, endLine, endColumn }) =>
    endLine === undefined ? `${path}:${line}:${column}` : `${path}:${line}:${column}-${endLine}:${endColumn}`,
  );
}

const front = (yaml: string, body = 'Text.\n'): string => `---\n${yaml}\n---\n${body}`;

/** A configuration with one plugin. */
const plugin = (body: string, kind = 'remark'): string => `export default { ${kind}: [() => (tree, file) => { ${body} }] };`;

/** In two parts, since this is no key either. */
const awsKey = `AK${'IAQ7R2SJ5TLM4VNW3X'}`;

const cases: Readonly<Record<string, readonly [what: string, files: Files, places: readonly string[]][]>> = {
  'frontmatter-invalid': [
    ['a line that cannot be read', { 'a.md': front('title: Mars\n}}}} {{\ntype: entity') }, ['a.md:3:1-3:8']],
    ['another language', { 'a.md': '---js\nx = 1\n---\nText.' }, ['a.md:1:1-1:6']],
    ['a line of the second block', { 'a.md': '---\ntitle: Mars\n---\n---\ntype: entity\n}}}} {{\n---\nText.' }, ['a.md:6:1-6:8']],
  ],
  'frontmatter-repaired': [
    ['a colon in a value', { 'a.md': front('title: Mars: the red planet') }, ['a.md:2:1-2:28']],
    ['a list that is never closed', { 'a.md': front('type: entity\ntags: [red, cold') }, ['a.md:3:1-3:17']],
    ['an item without a space', { 'a.md': front('tags:\n  -red\n  - cold') }, ['a.md:3:3-3:7']],
    ['wikilinks without quotes', { 'a.md': front('related: [[a]], [[a]]') }, ['a.md:2:1-2:22']],
    ['a tab', { 'a.md': front('tags:\n\t- red') }, ['a.md:3:2-3:7']],
    ['a fence around the block', { 'a.md': '```yaml\n---\ntitle: Mars\n---\n```\nText.\n' }, ['a.md:1:1-3:1']],
    ['a second block', { 'a.md': '---\ntitle: Mars\n---\n---\ntype: entity\n---\nText.\n' }, ['a.md:5:1-6:1']],
    ['text behind the closing line', { 'a.md': '---\ntitle: Mars\n---Text.\n' }, ['a.md:3:4-3:9']],
    ['line ends of Windows', { 'a.md': '---\r\ntitle: Mars\r\n---\r\nText.\r\n' }, ['a.md:1:1-1:4']],
    ['a byte order mark', { 'a.md': '\uFEFF---\ntitle: Mars\n---\nText.\n' }, ['a.md:1:1-1:4']],
    ['a block that is never closed', { 'a.md': '---\ntitle: Mars\n\n# Mars\n' }, ['a.md:1:1-1:4']],
    ['a key given twice', { 'a.md': front('title: Mars\ntitle: Ares') }, ['a.md:3:1-3:6']],
    ['nothing wrong', { 'a.md': front('title: "Mars: the red planet"\ntags: [red, cold]'), 'b.md': 'A\r\nB' }, []],
  ],
  'math-invalid': [
    ['an unknown command in a sentence', { 'a.md': front('title: Mars', 'Its $x \\foo$.\n') }, ['a.md:4:8-4:13']],
    ['on a line of a quote', { 'a.md': '> $$\n> x\n> \\foo\n> $$\n' }, ['a.md:3:3-3:7']],
    ['prices and what can be read', { 'a.md': 'It costs $5 or $6, $x$.\n' }, []],
  ],
  'math-repaired': [
    [
      'once a formula, from the first command to the last',
      { 'a.md': front('title: Mars', 'Its $x = \frac{\beta}{2}$, $a\to b$.\n') },
      ['a.md:4:10-4:19', 'a.md:4:28-4:30'],
    ],
    ['a carriage return and a line feed in one', { 'a.md': 'Lines\nof $\rho \neq x$.\n' }, ['a.md:2:5-4:3']],
    ['in a fence', { 'a.md': 'T\n\n```math\nx\n\frac{a}{b}\n```\n' }, ['a.md:5:1-5:5']],
    ['an escape in quotes', { 'a.md': front('title: Mars\nsummary: "Of $\\frac{a}{b}$"') }, ['a.md:3:10-3:28']],
    ['tabs and lines that are right', { 'a.md': '$$\na\nu + v\n\to &= \ta\n$$\n' }, []],
  ],
  'frontmatter-missing': [['none', { 'a.md': 'Text.', 'index.md': 'Text.' }, ['a.md:1:1-1:1']]],
  'field-invalid': [
    ['no date', { 'a.md': front('title: Mars\nupdated: soon') }, ['a.md:3:10-3:14']],
    ['a map where a text should be', { 'a.md': front('title:\n  x: 1') }, ['a.md:3:3-4:1']],
    [
      'deep in a list',
      { 'a.md': front('verified:\n  - { by: ada, at: 2026-01-02 }\n  - { by: ada, at: never }') },
      ['a.md:4:20-4:25'],
    ],
    ['a commit is no date, and not wrong', { 'a.md': front('updated: 3f2a91c') }, []],
  ],
  'templates-omitted': [
    ['once', { 'T/a.md': front('created: "{{date}}"'), 'b.md': front('created: "{{date}}"') }, ['T/a.md:1:1']],
  ],
  'type-missing': [['nothing tells it', { 'misc/a.md': 'Text.', 'concepts/b.md': 'Text.' }, ['misc/a.md:1:1-1:1']]],
  'type-unknown': [
    [
      'once a type',
      { 'a.md': front('type: Comet'), 'b.md': front('type: comet'), 'c.md': front('type: entity') },
      ['a.md:2:7-2:12'],
    ],
    [
      'each, when types are strict',
      { 'a.md': front('type: Comet'), 'b.md': front('x: 1\ntype: comet'), 'sourcebook.yaml': 'strictTypes: true' },
      ['a.md:2:7-2:12', 'b.md:3:7-3:12'],
    ],
  ],
  'id-collision': [['two names, one id', { 'C.md': 'Text.', 'C++.md': 'Text.' }, ['C++.md:1:1']]],
  'title-duplicate': [['two articles', { 'a.md': front('title: Mars'), 'b.md': '# mars\n\nText.' }, ['b.md:1:1-1:7']]],
  'link-missing': [
    ['in the text', { 'a.md': 'See [[Vulcan|it]].' }, ['a.md:1:5-1:18']],
    ['in a property', { 'a.md': front('related:\n  - "[[Vulcan]]"') }, ['a.md:3:5-3:17']],
  ],
  'link-ambiguous': [
    ['two of a name', { 'x/Mercury.md': 'T', 'y/Mercury.md': 'T', 'a.md': 'See [[Mercury]].' }, ['a.md:1:5-1:16']],
  ],
  'link-root': [['a folder of another name', { 'wiki-en/b.md': 'T', 'a.md': 'T [[en/b]] [[en/b]] [[en/b]]' }, ['a.md:1:3-1:11']]],
  'anchor-missing': [
    ['a heading', { 'a.md': 'To [[b#Moons]].', 'b.md': '# B\n\n## Moon\n' }, ['a.md:1:4-1:15']],
    ['a block', { 'a.md': 'To [[b#^x1]].', 'b.md': 'B. ^x2' }, ['a.md:1:4-1:13']],
  ],
  'embed-missing': [
    ['an article', { 'a.md': 'Line.\n\n![[Vulcan]]' }, ['a.md:3:1-3:12']],
    [
      'a heading',
      { 'a.md': 'Line.\n\n- ![[b#Rings]] ![x](b.md#rings)', 'b.md': '## Moons\n' },
      ['a.md:3:3-3:15', 'a.md:3:16-3:32'],
    ],
    ['a block', { 'a.md': 'Line.\n\n![[b#^x1]]', 'b.md': 'B. ^x2' }, ['a.md:3:1-3:11']],
    ['what is there', { 'a.md': 'Line.\n\n![[b#^X2]]\n\n![[#Part]]\n\n## Part\n\nText.\n', 'b.md': '- B. ^x2' }, []],
  ],
  'embed-cycle': [
    ['two that embed each other', { 'a.md': 'A ![[b]]', 'b.md': '![[a]]', 'c.md': '![[a]]' }, ['a.md:1:3-1:9', 'b.md:1:1-1:7']],
    ['itself', { 'a.md': 'A.\n\n## Part\n\n![[#Part]]\n' }, ['a.md:5:1-5:11']],
    [
      'a section that does not embed back',
      { 'a.md': '## One\n\n![[b#Two]]\n', 'b.md': '## Two\n\nText.\n\n## Three\n\n![[a]]\n' },
      [],
    ],
    [
      'blocks of each other',
      { 'a.md': '- A.\n  ![[b#^y]]\n\n^x\n', 'b.md': 'B.\n\n> ![[a#^x]]\n\n^y\n' },
      ['a.md:2:3-2:12', 'b.md:3:3-3:12'],
    ],
    ['a block that embeds nothing', { 'a.md': 'A. ^x\n\n![[b]]\n', 'b.md': 'B.\n\n![[a#^x]]\n' }, []],
    ['another section of itself', { 'a.md': '## One\n\n![[#Two]]\n\n## Two\n\nText.\n' }, []],
  ],
  'attachment-missing': [['an image', { 'a.md': '![x](map.png) ![[b.pdf]]' }, ['a.md:1:1-1:14', 'a.md:1:15-1:25']]],
  'attachment-invalid': [
    ['an image of nothing', { 'a.md': 'T\n\n![x](map.png) [it](map.png)', 'map.png': '' }, ['a.md:3:1-3:14']],
    [
      'a drawing that is no XML, linked too',
      { 'a.md': '![x](map.svg) [it](map.svg)', 'map.svg': '<svg' },
      ['a.md:1:1-1:14', 'a.md:1:15-1:28'],
    ],
    [
      'a good one, and files of other kinds',
      { 'a.md': '![x](map.svg) ![[b.pdf]]', 'map.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>', 'b.pdf': '' },
      [],
    ],
  ],
  'alt-missing': [
    ['of an embed', { 'a.md': 'T ![[map.svg|300]]', 'map.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' }, ['a.md:1:3-1:19']],
  ],
  'relation-unknown': [
    ['a label nobody declared', { 'a.md': 'T\n\n## Connections\n\n- Eclipses: [[b]]\n', 'b.md': 'T' }, ['a.md:5:3-5:11']],
  ],
  'connection-missing': [['its target', { 'a.md': 'T\n\n## Connections\n\n- Part of: [[Vulcan]]\n' }, ['a.md:5:12-5:22']]],
  'source-missing': [['its page', { 'a.md': front('sources:\n  - "[[Vulcan paper]]"') }, ['a.md:3:5-3:23']]],
  'provenance-cycle': [
    [
      'sources of one another',
      {
        'a.md': front('sources: [b.md]'),
        'b.md': front('sources: [c.md]'),
        'c.md': front('sources: [a.md]'),
        'd.md': front('sources: [a.md]'),
      },
      ['a.md:1:1-1:1'],
    ],
    [
      'one derived from the other',
      { 'a.md': front('connections: [{ derived from: "[[b]]" }]'), 'b.md': front('sources: [a.md]') },
      ['a.md:1:1-1:1'],
    ],
    ['links that go round', { 'a.md': '[[b]]', 'b.md': '[[a]]' }, []],
  ],
  'citation-undefined': [
    ['neither a footnote nor a source', { 'a.md': 'Hot.[^nasa] Cold.[^esa]\n\n[^esa]: A note.' }, ['a.md:1:5-1:12']],
    [
      'a source, code, an escape',
      { 'a.md': front('sources:\n  - { id: nasa, title: NASA }', 'Hot.[^nasa] `[^x]` \\[^y]\n') },
      [],
    ],
  ],
  'html-removed': [
    ['a script', { 'a.md': 'Text <script>x</script>' }, ['a.md:1:6-1:14']],
    ['control characters, once a file', { 'a.md': 'Te\u0007xt\n\n`\u001b[31mred\u001b[0m`\n' }, ['a.md:1:3-1:4']],
    ['one of a value', { 'a.md': front('title: "Ma\\ars"') }, ['a.md:2:8-2:16']],
    ['a page break', { 'a.md': 'One\ftwo\n' }, ['a.md:1:4-1:5']],
  ],
  'path-unsafe': [
    ['out of the vault', { 'a.md': '[x](../etc/passwd)' }, ['a.md:1:1-1:19']],
    ['an address out of the site', { 'a.md': front('aliases:\n  - Ebb\n  - ../up/one') }, ['a.md:4:5-4:14']],
    ['a name too long for the output', { [`${'潮'.repeat(84)}.md`]: 'Text.' }, [`${'潮'.repeat(84)}.md:1:1`]],
    [
      'a device of Windows, once a folder',
      { 'aux/a.md': 'T', 'aux/b.md': 'T', 'aux/nul.md': 'T' },
      ['aux/a.md:1:1', 'aux/nul.md:1:1'],
    ],
  ],
  'file-unreadable': [['not UTF-8', { 'a.md': new Uint8Array([0xe4, 0xf6]) }, ['a.md:1:1']]],
  stale: [
    [
      'by its own date',
      { 'a.md': front('x: 1\nstale_after: 2026-05-01'), 'b.md': front('stale_after: 2026-07-01') },
      ['a.md:3:14-3:24'],
    ],
    [
      'by the rule of the wiki',
      { 'a.md': front('updated: 2026-01-01'), 'b.md': front('updated: 2026-05-30'), 'sourcebook.yaml': 'staleAfterDays: 30' },
      ['a.md:2:10-2:20'],
    ],
  ],
  'diagram-invalid': [
    ['a diagram that ends too early', { 'a.md': 'T\n\n```mermaid\nflowchart LR\nA -->\n```\n' }, ['a.md:5:1-5:6']],
    ['a kind that does not exist', { 'a.md': '```mermaid\ngrpah LR\nA --> B\n```\n' }, ['a.md:2:1-2:9']],
    ['one that is right', { 'a.md': '```mermaid\nflowchart LR\nA --> B\n```\n' }, []],
  ],
  orphan: [['nobody links there', { 'a.md': '[[b]]', 'b.md': 'T', 'index.md': '[[a]]' }, ['a.md:1:1-1:1']]],
  'dead-end': [['it links to nobody', { 'a.md': '[[b]]', 'b.md': '[[Vulcan]]' }, ['b.md:1:1-1:1']]],
  wanted: [
    ['by three', { 'a.md': 'T [[Vulcan]]', 'b.md': '[[vulcan]]', 'c.md': '[[Vulcan]]', 'd.md': '[[Nibiru]]' }, ['a.md:1:3-1:13']],
  ],
  unsourced: [
    [
      'where others name theirs',
      { 'a.md': front('sources: [https://nasa.example]'), 'b.md': 'T', 'sources/c.md': 'T' },
      ['b.md:1:1-1:1'],
    ],
    ['where nobody does', { 'a.md': 'T' }, []],
  ],
  contradiction: [['declared', { 'a.md': 'T\n\n## Connections\n\n- Contradicts: [[b]]\n', 'b.md': 'T' }, ['a.md:5:3-5:14']]],
  'unlinked-mention': [
    [
      'a title in the text',
      { 'a.md': '# A\n\nThe [[moon|Moon]] goes round the\nEarth, the Earth.\n', 'Earth.md': 'T', 'Moon.md': 'T' },
      ['a.md:4:1-4:6'],
    ],
    ['a word of Japanese, not a part of one', { 'a.md': '東京都と京都に行く。\n', '京都.md': 'T' }, ['a.md:1:5-1:7']],
  ],
  'comment-shown': [
    ['a comment that is not closed', { 'a.md': 'See %% the plan\n\nText.' }, ['a.md:1:5-1:7']],
    [
      'what is closed, a number, code and an escape',
      { 'a.md': 'A %%b%% c, 5%% here, `%% x`, \\%% y, [z %%b%%](a.md), [[a|z %%b%%]]' },
      [],
    ],
  ],
  'secret-likely': [
    ['a key of GitHub', { 'a.md': `See ghp_${'aB3dE6gH9j'.repeat(4)}` }, ['a.md:1:5-1:49']],
    ['a key in code', { 'a.md': `\`\`\`sh\nexport K=${awsKey}\n\`\`\`\n` }, ['a.md:2:10-2:30']],
    ['a password in an address', { 'a.md': 'postgres://ada:tr0ub4dor3@db.example.org/x' }, ['a.md:1:16-1:26']],
    ['a key in frontmatter', { 'a.md': front('token: sk_' + 'live_4eC39HqLyjWDarjtT1zdp7dc') }, ['a.md:2:8-2:40']],
    [
      'examples',
      {
        'a.md':
          'AKIAIOSFODNN7EXAMPLE, ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, https://user:password@host, sk-your-key-here-and-some-more-words-of-it, task-force-of-many-words-in-a-row-and-on',
      },
      [],
    ],
    ['in a comment, or in a private article', { 'a.md': `T %%${awsKey}%%`, 'b.md': front('private: true', awsKey) }, []],
  ],
  'path-local': [
    ['of Linux', { 'a.md': 'See /home/ada/notes/x.md.' }, ['a.md:1:5-1:26']],
    ['of Windows', { 'a.md': 'See C:\\Users\\ada\\x.md' }, ['a.md:1:5-1:22']],
    ['of a file', { 'a.md': front('source: file:///srv/x.pdf') }, ['a.md:2:9-2:26']],
    ['in code, and of anybody', { 'a.md': '`/home/ada/x`, /home/user/x, https://x.example/home/ada/x' }, []],
  ],
  'articles-withheld': [
    ['an audience', { 'b.md': front('audience: team'), 'a.md': front('audience: Team') }, ['a.md:1:1']],
    ['a folder with an audience', { 'x/b.md': 'T', 'sourcebook.yaml': 'audiences: { x: team }' }, ['x/b.md:1:1']],
    ['notes that a garden does not choose', { 'a.md': front('dg-publish: true'), 'b.md': 'T', 'c.md': 'T' }, ['b.md:1:1']],
    ['private articles and drafts', { 'a.md': front('draft: true'), 'b.md': front('private: true') }, []],
  ],
  'plugin-failed': [
    ['a plugin', { 'a.md': front('title: A'), 'sourcebook.config.mjs': plugin('throw new Error("x")') }, ['a.md:4:1-4:1']],
    [
      'a plugin that says where',
      { 'a.md': front('title: A', 'B *C*'), 'sourcebook.config.mjs': plugin('file.fail("x", tree.children[0].children[1])') },
      ['a.md:4:3-4:6'],
    ],
    ['one of HTML', { 'a.md': 'T', 'sourcebook.config.mjs': plugin('throw 1', 'rehype') }, ['a.md:1:1-1:1']],
    ['a hook', { 'a.md': 'T', 'sourcebook.config.mjs': 'export default { hooks: { afterParse: () => x } }' }, ['a.md:1:1']],
    [
      'a value that a property cannot have',
      {
        'a.md': 'T',
        'sourcebook.config.mjs': 'export default { hooks: { afterParse: () => ({ properties: { updated: "soon" } }) } }',
      },
      ['a.md:1:1'],
    ],
    ['nothing', { 'a.md': 'T', 'sourcebook.config.mjs': plugin('return tree') }, []],
  ],
  'plugin-message': [
    [
      'of a plugin',
      { 'a.md': front('title: A', 'B *C*'), 'sourcebook.config.mjs': plugin('file.message("x", tree.children[0].children[1])') },
      ['a.md:4:3-4:6'],
    ],
    [
      'of a hook',
      {
        'a.md': 'T',
        'b.md': 'T',
        'sourcebook.config.mjs':
          'export default { hooks: { afterLink: (wiki, report) => report({ article: "b", message: "x", line: 1 }) } }',
      },
      ['b.md:1:1'],
    ],
  ],
  'config-invalid': [
    ['an unknown key', { 'sourcebook.yaml': 'title: W\ntitel: X' }, ['sourcebook.yaml:2:1-2:6']],
    ['broken YAML', { 'sourcebook.yaml': 'title: [W' }, ['sourcebook.yaml:1:10-1:11']],
    [
      'links that lead nowhere, run code or hide their host',
      {
        'a.md': 'T',
        'sourcebook.yaml': 'nav:\n  Gone: b\n  Code: javascript:x()\n  Host: //host.example\n  Good: a\n  Page: /all/\n',
      },
      ['sourcebook.yaml:2:9-2:10', 'sourcebook.yaml:3:9-3:23', 'sourcebook.yaml:4:9-4:23'],
    ],
  ],
};

describe.each(Object.entries(cases))('%s', (code, examples) => {
  test.each(examples)('%s', async (_, files, places) => {
    expect(await placesOf(code, files)).toEqual(places);
  });
});

test('every code has a vault that raises it', () => {
  const raised = Object.entries(cases).filter(([, examples]) => examples.some(([, , places]) => places.length > 0));
  expect(raised.map(([code]) => code).sort()).toEqual(Object.keys(diagnosticSeverities).sort());
});

test('a symbolic link out of the vault is not followed', async () => {
  const found = await findings({ 'a.md': 'T' }, (content) => symlinkSync('/etc', join(content, 'etc')));
  expect(found.filter(({ code }) => code === 'path-unsafe').map(({ path }) => path)).toEqual(['etc']);
});

test('a file larger than any article is not read, and the others are', async () => {
  const found = await findings({ 'a.md': 'T', 'b.md': 'x'.repeat(9 * 1024 * 1024) });
  expect(found.map(({ path, code }) => `${path} ${code}`)).toContain('b.md file-unreadable');
  expect(found.map(({ path, code }) => `${path} ${code}`)).toContain('a.md orphan');
});

test('a file that grew beyond any article since it was listed is not read', () => {
  const { content } = vaultOf({ 'a.md': 'x'.repeat(9 * 1024 * 1024) });
  expect(readMarkdown(content, { path: 'a.md', bytes: 1, stamp: '' })).toMatchObject({
    code: 'file-unreadable',
    message: 'The file was not read: it has 9 MB; the limit for articles is 8 MB.',
  });
});

test('a file that was removed between listing and reading', () => {
  const { content } = vaultOf({});
  expect(readMarkdown(content, { path: 'gone.md', bytes: 1, stamp: '' })).toMatchObject({
    code: 'file-unreadable',
    message: 'The file was not read: it is no longer there.',
  });
});

test('hints name what may have been meant', async () => {
  const found = await findings({
    'a.md': '[[Erth]] [[Earth#Mons]] [[MSM]]\n\n## Connections\n\n- Extnds: [[Earth]]\n',
    'Earth.md': '## Moons\n',
    'm.md': front('title: Model Spec Midtraining (MSM)'),
    't.md': front('type: concpt'),
  });
  const hints = found.flatMap(({ hint, code }) => (hint?.startsWith('Did') ? [`${code} ${hint}`] : []));
  expect(hints).toEqual([
    'link-missing Did you mean `Earth`?',
    'anchor-missing Did you mean `Moons`?',
    'link-missing Did you mean `Model Spec Midtraining (MSM)`?',
    'relation-unknown Did you mean `Extends`?',
    'type-unknown Did you mean `concept`?',
  ]);
});

test('findings of an unchanged vault are remembered, and an edit is seen', async () => {
  const vault = vaultOf({ 'a.md': '[[b]]', 'b.md': '[[a]] and Vulcan' });
  const inspect = async (): Promise<string[]> =>
    (await inspectVault(vault.content, now, new Crew(), () => {})).diagnostics.map(({ code, path }) => `${path} ${code}`);
  const before = await inspect();
  expect(await inspect()).toEqual(before);
  expect(before).not.toContain('b.md unlinked-mention');
  vault.write({ 'Vulcan.md': '[[a]]' });
  expect(await inspect()).toContain('b.md unlinked-mention');
  vault.write({ 'b.md': '[[a]] and [[Vulcan]]' });
  expect(await inspect()).not.toContain('b.md unlinked-mention');
});

test('findings follow the clock, forward and back', async () => {
  const { content } = vaultOf({ 'a.md': front('stale_after: 2026-06-15') });
  const staleOn = async (day: string): Promise<boolean> =>
    (await inspectVault(content, new Date(day), new Crew(), () => {})).diagnostics.some(({ code }) => code === 'stale');
  expect([await staleOn('2026-06-01'), await staleOn('2026-07-01'), await staleOn('2026-06-01')]).toEqual([false, true, false]);
});

test('dates at the ends of time are no fault of the program', async () => {
  const dates = [
    '9999-12-31',
    '0000-01-01',
    '0000-01-01T00:00:00+14:00',
    '9999-12-31T23:59:59-12:00',
    '+275760-09-13',
    '9999999999999',
  ];
  const files = dates.map((date, index) => [`a${index}.md`, front(`updated: ${date}\ncreated: ${date}\nstale_after: "${date}"`)]);
  const updated = dates.map((date, index) => [`b${index}.md`, front(`updated: ${date}`)]);
  const vault = vaultOf({ ...Object.fromEntries([...files, ...updated]), 'sourcebook.yaml': 'staleAfterDays: 36500\n' });
  const { code, stderr } = await vault.build();
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('fault')]);
  const found = (await inspectVault(vault.content, now, new Crew(), () => {})).diagnostics;
  expect(found.filter((each) => each.code === 'field-invalid').map(({ path }) => path)).toEqual(
    expect.arrayContaining(['a2.md', 'a3.md', 'a4.md']),
  );
});
