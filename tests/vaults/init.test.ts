import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { starterSettings } from '../../src/cli/init-texts.ts';
import { readConfig } from '../../src/site/config.ts';
import { sentenceIn, sourcebook } from '../support/site.ts';

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'sourcebook-init-')), 'sea-notes');
  onTestFinished(() => rmSync(dirname(folder), { recursive: true }));
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const started = [
  '.gitignore',
  'AGENTS.md',
  'content/concepts/Tides.md',
  'content/entities/Moon.md',
  'content/index.md',
  'content/sourcebook.yaml',
  'content/sources/Principia.md',
  'package.json',
];

describe('in a folder without markdown', () => {
  test('starts a wiki in which `check` finds nothing', async () => {
    const folder = join(folderOf({}), 'new');
    const { code, stdout } = await sourcebook('init', folder, '--title', 'The sea: notes');
    expect(code).toBe(0);
    expect(stdout).toContain('Started the wiki “The sea: notes”');
    expect(stdout).toMatch(/^Next:\n {2}cd .*new\n {2}npm install\n {2}npm run dev /m);
    expect(filesIn(folder)).toEqual(started);
    const { stdout: found, stderr } = await sourcebook('check', '--content', join(folder, 'content'), '--all');
    expect(found).toBe('');
    expect(stderr).toContain('3 articles: 0 errors, 0 warnings.');
    expect(parse(readFileSync(join(folder, 'content/sourcebook.yaml'), 'utf8'))).toEqual({ title: 'The sea: notes' });
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).scripts).toMatchObject({ dev: 'sourcebook dev' });
  });

  test('changes no file that is there, and says how to go on with it', async () => {
    const own = { 'package.json': '{}', '.gitignore': 'secret\n', 'README.md': '# Sea\n' };
    const folder = folderOf(own);
    const { stdout } = await sourcebook('init', folder, '--content', 'wiki');
    expect(stdout).toContain('Kept as they are: package.json, .gitignore.');
    expect(stdout).toContain('npx sourcebook dev --content wiki');
    for (const [path, text] of Object.entries(own)) expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
    expect(filesIn(join(folder, 'wiki'))).toContain('sourcebook.yaml');
  });

  test('run again, changes nothing', async () => {
    const folder = folderOf({});
    await sourcebook('init', folder);
    const { code, stdout } = await sourcebook('init', folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Found 4 files of markdown .*\nKept as they are: content\/sourcebook\.yaml, AGENTS\.md\.$/m);
    expect(filesIn(folder)).toEqual(started);
  });

  test('with --github, writes a workflow with the action of the project', async () => {
    const folder = folderOf({});
    await sourcebook('init', folder, '--github');
    const { jobs } = parse(readFileSync(join(folder, '.github/workflows/publish.yml'), 'utf8'));
    const [, action] = jobs.build.steps;
    expect(action.uses).toMatch(/\/sourcebook@v0$/);
    const inputs = parse(readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8')).inputs;
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(action.with)));
  });
});

