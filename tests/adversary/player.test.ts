/** Plays random edits on a vault and compares the incremental build after each with a clean one, byte for byte. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases, timeout } from '../support/budget.ts';
import { filesOf } from '../support/crawl.ts';
import { type Vault, vaultOf } from '../support/site.ts';

const places = ['mars.md', 'moons/phobos.md', 'moons/Deimos.md', 'concepts/Orbit.md', 'people/Ada.md', 'sources/paper.md'];
const pages = ['index.md', 'moons/index.md', 'log.md', 'raw/notes.md'];
const attachments = ['map.png', 'moons/photo.png', 'paper.pdf', 'drawing.svg'];

const frontmatter = fc.constantFrom(
  ...['title: Mars', 'title: The Red One', 'aliases: [Ares]', 'aliases: [Barsoom, Orbit]', 'type: concept', 'type: source'],
  ...['type: planet', 'tags: [red]', 'tags: [sky/planets, cold]', 'status: draft', 'status: deprecated', 'draft: true'],
  ...['private: true', 'lang: de', 'lang: ar', 'created: 2024-05-01', 'updated: 2025-06-01', 'stale_after: 2020-01-01'],
  ...['connections:\n  - part of: "[[Orbit]]"', 'related: ["[[phobos]]"]', 'sources: ["[[paper]]", "Lowell 1906"]'],
  ...[
    'superseded_by: "[[Deimos]]"',
    'up: "[[mars]]"',
    'permalink: red',
    'verified: { by: ada, at: 2024-01-03 }',
    'image: map.png',
  ],
);
const body = fc.constantFrom(
  ...[
    'Words of [[mars]].',
    'See [[Phobos]] and [[Ares]].',
    '## Part\n\nText. ^block',
    '[[mars#Part]]',
    '![[Orbit]]',
    '![[map.png]]',
  ],
  ...[
    '![[mars#Part]]',
    '[pdf](paper.pdf)',
    '#red and #sky/planets',
    'A claim.[^1]\n\n[^1]: [[paper]], p. 3',
    '> [!note] Mind\n> this',
  ],
  ...[
    '```ts\nlet a = 1\n```',
    '$x^2$',
    '```mermaid\nflowchart LR\n  a --> b\n```',
    'The Red One turns.',
    '## Connections\n\n- Uses: [[Ada]]',
  ],
  ...['## Summary\n\nShort.', '[[Nowhere]]', '<b onclick="x">b</b>', '%% hidden %%', '![](drawing.svg)', '[[The Red One|it]]'],
);
const article = fc
  .tuple(fc.uniqueArray(frontmatter, { maxLength: 5, selector: (line) => line.split(':')[0] }), fc.array(body, { maxLength: 6 }))
  .map(([lines, parts]) => `${lines.length > 0 ? `---\n${lines.join('\n')}\n---\n\n` : ''}${parts.join('\n\n')}\n`);
const setting = fc.constantFrom(
  ...['title: Sky', 'description: All of it.', 'lang: de', 'editUrl: "https://git.example/{path}"', 'exclude: [people]'],
  ...['types:\n  planet: { plural: Planets }', 'relations:\n  uses: { label: Employs }', 'severity: { link-missing: error }'],
  ...[
    'strictTypes: true',
    'staleAfterDays: 30',
    'theme: { css: site.css }',
    'theme: { accent: "#a00" }',
    'features: { search: false }',
  ],
  ...[
    'features: { graph: false, previews: false }',
    'url: https://wiki.example',
    'markdown: { smartPunctuation: true, breaks: true }',
  ],
  ...['links: { roots: { m: moons } }', 'words: { tags: Subjects }', 'base: /kb/'],
);
const twoOf = (paths: readonly string[]) => fc.uniqueArray(fc.constantFrom(...paths), { minLength: 2, maxLength: 2 });
const edit = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('write' as const), path: fc.constantFrom(...places), text: article }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), path: fc.constantFrom(...pages), text: article }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), path: fc.constantFrom(...places, ...pages, ...attachments) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      path: fc.constantFrom(...places),
      to: fc.constantFrom(...places),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('attach' as const),
      path: fc.constantFrom(...attachments),
      text: fc.constantFrom('one', 'other', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('configure' as const),
      lines: fc.uniqueArray(setting, { maxLength: 4, selector: (line) => line.split(':')[0] }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('css' as const), text: fc.constantFrom('a{color:red}', '', 'b{}') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('commit' as const), day: fc.integer({ min: 1, max: 28 }) }) },
  // What changes stamps and not bytes, or bytes and not what was seen of them before.
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('touch' as const),
      paths: fc.oneof(
        fc.constant([...places, ...pages, ...attachments]),
        fc.constantFrom(...places, ...pages, ...attachments).map((path) => [path]),
      ),
      day: fc.integer({ min: 1, max: 28 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('swap' as const),
      paths: fc.oneof(twoOf([...places, ...pages]), twoOf(attachments)),
      // As a copy that keeps times does it: time and size may be those that the other file had.
      keepsTimes: fc.boolean(),
    }),
  },
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function play(vault: Vault, step: Edit): void {
  const at = (path: string): string => join(vault.content, path);
  switch (step.kind) {
    case 'write':
    case 'attach':
      mkdirSync(dirname(at(step.path)), { recursive: true });
      writeFileSync(at(step.path), step.text);
      break;
    case 'remove':
      rmSync(at(step.path), { force: true });
      break;
    case 'move':
      if (!existsSync(at(step.path))) return;
      mkdirSync(dirname(at(step.to)), { recursive: true });
      renameSync(at(step.path), at(step.to));
      break;
    case 'configure':
      writeFileSync(at('sourcebook.yaml'), `${step.lines.join('\n')}\n`);
      break;
    case 'css':
      writeFileSync(at('site.css'), step.text);
      break;
    case 'commit':
      commit(vault.content, step.day);
      break;
    case 'touch': {
      const time = new Date(Date.UTC(2026, 2, step.day));
      for (const path of step.paths) if (existsSync(at(path))) utimesSync(at(path), time, time);
      break;
    }
    case 'swap': {
      const [one = '', other = ''] = step.paths.map(at);
      if (!existsSync(one) || !existsSync(other)) return;
      const states = [one, other].map((file) => ({ bytes: readFileSync(file), time: statSync(file).mtime }));
      for (const [file, state] of [
        [one, states[1]],
        [other, states[0]],
      ] as const) {
        if (!state) continue;
        writeFileSync(file, state.bytes);
        if (step.keepsTimes) utimesSync(file, state.time, state.time);
      }
    }
  }
}

function commit(folder: string, day: number): void {
  const date = `2026-02-${String(day).padStart(2, '0')}T12:00:00Z`;
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@wiki.example', ...args], {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
    });
  };
  if (!existsSync(join(folder, '.git'))) git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', 'Edit');
}

/** The files of a site. Of Pagefind's, what readers find: it writes its lists in another order each time. */
function siteIn(folder: string): Map<string, string> {
  const site = new Map<string, string>();
  for (const path of filesOf(folder)) {
    if (path === '.sourcebook' || /^pagefind\/\d+\/(?:pagefind|filter\/|index\/)/.test(path)) continue;
    const bytes = readFileSync(join(folder, path));
    site.set(path, path.endsWith('.pf_fragment') ? gunzipSync(bytes).toString('utf8') : bytes.toString('latin1'));
  }
  return site;
}

test(
  'an incremental build is a clean build, whatever was edited',
  async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 30, maxLength: 30 }), async (edits) => {
        const vault = vaultOf({ 'mars.md': '# Mars\n\nRed.\n', 'moons/phobos.md': '# Phobos\n\nOf [[mars]].\n' });
        const clean = join(vault.folder, 'clean');
        for (const [index, step] of edits.entries()) {
          play(vault, step);
          // A vault without any article is no wiki.
          if (!places.some((path) => existsSync(join(vault.content, path)))) vault.write({ 'mars.md': '# Mars\n' });
          const { code, stderr } = await vault.build();
          expect(code, stderr).toBe(0);
          rmSync(clean, { recursive: true, force: true });
          expect((await vault.build('--out', clean, '--force')).code).toBe(0);
          const [a, b] = [siteIn(vault.out), siteIn(clean)];
          const different = [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
          expect(different, `step ${index}: ${JSON.stringify(step)}`).toEqual([]);
          steps++;
        }
      }),
      { numRuns: cases(1) * 2, endOnFailure: true },
    );
    expect(steps).toBeGreaterThanOrEqual(60);
  },
  timeout * 4,
);
