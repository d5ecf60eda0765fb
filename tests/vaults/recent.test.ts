/** Recent changes from a real repository. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesOf } from '../support/crawl.ts';
import { elementOf, sourcebook, textOf, type Vault, vaultOf } from '../support/site.ts';

function git(folder: string, day: string, ...args: string[]): void {
  const date = `${day}T12:00:00Z`;
  execFileSync(
    'git',
    ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@wiki.example', '-c', 'init.defaultBranch=main', ...args],
    {
      env: {
        ...process.env,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
}

function commit(vault: Vault, day: string): void {
  git(vault.folder, day, 'add', 'content');
  git(vault.folder, day, 'commit', '-q', '-m', 'Codename Zarquon');
}

/** Days of the page of recent changes, each with what it says. */
function days(html: string): string[] {
  const sections = html.split('<section class="recent-day">').slice(1);
  return sections.map((section) => textOf(section.replace(/<\/section>[\s\S]*/, '')));
}

test('articles without a date of their own are dated by their repository, and a commit changes no article', async () => {
  const vault = vaultOf({
    'mars.md': '---\ntitle: Mars\n---\nRed.\n',
    'venus.md': '---\ntitle: Venus\n---\nBright.\n',
    'earth.md': '---\ntitle: Earth\ncreated: 2026-01-01\nupdated: 2026-02-02\n---\nBlue.\n',
    'luna.md': '---\ntitle: Luna\ncreated: 2026-02-02\n---\nGrey.\n',
    'secret.md': '---\ntitle: Zarquon\ndraft: true\n---\nHidden.\n',
    'sourcebook.yaml': 'features: { search: false }\n',
  });
  git(vault.folder, '2026-03-01', 'init', '-q');
  commit(vault, '2026-03-01');
  await vault.build();
  expect(days(vault.read('recent/index.html'))).toEqual(['1 March 2026 Mars Venus', '2 February 2026 new Luna Earth']);
  const before = new Map(filesOf(vault.out).map((path) => [path, vault.read(path)]));

  vault.write({ 'venus.md': '---\ntitle: Venus\n---\nBright. \n' });
  commit(vault, '2026-03-05');
  vault.write({ 'venus.md': '---\ntitle: Venus\n---\nBright.\n' });
  commit(vault, '2026-03-06');
  expect((await vault.build()).stdout).toMatch(/\b2 of them made anew/);
  expect(days(vault.read('recent/index.html'))[0]).toBe('6 March 2026 Venus');
  const changed = filesOf(vault.out).filter((path) => path !== '.sourcebook' && before.get(path) !== vault.read(path));
  expect(changed).toEqual(['index.html', 'recent/index.html']);
  expect((await vault.build()).stdout).toMatch(/\b0 of them made anew/);
  expect(filesOf(vault.out).filter((path) => vault.read(path).includes('Zarquon'))).toEqual([]);

  const clone = join(vault.folder, 'clone');
  git(vault.folder, '2026-03-07', 'clone', '-q', '--depth', '1', `file://${vault.folder}`, clone);
  const out = join(vault.folder, 'clone-dist');
  await sourcebook('build', '--content', join(clone, 'content'), '--out', out);
  expect(days(readFileSync(join(out, 'recent/index.html'), 'utf8'))).toEqual(['2 February 2026 new Luna Earth']);
});

test('outside a repository nothing but what articles and logs say has a date', async () => {
  const vault = vaultOf({ 'mars.md': 'Red.\n', 'log.md': '# Log\n\n## 2026-01-01\n\n* Began.\n' });
  await vault.build();
  expect(days(vault.read('recent/index.html'))).toEqual(['1 January 2026 Began.']);
  expect(elementOf(vault.read('index.html'), /<main/)).not.toContain('Changed lately');
});

test('an article reached by a symbolic link has the date of its file, not that of the link', async () => {
  const vault = vaultOf({ 'mars.md': 'Red.', 'moons/io.md': 'Yellow.', 'sourcebook.yaml': 'followSymlinks: true\n' });
  mkdirSync(join(vault.folder, 'outside'));
  writeFileSync(join(vault.folder, 'outside/sun.md'), 'Hot.');
  git(vault.folder, '2026-03-01', 'init', '-q');
  commit(vault, '2026-03-01');
  symlinkSync('mars.md', join(vault.content, 'red.md'));
  symlinkSync('moons', join(vault.content, 'satellites'));
  symlinkSync('../outside/sun.md', join(vault.content, 'sun.md'));
  commit(vault, '2026-03-08');
  await vault.build();
  expect(days(vault.read('recent/index.html'))).toEqual(['1 March 2026 mars io red io']);
});

test('a date reaches recent changes, the feed and the sitemap, whatever its key, its form and the language of the frontmatter', async () => {
  const vault = vaultOf({
    'mars.md': '---\ntitle: Mars\ndate modified: Monday, October 2nd 2023, 11:45:10 pm\n---\nRed.\n',
    'venus.md': '---\ntitle: Venus\ndate created: 1 Oct 2023\nlastmod: "[[2023-10-03]]"\n---\nBright.\n',
    'luna.md': '+++\ntitle = "Luna"\nlastmod = 2023-10-04T22:00:00-07:00\n+++\nGrey.\n',
    'earth.md': '{"title": "Earth", "last_modified_at": "2023-W40-5"}\nBlue.\n',
    'pluto.md': '---\ntitle: Pluto\nupdated: 02/10/2023\n---\nCold.\n',
    'sourcebook.yaml': 'url: https://wiki.example\nfeatures: { search: false }\n',
  });
  await vault.build();
  const dated = ['5 October 2023 Luna', '3 October 2023 Venus', '2 October 2023 Mars'];
  expect(days(vault.read('recent/index.html'))).toEqual(['6 October 2023 Earth', ...dated]);
  const all = (path: string, pattern: RegExp): string[] => [...vault.read(path).matchAll(pattern)].map(([, found = '']) => found);
  expect(all('feed.xml', /<entry>[\s\S]*?<updated>([^<]*)/g)).toEqual([
    '2023-10-06T00:00:00Z',
    '2023-10-05T05:00:00Z',
    '2023-10-03T00:00:00Z',
    '2023-10-02T23:45:10Z',
  ]);
  expect(all('sitemap-0.xml', /<lastmod>([^<]*)/g).sort()).toEqual([
    '2023-10-02T23:45:10Z',
    '2023-10-03',
    '2023-10-05T05:00:00Z',
    '2023-10-06',
  ]);
  const { code, stdout } = await vault.check('--all');
  expect(stdout).toMatch(/pluto\.md:3:10 {2}info {2}`updated`: day and month cannot be told apart; expected a date such as/);
  expect(code).toBe(0);
});
