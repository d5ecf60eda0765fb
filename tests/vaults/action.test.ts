/** The action for GitHub, whose steps are run as GitHub runs them, and the files for other builders. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { launcher, vaultOf } from '../support/site.ts';

const project = join(import.meta.dirname, '../..');
const textOf = (path: string): string => readFileSync(join(project, path), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
const action: Action = parse(textOf('action.yml'));

/** Runs the shell steps of the action on a vault: after one fails, only those that always run. */
function runAction(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) {
  const vault = vaultOf(files);
  const folder = join(vault.folder, 'runner');
  mkdirSync(folder);
  const command = join(folder, 'sourcebook');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`);
  chmodSync(command, 0o755);
  const given: Record<string, string> = { content: vault.content, out: vault.out, ...inputs };
  const filled = (text: string): string =>
    text.replace(
      /\$\{\{ inputs\.(\w+) \}\}/g,
      (_, name: string) => given[name] ?? action.inputs[name]?.default ?? 'no such input',
    );
  const file = (name: string): string => join(folder, name);
  const env = {
    ...process.env,
    NO_COLOR: '1',
    SOURCEBOOK: command,
    GITHUB_ACTION_PATH: project,
    GITHUB_ENV: file('env'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary.md'),
    RUNNER_TEMP: folder,
  };
  const codes: (number | null)[] = [];
  let printed = '';
  for (const step of action.runs.steps) {
    if (step.run === undefined || (codes.some((code) => code !== 0) && step.if === undefined)) continue;
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]);
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      env: { ...env, ...Object.fromEntries(own) },
      cwd: vault.folder,
      encoding: 'utf8',
    });
    codes.push(status);
    printed += stdout + stderr;
  }
  return {
    vault,
    codes,
    printed,
    output: readFileSync(env.GITHUB_OUTPUT, 'utf8'),
    summary: readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

const sky = { 'mars.md': '# Mars\n\nRed, unlike [[Venus]].\n', 'venus.md': '# Venus\n\nBright.\n' };
const damaged = { 'sourcebook.yaml': 'base: "http://other.example/"\n' };

describe.skipIf(process.platform === 'win32')('the action', () => {
  test('checks, builds and sums up', () => {
    const { vault, codes, output, summary, printed } = runAction(sky, { base: '/notes/', site: 'https://me.example' });
    expect([codes, printed]).toEqual([[0, 0, 0, 0], expect.stringContaining('2 articles: 0 errors')]);
    expect(vault.read('mars/index.html')).toContain('<link rel="canonical" href="https://me.example/notes/mars/"');
    const { version } = JSON.parse(textOf('package.json'));
    expect(output).toContain(`version=${version}\ncache=/`);
    expect(summary).toMatch(
      /^### Sourcebook\n\n\| \| \|\n\|---\|---\|\n\| Findings \| 0 errors, .*\|\n\| Articles \| 2 \|\n\| Pages \| \d+, \d+ made anew \|\n\| Time \| \d+\.\d s \|\n\| Size \| \d+ kB in \d+ files \|\n$/,
    );
  });

  test('builds in spite of errors, which it annotates, unless it is strict', () => {
    const lenient = runAction({ ...sky, ...damaged });
    expect([lenient.codes, existsSync(join(lenient.vault.out, 'index.html'))]).toEqual([[0, 0, 0, 0], true]);
    expect(lenient.printed).toMatch(/^::error /m);
    const strict = runAction({ ...sky, ...damaged }, { strict: 'true' });
    expect(strict.codes).toEqual([0, 1, 0]);
    expect(strict.summary).toContain('| Site | not built |');
  });

  test('reads no input as a command', () => {
    const { vault, codes } = runAction(sky, { content: '$(touch gone)"; touch gone; "' });
    expect(codes[1]).toBe(2);
    expect(existsSync(join(vault.folder, 'gone'))).toBe(false);
  });

  test('pins the actions that it uses by commit', () => {
    const used = action.runs.steps.flatMap(({ uses }) => uses ?? []);
    expect(used).toHaveLength(3);
    for (const each of used) expect(each).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
  });

  test('runs scripts that git keeps executable', () => {
    for (const { run } of action.runs.steps) {
      const path = /scripts\/action\/\w+\.sh/.exec(run ?? '')?.[0];
      if (path !== undefined)
        expect(execFileSync('git', ['ls-files', '--stage', path], { cwd: project, encoding: 'utf8' })).toMatch(/^100755 /);
    }
  });
});

test('the paths that the Dockerfile copies exist', () => {
  const copied = [...textOf('Dockerfile').matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
  expect(copied).toContain('src');
  expect(copied.filter((path) => !existsSync(join(project, path)))).toEqual([]);
});

test('the template for GitLab checks, and publishes the folder that GitLab expects', () => {
  const { check, pages } = parse(textOf('docs/hosts/gitlab-ci.yml'));
  expect(check.script.join()).toContain('sourcebook check');
  expect(pages.script.join()).toContain('--out public');
  expect(pages.artifacts.paths).toEqual(['public']);
});
