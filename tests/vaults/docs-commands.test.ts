/** Every command that the documentation shows runs as it is written, on the wiki of the tutorial. */
import { type ExecFileException, execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeBlocks, docsPages, docsText } from '../support/docs.ts';

const project = join(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'sourcebook-docs-'));
const copy = join(place, 'sourcebook');

/** Commands that are not run, and why. */
const skipped: readonly (readonly [command: RegExp, why: string])[] = [
  [/^(?:npx sourcebook|npm run) dev\b/, 'a server, which does not end'],
  [/^(?:npx sourcebook|npm run) preview\b/, 'a server, which does not end'],
];

/** Commands that may end with 1, since they find something in the wiki of the tutorial, and why. */
const finding: readonly (readonly [command: RegExp, why: string])[] = [
  [/ --okf\b/, 'its articles have no `type`, which the format wants'],
];

interface Shown {
  readonly page: string;
  readonly command: string;
}

const shown: readonly Shown[] = ['../README.md', ...docsPages()].flatMap((page) =>
  codeBlocks(docsText(page))
    .filter(({ info }) => /^(?:sh|yaml)\b/.test(info))
    .flatMap(({ text }) => [...text.matchAll(/^(?: *- (?:run: )?)?((?:npx sourcebook|npm run) [^#\n]*)/gm)])
    .map(([, command = '']) => ({ page, command: command.trim() })),
);
const isSkipped = ({ command }: Shown): boolean => skipped.some(([pattern]) => pattern.test(command));

beforeAll(() => {
  for (const path of [
    'src',
    'scripts',
    'tools',
    'public',
    'content',
    'docs',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ])
    cpSync(join(project, path), join(copy, path), { recursive: true });
  cpSync(join(project, 'astro.config.mjs'), join(copy, 'astro.config.mjs'));
  // Without the cache, so that the copy has one of its own to clear.
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(join(project, 'node_modules')).filter((each) => each !== '.cache'))
    symlinkSync(join(project, 'node_modules', name), join(copy, 'node_modules', name));
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A folder with the wiki of the tutorial as `content` and as `notes`, and the settings that the page shows. */
function folderOf(page: string): string {
  const folder = join(place, 'pages', page.replaceAll(/[^a-z]+/gi, '-'));
  for (const { info, text } of [...codeBlocks(docsText('tutorials/first-wiki.md')), ...codeBlocks(docsText(page))]) {
    // Code is beside the content folder.
    const [, module] = /title="([^"/]+\.(?:ts|mjs|astro))"/.exec(info) ?? [];
    if (module !== undefined) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, module), text);
    }
    const path = /title="(?:content\/([^"]+)|(sourcebook\.yaml))"/.exec(info)?.slice(1).find(Boolean);
    for (const root of path === undefined ? [] : ['content', 'notes']) {
      const file = join(folder, root, path ?? '');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  return folder;
}

/** Runs a program of the documentation, with the modules of the copy for those of the package. */
function runProgram(page: string, text: string): Promise<Ended> {
  const folder = folderOf(page);
  // In the copy, since Node reads TypeScript for its own sources only.
  const file = join(copy, 'program.ts');
  writeFileSync(
    file,
    text.replaceAll("'sourcebook'", "'./src/api/index.ts'").replaceAll("'sourcebook/schema'", "'./src/api/schema.ts'"),
  );
  return ended(process.execPath, [join(copy, 'scripts/run.mjs'), file], folder);
}

function run({ page, command }: Shown): Promise<Ended> {
  const own = `"${process.execPath}" "${join(copy, 'scripts/sourcebook.mjs')}"`;
  const cwd = command.startsWith('npm') ? copy : folderOf(page);
  if (/ diff /.test(command)) commitAll(cwd);
  return ended('sh', ['-c', command.replace(/^npx sourcebook/, () => own)], cwd);
}

/** Makes a folder a repository with one commit. */
function commitAll(folder: string): void {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@host.example', '-c', 'commit.gpgsign=false'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    ['commit', '--quiet', '--allow-empty', '-m', 'Notes'],
  ])
    execFileSync('git', ['-C', folder, ...who, ...args]);
}

interface Ended {
  readonly code: number;
  readonly output: string;
}

function ended(file: string, args: readonly string[], cwd: string): Promise<Ended> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|VITEST|INIT_CWD)/i.test(name)));
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env: { ...env, NO_COLOR: '1' } }, (error: ExecFileException | null, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output: stdout + stderr }),
    );
  });
}

test.each(shown.filter((each) => !isSkipped(each)))(
  '$page: $command',
  async (each) => {
    const { code, output } = await run(each);
    const allowed = finding.some(([pattern]) => pattern.test(each.command)) ? [0, 1] : [0];
    expect(allowed, output).toContain(code);
  },
  180_000,
);

test('the code of a wiki that the documentation shows is run', async () => {
  const page = 'how-to/use-your-own-code.md';
  const folder = folderOf(page);
  writeFileSync(join(folder, 'content/Issue.md'), '---\ntype: entity\n---\n\nSee #12.\n');
  const { code, output } = await run({ page, command: 'npx sourcebook build' });
  expect(code, output).toBe(0);
  const html = readFileSync(join(folder, 'dist/issue/index.html'), 'utf8');
  expect(html).toContain('href="https://github.com/ada/sky/issues/12"');
  expect((await run({ page, command: 'npx sourcebook check' })).output).toMatch(/Issue\.md.*An entity has a picture/);
}, 120_000);

const library = 'how-to/use-as-a-library.md';

test.each(codeBlocks(docsText(library)).filter(({ info }) => info.startsWith('ts')))(
  'a program: $info',
  async ({ text }) => {
    // A comment behind an expression says what it is.
    const { code, output } = await runProgram(
      library,
      text.replace(/^([^;\n]+); \/\/ (.+)$/gm, 'console.log(JSON.stringify($1 === $2));'),
    );
    expect(code, output).toBe(0);
    expect(output).not.toContain('false');
  },
  120_000,
);

test('what `explain` prints is what the documentation shows', async () => {
  const page = 'how-to/link-articles.md';
  const [command, printed] = codeBlocks(docsText(page)).filter(({ info }) => info !== 'markdown');
  const { output } = await run({ page, command: command?.text.trim() ?? '' });
  expect(output.trim()).toBe(printed?.text.trim());
}, 120_000);

test('no reason to skip a command, or to let it find something, is left over', () => {
  for (const [pattern] of [...skipped, ...finding]) expect(shown.some(({ command }) => pattern.test(command))).toBe(true);
});

test('the commands of the documentation are those that exist', () => {
  const scripts = Object.keys((JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as { scripts: object }).scripts);
  for (const { command } of shown.filter((each) => each.command.startsWith('npm run ')))
    expect(scripts).toContain(/^npm run (?:-s )?(\S+)/.exec(command)?.[1]);
});
