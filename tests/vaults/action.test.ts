/** The action for GitHub, whose steps are run as GitHub runs them, and the files for other builders. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { launcher, type Vault, vaultOf } from '../support/site.ts';

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

/** A pull request, and what the host does for a token. */
interface PullRequest {
  readonly base: string;
  readonly head: string;
  /** Body of a shell script in the place of `gh`. */
  readonly gh: string;
}

/** Runs the shell steps of the action on a vault: after one fails, only those that always run. */
function runAction(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) {
  return runActionOn(vaultOf(files), inputs);
}

function runActionOn(vault: Vault, inputs: Readonly<Record<string, string>>, pullRequest?: PullRequest) {
  const folder = join(vault.folder, 'runner');
  mkdirSync(folder);
  const program = (name: string, text: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  };
  if (pullRequest) program('gh', pullRequest.gh);
  const command = join(folder, 'sourcebook');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${launcher}" "$@"\n`);
  chmodSync(command, 0o755);
  const given: Record<string, string> = { content: vault.content, out: vault.out, ...inputs };
  const event: Record<string, string | undefined> = {
    'base.sha': pullRequest?.base,
    'head.sha': pullRequest?.head,
    number: '7',
  };
  const filled = (text: string): string =>
    text
      .replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => given[name] ?? action.inputs[name]?.default ?? 'no such input')
      .replace(/\$\{\{ github\.event\.pull_request\.([\w.]+) \}\}/g, (_, name: string) => event[name] ?? 'no such value');
  const runs = ({ if: condition = '' }: Step): boolean =>
    !condition.includes("== 'pull_request'") || (pullRequest !== undefined && given['diff'] !== 'false');
  const file = (name: string): string => join(folder, name);
  const env = {
    ...process.env,
    NO_COLOR: '1',
    SOURCEBOOK: command,
    GITHUB_ACTION_PATH: project,
    GITHUB_ENV: file('env'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary.md'),
    GITHUB_SERVER_URL: 'https://host.example',
    GITHUB_REPOSITORY: 'ada/notes',
    GITHUB_RUN_ID: '99',
    RUNNER_TEMP: folder,
    PATH: `${folder}:${process.env['PATH']}`,
  };
  const codes: (number | null)[] = [];
  let printed = '';
  for (const step of action.runs.steps) {
    if (step.run === undefined || !runs(step) || (codes.some((code) => code !== 0) && step.if === undefined)) continue;
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
    folder,
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
    expect(used).toHaveLength(4);
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

describe.skipIf(process.platform === 'win32')('the action on a pull request', () => {
  /** Keeps what it is asked, and answers as GitHub does where the token may write. */
  const answering = (comments: string): string =>
    [
      'log="$(dirname "$0")/gh.txt"',
      'printf "%s\\n" "$*" >> "$log"',
      'for argument in "$@"; do case "$argument" in body=@*) cp "$(echo "$argument" | cut -c7-)" "$(dirname "$0")/posted.md" ;; esac; done',
      `case "$2" in graphql) printf '%s' '${comments}' ;; esac`,
    ].join('\n');
  const refusing = 'case "$2" in graphql) ;; *) echo "HTTP 403: Resource not accessible by integration" >&2; exit 1 ;; esac';

  /** A merge of a pull request into its base, as it is checked out. */
  function merged() {
    const vault = vaultOf(sky);
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@host.example', '-c', 'commit.gpgsign=false'];
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', vault.folder, ...who, ...args], { encoding: 'utf8' }).trim();
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '-m', 'One');
    const base = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', '-b', 'change');
    vault.write({ 'mars.md': '# Mars\n\nRed, unlike [[Phobos]] $(touch gone) `touch gone` ::error::x @ada.\n' });
    git('commit', '--quiet', '-a', '-m', 'Two');
    const head = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', 'main');
    vault.write({ 'venus.md': '# Venus\n\nBright, and changed on the base meanwhile.\n' });
    git('commit', '--quiet', '-a', '-m', 'Three');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'change');
    return { vault, git, base, head };
  }
  const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

  test('posts what it changes, and nothing of what the base has changed since', () => {
    const { vault, base, head } = merged();
    const { codes, folder, output, summary, printed } = runActionOn(vault, {}, { base, head, gh: answering('') });
    expect([codes, printed]).toEqual([[0, 0, 0, 0, 0], expect.not.stringContaining('::error::x')]);
    expect(read(folder, 'gh.txt')).toMatch(/^api --silent --method POST repos\/ada\/notes\/issues\/7\/comments -F body=@/m);
    const posted = read(folder, 'posted.md');
    expect(posted).toMatch(
      /^<!-- sourcebook-diff \d+ -->\n### What this pull request changes\n\n\*\*2 articles: 0 new, 0 gone, 1 changed/,
    );
    expect(posted).toContain('- mars: \\[\\[Phobos\\]\\]');
    expect(posted).toContain('[this run](https://host.example/ada/notes/actions/runs/99)');
    expect(posted).not.toMatch(/venus/i);
    expect(output).toContain(`report=${join(folder, 'sourcebook-diff')}`);
    expect(read(folder, 'sourcebook-diff/index.html')).toContain('Phobos');
    expect(summary).not.toContain('pull request');
    expect(existsSync(join(vault.folder, 'gone'))).toBe(false);
  });

  test('puts the comment in the place of the last one', () => {
    const { vault, base, head } = merged();
    const { folder } = runActionOn(vault, {}, { base, head, gh: answering('1234') });
    expect(read(folder, 'gh.txt')).toContain('--method PATCH repos/ada/notes/issues/comments/1234 -F body=@');
    expect(read(folder, 'gh.txt')).not.toContain('POST');
  });

  test('says it in the summary where the token may not comment', () => {
    const { vault, base, head } = merged();
    const { codes, summary } = runActionOn(vault, {}, { base, head, gh: refusing });
    expect(codes).toEqual([0, 0, 0, 0, 0]);
    expect(summary).toContain('- mars: \\[\\[Phobos\\]\\]');
    expect(summary).toContain('This could not be posted as a comment.');
  });

  test('fetches the commit that a clone without history lacks', () => {
    const { vault, git, base, head } = merged();
    const clone = vaultOf({});
    git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${vault.folder}`, join(clone.folder, 'clone')]);
    const content = join(clone.folder, 'clone', 'content');
    const { codes, folder } = runActionOn(clone, { content }, { base, head, gh: answering('') });
    expect(codes).toEqual([0, 0, 0, 0, 0]);
    expect(read(folder, 'posted.md')).toContain('1 changed');
    expect(read(folder, 'posted.md')).not.toMatch(/venus/i);
  });

  test('says why it cannot compare, and fails nothing', () => {
    const { vault, head } = merged();
    const gone = { base: '0'.repeat(40), head: '1'.repeat(40), gh: answering('') };
    const missing = runActionOn(vault, {}, gone);
    expect(missing.codes).toEqual([0, 0, 0, 0, 0]);
    expect(missing.summary).toContain(`The commit ${gone.base}, to compare with, is not in this clone and could not be fetched.`);
    const odd = runActionOn(merged().vault, {}, { base: '$(touch gone)', head, gh: answering('') });
    expect([odd.codes, odd.summary]).toEqual([[0, 0, 0, 0, 0], expect.stringContaining('The event names no pull request.')]);
  });

  test('says nothing where it is not wanted, or nothing has changed', () => {
    const { vault, base, head } = merged();
    expect(runActionOn(vault, { diff: 'false' }, { base, head, gh: answering('') }).codes).toHaveLength(4);
    const { vault: same, git } = merged();
    const now = git('rev-parse', 'HEAD');
    const { codes, folder } = runActionOn(same, {}, { base: now, head: now, gh: answering('') });
    expect(codes).toEqual([0, 0, 0, 0, 0]);
    expect(read(folder, 'gh.txt')).not.toContain('POST');
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
