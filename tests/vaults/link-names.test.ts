/** Names as whole sites show them: roots that links call by other names, and names that several articles have. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { brokenLinks, filesOf } from '../support/crawl.ts';
import { serve, sourcebook, textOf, type Vault, vaultOf } from '../support/site.ts';

/** Every file of the site, but the marker, which names the build. */
function snapshot({ out }: Vault): Map<string, string> {
  return new Map(
    filesOf(out).flatMap((path) => (path === '.sourcebook' ? [] : [[path, readFileSync(join(out, path), 'latin1')] as const])),
  );
}

/** Builds after each edit, and expects what a clean build gives. */
async function expectCleanAfter(vault: Vault, edits: readonly (() => void)[], each: (number: number) => void): Promise<void> {
  for (const [number, edit] of edits.entries()) {
    edit();
    await vault.build();
    each(number);
    const incremental = snapshot(vault);
    await vault.build('--force');
    const clean = snapshot(vault);
    expect([...clean].filter(([path, text]) => incremental.get(path) !== text).map(([path]) => path)).toEqual([]);
    expect([...incremental.keys()].sort()).toEqual([...clean.keys()].sort());
    expect(brokenLinks(vault.out)).toEqual([]);
  }
}

const config = 'url: https://wiki.example\nfeatures: { search: false }\n';

test('links below another name come and go with the links and folders that explain it, as in a clean build', async () => {
  const vault = vaultOf({
    'sourcebook.yaml': config,
    'wiki-en/concepts/Coin.md': 'Round.',
    'wiki-en/concepts/Key.md': 'Long.',
    'wiki-en/a.md': 'See [[en/concepts/Coin]].',
    'wiki-en/b.md': 'See [[en/concepts/Key]].',
    'wiki-en/c.md': 'Nothing.',
  });
  const isLinked = (): boolean => vault.read('wiki-en/a/index.html').includes('href="/wiki-en/concepts/coin/"');
  const states: boolean[] = [];
  await expectCleanAfter(
    vault,
    [
      () => {},
      () => vault.write({ 'wiki-en/c.md': 'See [[en/concepts/Coin]].' }),
      () => vault.write({ 'en/d.md': 'A folder of that name.' }),
      () => vault.remove('en'),
      () => vault.remove('wiki-en/c.md'),
      () => vault.write({ 'sourcebook.yaml': `${config}links: { roots: { en: wiki-en } }\n` }),
    ],
    () => states.push(isLinked()),
  );
  expect(states).toEqual([false, true, false, true, false, true]);
}, 120_000);

test('a link may start with the folder that contains the vault, as in a repository', async () => {
  const vault = vaultOf({ 'Moon.md': 'T', 'x/a.md': '[[content/Moon]] [m](/content/Moon.md) [[content/Moon|it]]' });
  await vault.build();
  expect(vault.read('x/a/index.html').match(/href="\/moon\/" data-article-id/g)).toHaveLength(3);
  const { stdout } = await sourcebook('explain', '[[content/Moon]]', '--from', 'x/a', '--content', vault.content);
  expect(stdout).toContain(
    '  8. folder that links give another name (content: the root of the vault): 1 candidate\n       Moon.md “Moon”\n\n→ Moon.md “Moon”\n  /moon/',
  );
});

test('a folder in sourcebook.yaml that does not exist is reported at its place', async () => {
  const { code, stdout } = await vaultOf({
    'wiki-en/a.md': 'T',
    'sourcebook.yaml': 'links:\n  roots: { en: wiki-em, ru: wiki-en }\n',
  }).check();
  expect(code).toBe(1);
  expect(stdout).toContain(
    'sourcebook.yaml:2:16  error  `links.roots.en`: there is no folder `wiki-em` in the vault.  config-invalid',
  );
  expect(stdout).toContain('Did you mean `wiki-en`?');
  expect(stdout).not.toContain('links.roots.ru');
});

const sky = {
  'sourcebook.yaml': config,
  'planets/in/Mercury.md': '---\ntype: concept\nsummary: The smallest planet.\n---\n\nT',
  'myths/of/Mercury.md': '---\ntype: entity\n---\n\nThe god of trade.',
  'a.md': 'Of [[Mercury]] and [[mercury|it]].',
  'b.md': 'Nothing.',
};
const page = 'disambiguation/mercury/index.html';

test('the page of an ambiguous name follows its articles, as in a clean build', async () => {
  const vault = vaultOf(sky);
  const shown: string[] = [];
  await expectCleanAfter(
    vault,
    [
      () => {},
      () => vault.write({ 'myths/of/Mercury.md': '---\ntype: person\nsummary: Messenger.\n---\n\nT' }),
      () => vault.write({ 'metals/x/Mercury.md': 'Liquid.' }),
      () => vault.write({ 'metals/x/Mercury.md': '---\ndraft: true\n---\n\nLiquid.' }),
      () => vault.remove('myths'),
      () => vault.write({ 'myths/of/Mercury.md': 'T', 'a.md': 'Of nothing.', 'b.md': 'Of [[MERCURY]].' }),
      () => vault.write({ 'b.md': 'Of nothing.' }),
    ],
    () =>
      shown.push(existsSync(join(vault.out, page)) ? (/<ul class="meanings">.*<\/ul>/s.exec(vault.read(page)) ?? [''])[0] : ''),
  );
  expect(shown.map((html) => textOf(html))).toEqual([
    'Mercury Entity in myths/of The god of trade. Mercury Concept in planets/in The smallest planet.',
    'Mercury Person in myths/of Messenger. Mercury Concept in planets/in The smallest planet.',
    'Mercury Article in metals/x Liquid. Mercury Person in myths/of Messenger. Mercury Concept in planets/in The smallest planet.',
    'Mercury Person in myths/of Messenger. Mercury Concept in planets/in The smallest planet.',
    '',
    'Mercury Article in myths/of T Mercury Concept in planets/in The smallest planet.',
    '',
  ]);
}, 120_000);

test('the page of an ambiguous name is for readers who follow a link: it is not for search engines', async () => {
  const vault = vaultOf(sky);
  await vault.build();
  expect(vault.read(page)).toContain('<meta name="robots" content="noindex">');
  const naming = filesOf(vault.out).filter((path) => readFileSync(join(vault.out, path), 'latin1').includes('disambiguation/'));
  expect(naming.filter((path) => path !== '.sourcebook').sort()).toEqual(['a.md', 'a/index.html', page]);
  expect((await vault.check()).stdout).toContain(
    '`Mercury` may mean `myths/of/mercury` or `planets/in/mercury`.  link-ambiguous',
  );
});

test('dev serves the page of an ambiguous name', async () => {
  const { url, stop } = await serve('dev', '--content', vaultOf(sky).content);
  try {
    const response = await fetch(`${url}disambiguation/mercury/`);
    expect([response.status, textOf(await response.text())]).toEqual([
      200,
      expect.stringContaining('Mercury may mean any of 2 articles:'),
    ]);
  } finally {
    stop();
  }
});