describe('in a folder with markdown', () => {
  const note = { 'Mars.md': '# Mars\n' };
  test.each([
    ['Obsidian', { ...note, '.obsidian/app.json': '{}' }, '.', 'Sea notes'],
    ['Quartz', { 'content/a.md': 'A.', 'quartz.config.ts': "pageTitle: '🪴 Garden'," }, 'content', '🪴 Garden'],
    ['Foam', { ...note, 'sub/a.md': 'A.', '.vscode/extensions.json': '["foam.foam-vscode"]' }, '.', 'Sea notes'],
    ['Logseq', { 'pages/a.md': '- A', 'journals/b.md': '- B', 'logseq/config.edn': '{}' }, '.', 'Sea notes'],
    ['MkDocs', { 'pages/a.md': 'A.', 'mkdocs.yml': 'site_name: "Deep sea"\ndocs_dir: pages\n' }, 'pages', 'Deep sea'],
  ])('names the signs of %s, and writes settings and AGENTS.md only', async (tool, files, content, title) => {
    const folder = folderOf(files);
    const { code, stdout } = await sourcebook('init', folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Found \\d files? of markdown in .*, with signs of ${tool} \\(`, 'm'));
    expect(stdout).toContain(`npx sourcebook dev --content ${content}`.replace(' --content content', ''));
    const settings = content === '.' ? 'sourcebook.yaml' : `${content}/sourcebook.yaml`;
    expect(filesIn(folder)).toEqual([...Object.keys(files), settings, 'AGENTS.md'].sort());
    const agents = readFileSync(join(folder, 'AGENTS.md'), 'utf8');
    expect(agents).toContain(`npx sourcebook check --content ${content}`.replace(' --content content', ''));
    // It is for agents, not an article.
    expect((await sourcebook('build', '--content', join(folder, content), '--out', join(folder, '../site'))).stdout).toMatch(
      new RegExp(`^Built ${Object.keys(files).filter((path) => path.endsWith('.md')).length} article`),
    );
    expect(parse(readFileSync(join(folder, settings), 'utf8'))).toEqual({ title });
  });

  test('takes the title of the home page', async () => {
    const folder = folderOf({ 'index.md': '# All about the sea\n' });
    expect((await sourcebook('init', folder)).stdout).toContain('with the title “All about the sea”');
  });

  test.each(['Index', 'Wiki Index', 'home page'])('takes the name of the folder if the home page is called %s', async (title) => {
    const folder = folderOf({ 'index.md': `# ${title}\n` });
    expect((await sourcebook('init', folder)).stdout).toContain('with the title “Sea notes”');
  });

  test('names a folder beside the wiki for its site', async () => {
    const { stdout } = await sourcebook('init', folderOf(note));
    expect(stdout).toContain('npx sourcebook build --content . --out ../sea-notes-site');
  });
});

test('the keys that the settings show as examples are right', () => {
  const examples = starterSettings('Sea', undefined).replaceAll(/^# (?=[a-z ]+[\w]*:)/gm, '');
  expect(parse(examples)).toMatchObject({ base: '/notes/', types: { person: { folder: 'people' } } });
  expect(readConfig(examples, '').diagnostics).toEqual([]);
});

test('a file in the place of the folder is named', async () => {
  const folder = folderOf({ note: 'Text.' });
  const { code, stderr } = await sourcebook('init', join(folder, 'note'));
  expect([code, stderr]).toEqual([2, expect.stringContaining('note is not a folder.')]);
});

test.each([
  ['in the place of a folder above it', { file: '' }, ['file/wiki'], /file is not a folder, so nothing can be put into it\.$/],
  ['in the place of a folder to make', { '.github/workflows': '' }, ['.', '--github'], /workflows is not a folder, so nothing/],
])('a file is named %s', async (_, files, [path = '', ...options], sentence) => {
  const run = await sourcebook('init', join(folderOf(files), path), ...options);
  expect([run.code, run.stdout]).toEqual([2, '']);
  expect(sentenceIn(run.stderr)).toMatch(sentence);
});

test('a link that leads nowhere is named, and nothing is written through it', async () => {
  const folder = folderOf({});
  symlinkSync('elsewhere', join(folder, 'content'));
  const run = await sourcebook('init', folder);
  expect(run.code).toBe(2);
  expect(sentenceIn(run.stderr)).toMatch(/content is a link that leads to no folder, so nothing can be put into it\.$/);
  expect(readdirSync(folder)).toEqual(['content']);
});

test.each([
  ['My notes', '"My notes"'],
  ["$(touch run) Ada's", String.raw`'$(touch run) Ada'\''s'`],
  ['-notes', '"./-notes"'],
])('a shell takes the name of the folder for one word: %s', async (name, word) => {
  const folder = folderOf({});
  await sourcebook('init', folder, '--content', name.startsWith('-') ? `./${name}` : name);
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { scripts: { dev: string } };
  expect(scripts.dev).toBe(`sourcebook dev --content ${word}`);
});
