/** docs/architecture.md, "To add something": its rows, followed in a copy of the project. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const project = join(import.meta.dirname, '../..');
const copy = mkdtempSync(join(tmpdir(), 'sourcebook-copy-'));

/** What a row asks for, by its first cell: the text to find and what to put before it; a file that is not there is made. */
const edits: Readonly<Record<string, Readonly<Record<string, readonly (readonly [before: string, add: string])[]>>>> = {
  'a relation': {
    'src/wiki/schema/relations.ts': [
      ["  { key: 'implements'", "  { key: 'orbits', label: 'Orbits', inverse: 'Orbited by', weight: 0.8 },\n"],
    ],
  },
  'an article type': {
    'src/wiki/schema/article-types.ts': [
      [
        "  {\n    key: 'entity',",
        "  {\n    key: 'planet',\n    label: 'Planet',\n    plural: 'Planets',\n    folder: 'planets',\n    shape: 'circle',\n    hue: 20,\n    declared: true,\n    isSource: false,\n  },\n",
      ],
    ],
  },
  'a rule of `check`': {
    'src/wiki/diagnostics.ts': [["  orphan: 'info',", "  untagged: 'warning',\n"]],
    'src/wiki/review/rules.ts': [
      [
        "  {\n    code: 'wanted',",
        "  {\n    code: 'untagged',\n    *find({ articles }) {\n      for (const article of articles)\n        if (article.parsed.properties.tags.length === 0) yield { article, message: 'The article has no tags.' };\n    },\n  },\n",
      ],
    ],
  },
  'a file for programs': {
    'src/render/files/titles.ts': [
      [
        '',
        "import type { RenderContext } from '../context.ts';\n\nexport function titlesJson({ wiki }: RenderContext): string {\n  return JSON.stringify(wiki.articles.map(({ parsed }) => parsed.title));\n}\n",
      ],
    ],
    'src/publish/pages.ts': [
      ['import ', "import { titlesJson } from '../render/files/titles.ts';\n"],
      ["  { path: 'graph.json'", "  { path: 'titles.json', render: titlesJson },\n"],
    ],
  },
  'a command': {
    'src/cli/greet.ts': [
      [
        '',
        "import type { Command } from './command.ts';\n\nexport const greet: Command = {\n  name: 'greet',\n  summary: 'Says hello.',\n  help: 'sourcebook greet',\n  run() {\n    console.log('Hello.');\n    return Promise.resolve(0);\n  },\n};\n",
      ],
    ],
    'src/cli/main.ts': [['  cache: async () =>', "  greet: async () => (await import('./greet.ts')).greet,\n"]],
  },
  'a panel of an article': {
    'src/render/panels/orbits.ts': [
      [
        '',
        "import type { Article } from '../../wiki/model.ts';\n\n/** The words of an article that name orbits. */\nexport function orbitsOf({ parsed }: Article): readonly string[] {\n  return parsed.headings.flatMap(({ text }) => (text.startsWith('Orbit') ? [text] : []));\n}\n",
      ],
    ],
    'src/render/panels/panels.ts': [
      ['import ', "import { orbitsOf } from './orbits.ts';\n"],
      [
        '  citedBy: {',
        "  orbits: {\n    build: ({ article }) => orbitsOf(article),\n    place: 'below',\n    jump: { anchor: 'article-orbits', label: 'properties', isCounted: true },\n  },\n",
      ],
    ],
    'src/site/panel-names.ts': [["'citedBy',", "'orbits', "]],
    'src/render/payloads.ts': [
      ['  readonly citedBy: readonly CitedByEntry[];\n  readonly connections', '  readonly orbits: readonly string[];\n'],
    ],
    'src/theme/components/OrbitsPanel.astro': [
      [
        '',
        "---\nimport Panel from './Panel.astro';\n\ninterface Props {\n  readonly data: readonly string[];\n}\n\nconst { say } = Astro.locals;\nconst { data } = Astro.props;\n---\n\n<Panel id=\"article-orbits\" heading={say('properties')}>\n  <p>{data.join(', ')}</p>\n</Panel>\n",
      ],
    ],
  },
  'a block of markdown': {
    'src/wiki/syntax/spoilers.ts': [
      [
        '',
        "import type { Paragraph, Parent, Root } from 'mdast';\n\n/** A paragraph that opens with `!!!`. */\nexport interface Spoiler extends Parent {\n  type: 'spoiler';\n  children: Paragraph[];\n}\n\ndeclare module 'mdast' {\n  interface RootContentMap {\n    spoiler: Spoiler;\n  }\n}\n\nexport function readSpoilers(tree: Root): void {\n  for (const [index, node] of tree.children.entries()) {\n    const first = node.type === 'paragraph' ? node.children[0] : undefined;\n    if (node.type !== 'paragraph' || first?.type !== 'text' || !first.value.startsWith('!!! ')) continue;\n    first.value = first.value.slice(4);\n    tree.children[index] = { type: 'spoiler', children: [node], ...(node.position && { position: node.position }) };\n  }\n}\n",
      ],
    ],
    'src/wiki/parse/body/markdown.ts': [
      ['import ', "import { readSpoilers } from '../../syntax/spoilers.ts';\n"],
      ['[readCallouts]', ''],
    ],
    'src/render/body/article-html.ts': [["    mark: elementNamed('mark'),", "    spoiler: elementNamed('details'),\n"]],
    'src/theme/styles/prose.css': [
      ['[data-footnote-backref] {', '.prose details {\n  border-inline-start: 2px solid var(--line);\n}\n'],
    ],
  },
};

