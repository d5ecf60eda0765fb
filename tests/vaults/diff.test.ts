/** What a change of a vault changes in the wiki. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sentenceIn, sourcebook, type Vault, vaultOf } from '../support/site.ts';

const files = {
  'concepts/Mars.md':
    '---\ntype: concept\nsources: ["[[Survey]]"]\nverified: [{ by: human:ada, at: 2026-01-01 }]\n---\n\n# Mars\n\nRed. See [[Venus]].\n',
  'concepts/Venus.md': '# Venus\n\nBright.\n',
  'concepts/Pluto.md': '# Pluto\n\nCold, a long way from [[Mars]].\n',
  'sources/Survey.md': '---\ntype: source\n---\n\n# Survey\n',
  'private.md': '---\nprivate: true\n---\n\n# Secret plan\n',
};

function committed(): Vault & { git: (...args: string[]) => string } {
  const vault = vaultOf(files);
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@host.example', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]): string => execFileSync('git', ['-C', vault.folder, ...who, ...args], { encoding: 'utf8' });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'One');
  return { ...vault, git };
}

test('articles, links, sources and trust that changed since a commit', async () => {
  const { content, write, remove, git } = committed();
  write({
    'concepts/Mars.md': '---\ntype: entity\n---\n\n# Mars\n\nRed. See [[Venus]] and [[Phobos]].\n',
    'concepts/Earth.md': '# Earth\n\nBlue.\n',
  });
  remove('concepts/Venus.md');
  remove('concepts/Pluto.md');
  write({ 'dwarfs/Pluto.md': files['concepts/Pluto.md'], 'private.md': '---\nprivate: true\n---\n\n# Secret plan, changed\n' });
  const before = git('status', '--porcelain');
  const { code, stdout } = await sourcebook('diff', 'HEAD', '--content', content);
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toEqual([
    '4 articles: 1 new, 1 gone, 1 moved, 1 changed; links 1 (−2), connections 0 (±0).',
    '',
    'Links that lead nowhere now',
    '  concepts/mars: [[Phobos]]',
    '  concepts/mars: [[Venus]]',
    '',
    'Sources lost',
    '  concepts/mars: sources/survey',
    '',
    'Trust',
    '  concepts/mars: human-reviewed → unverified',
    '',
    'New',
    '  Earth (concepts/Earth.md)',
    '',
    'Gone',
    '  Venus (concepts/Venus.md)',
    '',
    'Moved',
    '  concepts/Pluto.md → dwarfs/Pluto.md',
    '',
    'Changed',
    '  Mars (concepts/Mars.md): type',
  ]);
  expect(git('status', '--porcelain')).toBe(before);
});

test('what became private is in no part of it, moved or not', async () => {
  const { content, write, remove, git } = committed();
  const pluto = files['concepts/Pluto.md'];
  write({ 'sources/Survey.md': '---\ntype: source\nprivate: true\n---\n\n# Survey\n\nBy [[Nobody]].\n' });
  git('commit', '--quiet', '-a', '-m', 'Two');
  write({ 'sourcebook.yaml': 'private: ["internal/**", concepts/Venus.md]\n', 'internal/Pluto.md': pluto });
  remove('concepts/Pluto.md');
  for (const base of ['HEAD', 'HEAD~1'])
    for (const format of ['json', 'text']) {
      const { code, stdout } = await sourcebook('diff', base, '--content', content, '--format', format);
      expect(code).toBe(0);
      expect(stdout).not.toMatch(/pluto|venus|survey|nobody/i);
    }
});

test('two revisions as JSON and as markdown, and --strict', async () => {
  const { content, write, git } = committed();
  write({ 'concepts/Venus.md': '# Venus\n\nBright, not [[Mercury*]] @ada.\n' });
  git('commit', '--quiet', '-a', '-m', 'Two');
  const json = await sourcebook('diff', 'HEAD~1', '--head', 'HEAD', '--content', content, '--format', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: 1,
    changed: [{ id: 'concepts/venus', parts: ['text'] }],
    broken: [{ from: 'concepts/venus', name: 'Mercury*' }],
  });
  const markdown = await sourcebook('diff', 'HEAD~1', '--content', content, '--format', 'markdown', '--strict');
  expect(markdown.code).toBe(1);
  expect(markdown.stdout).toContain('#### Links that lead nowhere now\n\n- concepts/venus: \\[\\[Mercury\\*\\]\\]');
});

test('a revision that is none, and a vault in no repository, are named in one sentence', async () => {
  const { content } = committed();
  const wrong = await sourcebook('diff', '--', '--upload-pack=x', '--content', content);
  expect(wrong.code).toBe(2);
  const none = await sourcebook('diff', 'no-such', '--content', content);
  expect(none.code).toBe(2);
  expect(sentenceIn(none.stderr)).toMatch(/^git cannot give the revision `no-such` of .*: it has no such commit\.$/);
  const nowhere = await sourcebook('diff', 'HEAD', '--content', join(content, 'none'));
  expect(sentenceIn(nowhere.stderr)).toMatch(/^The content folder .* does not exist\.$/);
  const alone = await sourcebook('diff', 'HEAD', '--content', vaultOf({ 'a.md': 'A.' }).content);
  expect(sentenceIn(alone.stderr)).toContain('git cannot give the revision `HEAD`');
  expect(readFileSync(join(content, 'concepts/Mars.md'), 'utf8')).toBe(files['concepts/Mars.md']);
});

test('no program of the repository runs', async () => {
  const { folder, content, git } = committed();
  for (const hook of ['post-index-change', 'post-checkout', 'watch'])
    writeFileSync(join(folder, '.git/hooks', hook), `#!/bin/sh\ntouch '${join(folder, 'ran')}'\n`, { mode: 0o755 });
  git('config', 'core.fsmonitor', join(folder, '.git/hooks/watch'));
  expect((await sourcebook('diff', 'HEAD', '--content', content)).code).toBe(0);
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});

test('the repository is the one around the vault, whatever git tells a hook', async () => {
  const other = committed();
  const { content } = committed();
  process.env['GIT_DIR'] = join(other.folder, '.git');
  try {
    const { code, stdout } = await sourcebook('diff', 'HEAD', '--content', content, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ added: [], gone: [], changed: [] });
  } finally {
    Reflect.deleteProperty(process.env, 'GIT_DIR');
  }
});

test.skipIf(process.platform === 'win32')(
  'a vault whose folder begins with a space, or looks like a pattern of git',
  async () => {
    const { folder, git } = committed();
    for (const name of [' notes', ':(glob)notes']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'a.md'), '# A\n');
      git('add', '.');
      git('commit', '--quiet', '-m', 'More');
      const { stdout } = await sourcebook('diff', 'HEAD', '--content', join(folder, name), '--format', 'json');
      expect(JSON.parse(stdout)).toMatchObject({ added: [], gone: [], changed: [], after: { articles: 1 } });
    }
  },
);
