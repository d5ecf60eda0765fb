/** What a change of a vault changes in the wiki. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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
    '  Mars (concepts/Mars.md): 1 paragraph reworded, type, trust, verified by, source lost',
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

describe('the report', () => {
  /** A vault whose Mars is reworded, and has a claim without its source. */
  function reworded() {
    const vault = committed();
    const mars = (text: string): string => `# Mars\n\n${text}\n\n## Moons\n\n- Phobos\n- Deimos\n\n[^s]: [[Survey]], p. 3\n`;
    vault.write({ 'concepts/Mars.md': mars('Mars is red because of iron oxide.[^s] It is near [[Venus]].') });
    vault.git('commit', '--quiet', '-a', '-m', 'Two');
    const now = mars('Mars is red because of iron oxide. It is near [[Venus]] and <script>alert(1)</script> **cold**.');
    vault.write({
      'concepts/Mars.md': now.replace(/- Deimos.*/s, '- Deimos\n- Nobody @ada\n'),
      'concepts/Earth.md': '# Earth\n\nBlue.\n',
    });
    return vault;
  }

  test('shows what readers see changed, in one page without scripts', async () => {
    const { content } = reworded();
    const { code, stdout } = await sourcebook('diff', 'HEAD', '--content', content, '--format', 'html');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!doctype html><html lang="en">/);
    expect(stdout).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/);
    expect(stdout).toContain('<span class="link" title="concepts/venus">Venus</span><ins> and </ins>');
    expect(stdout).toContain('<strong><ins>cold</ins></strong>');
    expect(stdout).toContain('<li class="ins"><ins>Nobody @ada</ins></li>');
    expect(stdout).toContain(
      '<li><a href="#concepts%2Fmars">concepts/mars</a>: “Mars is red because of iron oxide.” no longer cites Survey</li>',
    );
    expect(stdout).toContain('<dt>Sources</dt><dd><del>Survey</del></dd>');
    expect(stdout).not.toMatch(/<script|alert|src=|href="(?!#|data:)|url\(/);
  });

  test('names a claim that lost its source, for which --strict fails', async () => {
    const { content } = reworded();
    const { code, stdout } = await sourcebook('diff', 'HEAD', '--content', content, '--format', 'json', '--strict');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      base: 'HEAD',
      claims: [{ article: 'concepts/mars', sentence: 'Mars is red because of iron oxide.', lost: ['Survey'], instead: [] }],
      articles: [
        { id: 'concepts/earth', kind: 'added' },
        { id: 'concepts/mars', kind: 'changed', text: { added: 1, removed: 2, changed: 1 } },
      ],
    });
  });

  test('is written in every form with --out, of two revisions too', async () => {
    const { content, folder, git } = reworded();
    git('add', '.');
    git('commit', '--quiet', '-m', 'Three');
    const out = join(folder, 'changes');
    const { code } = await sourcebook('diff', 'HEAD~1', 'HEAD', '--content', content, '--out', out);
    expect(code).toBe(0);
    const [page, comment, json] = ['index.html', 'comment.md', 'diff.json'].map((name) => readFileSync(join(out, name), 'utf8'));
    expect(page).toContain('From <code>HEAD~1</code> to <code>HEAD</code>');
    expect(comment).toContain('- Mars (concepts/Mars.md)');
    expect(comment).toContain('+1 −2 paragraphs, 1 reworded, source lost');
    expect(JSON.parse(json ?? '')).toMatchObject({ base: 'HEAD~1', head: 'HEAD' });
  });

  test('compares an article that was moved and reworded with what it was', async () => {
    const { content, write, remove } = committed();
    remove('concepts/Venus.md');
    write({ 'planets/Venus.md': '# Venus\n\nVery bright.\n' });
    const json = await sourcebook('diff', 'HEAD', '--content', content, '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      added: [],
      gone: [],
      moved: [{ from: { id: 'concepts/venus' }, to: { id: 'planets/venus' } }],
      articles: [{ id: 'planets/venus', kind: 'changed', from: { id: 'concepts/venus' }, text: { changed: 1 } }],
    });
    const { stdout } = await sourcebook('diff', 'HEAD', '--content', content, '--format', 'html');
    expect(stdout).toContain('<del>Bright</del><ins>Very bright</ins>.');
  });

  test('is not written into the vault', async () => {
    const { content, git } = reworded();
    const { code, stderr } = await sourcebook('diff', 'HEAD', '--content', content, '--out', join(content, 'changes'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('is inside the content folder')]);
    expect(git('status', '--porcelain', '--ignored')).not.toContain('changes');
  });

  test('says nothing of what has become private, in no form and no sentence of the old text', async () => {
    const { content, write, git } = committed();
    write({ 'concepts/Mars.md': '# Mars\n\nRed, unlike [[Venus|the morning star]]. See [[Pluto]].\n' });
    git('commit', '--quiet', '-a', '-m', 'Two');
    write({
      'concepts/Mars.md': '# Mars\n\nRed.\n',
      'concepts/Venus.md': '---\nprivate: true\n---\n\n# Venus\n\nBright.\n',
      'concepts/Pluto.md': '---\naudience: team\n---\n\n# Pluto\n\nCold.\n',
    });
    for (const format of ['html', 'markdown', 'json', 'text']) {
      const { code, stdout } = await sourcebook('diff', 'HEAD', '--content', content, '--format', format);
      expect(code).toBe(0);
      expect(stdout).toMatch(/mars/i);
      expect(stdout).not.toMatch(/venus|pluto/i);
    }
  });

  test('says nothing of a private article that the old text names and that is new', async () => {
    const { content, write, git } = committed();
    write({
      'concepts/Mars.md':
        '---\nsources: ["[[Dossier]]"]\n---\n\n# Mars\n\nRed, says [[Dossier]].\n\n## Connections\n\n- Part of: [[Dossier]]\n',
    });
    git('commit', '--quiet', '-a', '-m', 'Two');
    write({ 'concepts/Mars.md': '# Mars\n\nRed indeed.\n', 'Dossier.md': '---\nprivate: true\n---\n\n# Dossier\n' });
    for (const format of ['html', 'markdown', 'json', 'text']) {
      const { stdout } = await sourcebook('diff', 'HEAD', '--content', content, '--format', format);
      expect(stdout).toMatch(/mars/i);
      expect(stdout).not.toMatch(/dossier/i);
    }
  });

  test('finds the files of a revision where the last comparison has left them', async () => {
    const { content, write, remove, git } = committed();
    const counts = async (): Promise<unknown> => {
      const { stdout } = await sourcebook('diff', 'HEAD', '--content', content, '--format', 'json');
      const { added, gone, changed } = JSON.parse(stdout);
      return [added.length, gone.length, changed.length];
    };
    expect(await counts()).toEqual([0, 0, 0]);
    write({ 'concepts/Mars.md': '# Mars\n\nRed indeed.\n', 'concepts/Earth.md': '# Earth\n' });
    remove('concepts/Venus.md');
    expect(await counts()).toEqual([1, 1, 1]);
    git('add', '--all');
    git('commit', '--quiet', '-m', 'Two');
    expect(await counts()).toEqual([0, 0, 0]);
    git('reset', '--quiet', '--hard', 'HEAD~1');
    expect(await counts()).toEqual([0, 0, 0]);
  });
});

test('HEAD is given once', async () => {
  const { content } = committed();
  const twice = await sourcebook('diff', 'HEAD', 'HEAD', '--head', 'HEAD', '--content', content);
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('`diff` takes HEAD or `--head`, not both')]);
  const third = await sourcebook('diff', 'HEAD', 'HEAD', 'HEAD', '--content', content);
  expect([third.code, third.stderr]).toEqual([2, expect.stringContaining('no `HEAD` behind it')]);
});