function filesOfRow(row: string): string[] {
  const [, cells = ''] =
    new RegExp(`^\\| ${row.replaceAll(/[`.*]/g, '\\$&')} \\|([^|]*)\\|`, 'm').exec(
      readFileSync(join(project, 'docs/architecture.md'), 'utf8'),
    ) ?? [];
  return [...cells.matchAll(/`(src\/[^`]+)`/g)].map(([, path = '']) => path);
}

/** `src/cli/<name>.ts` for a file that was made. */
function asListed(path: string): string {
  if (existsSync(join(project, path))) return path;
  return path.replace(/\w+(?=Panel\.astro$)/, '<Name>').replace(/\/[a-z]+(?=\.ts$)/, '/<name>');
}

function run(script: string, ...args: string[]): string {
  return execFileSync(process.execPath, [join(copy, 'scripts/run.mjs'), script, ...args], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

beforeAll(() => {
  for (const path of [
    'src',
    'scripts',
    'tools',
    'public',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'astro.config.mjs',
  ])
    cpSync(join(project, path), join(copy, path), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  for (const row of Object.values(edits)) {
    for (const [path, changes] of Object.entries(row)) {
      const file = join(copy, path);
      mkdirSync(dirname(file), { recursive: true });
      let text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      for (const [before, add] of changes) {
        if (!text.includes(before)) throw new Error(`${path} does not hold ${before}`);
        text =
          before === '[readCallouts]'
            ? text.replace(before, '[readCallouts, readSpoilers]')
            : text.replace(before, () => add + before);
      }
      writeFileSync(file, text);
    }
  }
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test.each(Object.keys(edits))('%s takes the files that its row lists, and no others', (row) => {
  expect(
    Object.keys(edits[row] ?? {})
      .map(asListed)
      .sort(),
  ).toEqual(filesOfRow(row).sort());
});

test('a site is built with all of them', () => {
  const content = join(copy, 'vault');
  for (const [path, text] of Object.entries({
    'planets/Mars.md':
      '---\nsummary: Red.\n---\n\n# Mars\n\nRed.\n\n!!! It is cold.\n\n## Orbit\n\nIt is long.\n\n## Connections\n\n- Orbits: [[Sun]]\n',
    'Sun.md': '---\ntags: [stars]\n---\n\n# Sun\n\nHot.\n',
  })) {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  }
  const out = join(copy, 'site');
  run('scripts/sourcebook.mjs', 'build', '--content', content, '--out', out);
  const mars = readFileSync(join(out, 'planets/mars/index.html'), 'utf8');
  expect(readFileSync(join(out, 'sun/index.html'), 'utf8')).toContain('Orbited by');
  expect(mars).toContain('>Planet<');
  expect(mars).toContain('<details><p>It is cold.</p></details>');
  expect(mars).toMatch(/<section id="article-orbits"[^>]*>\s*<h2[^>]*>Properties<\/h2>\s*<p>Orbit<\/p>/);
  expect(mars).toContain('href="#article-orbits"');
  expect(JSON.parse(readFileSync(join(out, 'titles.json'), 'utf8'))).toEqual(['Mars', 'Sun']);
  expect(run('scripts/sourcebook.mjs', 'greet')).toBe('Hello.\n');
  expect(run('scripts/sourcebook.mjs', 'check', '--content', content)).toMatch(/Mars\.md.*warning.*no tags.*untagged/s);
}, 120_000);

test('and the types of all of them are right', () => {
  writeFileSync(join(copy, 'tsconfig.src.json'), JSON.stringify({ extends: './tsconfig.json', include: ['src'] }));
  expect(run('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.src.json')).toBe('');
}, 180_000);
