/** Every way of saying that a note is not for everyone: no byte of the site may hold its words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { filesOf } from '../support/crawl.ts';
import { sentenceIn, type Vault, vaultOf } from '../support/site.ts';

/** The text of a file of a site; that of the search index is compressed. */
function textIn(vault: Vault, path: string): string {
  const bytes = readFileSync(join(vault.out, path));
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('latin1');
}

/** Where a built site holds a word, also in names of files. */
function placesOf(vault: Vault, word: RegExp): string[] {
  return filesOf(vault.out).filter((path) => word.test(path) || word.test(textIn(vault, path)));
}

/** What makes a note private, as the start of its file. */
const ways: Readonly<Record<string, string>> = {
  'a fence at the start': '```yaml\nprivate: true\n```\n',
  'a fence without a language': '```\nprivate: true\n```\n',
  'a fence below frontmatter': '---\ntype: concept\n---\n\n```yaml\nprivate: true\n```\n',
  'a line in bold': '**Private**: yes\n',
  'a colon in bold': '**Private:** Yes\n',
  'a line below the title': '# Vulcan\n\n**Type**: concept\n**Private**: true\n',
  'a line in a list': '- **Type**: concept\n- **Private**: yes\n',
  'a line in a quote': '> **Private**: yes\n',
  'a key of Logseq': 'private:: true\n',
  'a key of Logseq in an item': '- public:: false\n',
  'a later key of Logseq': 'title:: Vulcan\ntype:: planet\npublic:: false\n',
  share: '---\nshare: false\n---\n',
  'dg-publish': '---\ndg-publish: false\n---\n',
  visibility: '---\nvisibility: hidden\n---\n',
  status: '---\nstatus: Private\n---\n',
  'a status in a list': '---\nstatus: [private]\n---\n',
  access: '---\naccess: private\n---\n',
  public: '---\npublic: false\n---\n',
  'private beside draft': '---\ndraft: true\nprivate: true\n---\n',
};

const draftWays: Readonly<Record<string, string>> = {
  draft: '---\ndraft: true\n---\n',
  'publish of Obsidian': '---\npublish: false\n---\n',
  'published of Jekyll': '---\npublished: false\n---\n',
  'a line': '**Draft**: yes\n',
  'a key of Logseq': 'draft:: true\n',
};

/** Notes named and filled with a word that stands in no other, and one that links to all of them. */
function vaultWith(heads: Readonly<Record<string, string>>): Record<string, string> {
  const notes = Object.values(heads).map((head, n) => [`hidden/Vulcan${n}x.md`, `${head}\nAbout vulcan${n}x alone.\n`] as const);
  const links = notes.map((_, n) => `[[Vulcan${n}x]]`).join(' and ');
  return { ...Object.fromEntries(notes), 'Open.md': `---\nup: "[[Vulcan0x]]"\n---\n\n# Open\n\nSee ${links}.\n` };
}

test('a note is private in the ways of every tool, also with --drafts', async () => {
  const vault = vaultOf(vaultWith(ways));
  for (const options of [[], ['--drafts']]) {
    expect((await vault.build(...options)).stdout).toContain('Built 1 article');
    expect(placesOf(vault, /vulcan\d+x/i)).toEqual([]);
  }
});

test('a draft is published with --drafts only', async () => {
  const vault = vaultOf(vaultWith(draftWays));
  await vault.build();
  expect(placesOf(vault, /vulcan\d+x/i)).toEqual([]);
  expect((await vault.build('--drafts')).stdout).toContain(`Built ${Object.keys(draftWays).length + 1} articles`);
});

test.each([
  ['a beach', '# Cove\n\n**Access**: private\n'],
  ['a company', '# Umbrella\n\n**Status**: private\n\n**Private**: a company since 1990\n'],
  ['a line of prose further down', '# Mars\n\nText.\n\n**Private**: yes\n'],
  ['an example below a title', '# Jekyll\n\n```yaml\nprivate: true\n```\n'],
  ['an example of frontmatter', '```yaml\nlayout: post\nprivate: true\n```\n\nText.\n'],
  ['a network to share with', '---\nshare: [mastodon]\n---\n'],
  ['access of another kind', '---\naccess: 2026-05-22\nstatus: evergreen\npublic: Ada\n---\n'],
  ['a draft as a status', '---\nstatus: draft\n---\n'],
])('%s is public', async (_, text) => {
  const vault = vaultOf({ 'Open.md': text });
  expect((await vault.build()).stdout).toContain('Built 1 article');
});

describe('a vault of Digital Garden', () => {
  const files = {
    'Open.md': '---\ndg-publish: true\n---\n\nSee [[Vulcan]].\n',
    'Vulcan.md': 'A planet.\n',
    'hidden/Neith.md': 'A moon.\n',
    'templates/Note.md': '---\ndg-publish: true\ntitle: "{{title}}"\n---\n',
  };

  test('publishes the notes that say so, and tells its authors', async () => {
    const vault = vaultOf(files);
    expect((await vault.build('--drafts')).stdout).toContain('Built 1 article');
    expect(placesOf(vault, /vulcan|neith/i)).toEqual([]);
    expect((await vault.check('--all')).stdout).toContain('2 notes without `dg-publish: true` are kept private');
  });

  test('is none for a template alone', async () => {
    const vault = vaultOf({ ...files, 'Open.md': 'See [[Vulcan]].\n' });
    expect((await vault.build()).stdout).toContain('Built 3 articles');
  });
});

describe('private folders', () => {
  const files = {
    'Open.md': '# Open\n\nSee [[Vulcan]] and [[people/Ada]].\n\n![[sketch.png]]\n',
    'journal/2026/Vulcan.md': '---\ndraft: false\n---\n\n![[map.png]]\n',
    'people/Ada.md': 'Text.\n',
    'map.png': 'map',
    'sketch.png': 'sketch',
    'sourcebook.yaml': 'private: ["journal/**", people]\n',
  };

  test('hold private articles, whatever these say, and what only they show', async () => {
    const vault = vaultOf(files);
    expect((await vault.build('--drafts')).stdout).toContain('Built 1 article');
    expect(placesOf(vault, /vulcan|\bada\b|map\.png/i)).toEqual([]);
    expect(filesOf(vault.out).some((path) => path.includes('sketch'))).toBe(true);
  });

  test.each(['private: journal\n', 'private: { a: b }\n', 'audiences: { a: 7 }\n', 'private: [journal\n'])(
    'that cannot be read stop the build: %j',
    async (yaml) => {
      const vault = vaultOf({ ...files, 'sourcebook.yaml': yaml });
      const { code, stderr } = await vault.build();
      expect([code, filesOf(vault.folder).filter((path) => path.startsWith('dist'))]).toEqual([2, []]);
      expect(stderr).toContain('`private` or `audiences` of sourcebook.yaml cannot be read');
      expect((await vault.check()).stdout).toMatch(/sourcebook.yaml:\d/);
    },
  );
});

describe('audiences', () => {
  const files = {
    'Open.md': 'See [[Vulcan]], [[Neith]] and [[Ceres]].\n',
    'Vulcan.md': '---\naudience: Team\n---\n\nHeat.\n',
    'internal/Neith.md': 'A moon.\n',
    'internal/board/Ceres.md': '---\naudience: [board, team]\n---\n\nDwarf.\n',
    'All.md': '---\naudience: [public, team]\n---\n\nText.\n',
    'Due.md': '---\naudience: team\ndraft: true\n---\n\nText.\n',
    'sourcebook.yaml': 'audiences: { "internal/**": [team, board], internal/board: board }\n',
  };
  const wordsIn = (vault: Vault): string[] =>
    ['vulcan', 'neith', 'ceres', 'due'].filter((word) => placesOf(vault, new RegExp(`\\b${word}\\b`, 'i')).length > 0);

  test.each([
    [[], 2, []],
    [['--audience', 'public'], 2, []],
    [['--audience', 'team'], 4, ['vulcan', 'neith']],
    [['--audience', 'TEAM', '--drafts'], 5, ['vulcan', 'neith', 'due']],
    [['--audience', 'board'], 4, ['neith', 'ceres']],
  ])('get what is for them: %j', async (options, articles, words) => {
    const vault = vaultOf(files);
    const { stdout } = await vault.build(...options);
    expect(stdout).toContain(`Built ${articles} articles`);
    expect(wordsIn(vault)).toEqual(words);
  });

  test('can change from build to build into one folder', async () => {
    const vault = vaultOf(files);
    await vault.build('--audience', 'team');
    await vault.build();
    expect(wordsIn(vault)).toEqual([]);
  });

  test('that nothing is for are a mistake', async () => {
    const vault = vaultOf(files);
    const { code, stderr } = await vault.build('--audience', 'tema');
    expect([code, sentenceIn(stderr)]).toEqual([
      2,
      'No article or folder is for the audience `tema`; expected `public`, `board`, `team`.',
    ]);
  });

  test('are told what a build leaves out by check', async () => {
    const vault = vaultOf(files);
    expect((await vault.check('--all')).stdout).toContain('1 article is left out: only for the audience `board`.');
    expect((await vault.check('--all', '--audience', 'board')).stdout).toContain('only for the audience `team`');
  });
});

describe('the proof', () => {
  const files = {
    'Mars.md': '# Mars\n\nRed.\n',
    'hidden/Vulcan.md':
      '---\nprivate: true\naliases: [Intra-mercurial planet]\n---\n\nLe Verrier computed where nobody would ever see it.\n',
  };
  const leaking = { ...files, 'Open.md': '# Open\n\nThey spoke of Vul%%of a planet%%can.\n' };

  test('stops a build that would say a private name, and leaves the last site', async () => {
    const vault = vaultOf(files);
    await vault.build();
    vault.write(leaking);
    const { code, stderr } = await vault.build();
    expect(code).toBe(1);
    expect(stderr).toMatch(/`\S+` would say “[Vv]ulcan” of the private article `hidden\/Vulcan\.md`/);
    expect([placesOf(vault, /vulcan/i), filesOf(vault.out).includes('mars/index.html')]).toEqual([[], true]);
    expect((await vault.build('--no-proof')).code).toBe(0);
    // What was published without proof is looked at again.
    expect((await vault.build()).code).toBe(1);
  });

  test.each([
    ['words of its text', 'Le Verrier com&#112;uted where nobody would ever see it.\n'],
    ['an alias', 'The Intra-mercurial pl&#97;net.\n'],
    ['a path', 'In hidden/Vulc&#97;n.\n'],
  ])('finds %s', async (_, text) => {
    const vault = vaultOf({ ...files, 'Open.md': text });
    expect((await vault.build()).code).toBe(1);
  });

  test('reads files of earlier builds when an article becomes private', async () => {
    const vault = vaultOf({ ...files, 'Ceres.md': 'A dwarf.\n', 'Open.md': 'They spoke of Cer&#101;s.\n' });
    expect((await vault.build()).code).toBe(0);
    vault.write({ 'Ceres.md': '---\nprivate: true\n---\n\nA dwarf.\n' });
    expect((await vault.build()).code).toBe(1);
    expect(filesOf(vault.out).includes('ceres/index.html')).toBe(true);
  });

  test.each([
    ['public articles say', { 'hidden/x.md': '---\nprivate: true\ntitle: Mars\naliases: [red]\n---\n\nText.\n' }],
    ['public articles say in longer words', { 'Mart.md': '---\nprivate: true\n---\n', 'Open.md': 'Martial.\n' }],
    ['a link says by its label', { 'Open.md': 'See [[Vulcan|the Intra-mercurial planet]].\n' }],
    [
      'the interface says',
      { 'Backlinks.md': '---\nprivate: true\naliases: [Search, Sources, Home, class, generator, script]\n---\n' },
    ],
    ['a calendar has', { '2026-05-22.md': '---\nprivate: true\n---\n', 'Open.md': '---\nupdated: 2026-5-22\n---\n' }],
    ['quotes and ampersands spell', { 'Salt & "Pepper".md': '---\nprivate: true\n---\n', 'Open.md': 'Salt & "Pepper".\n' }],
    [
      'a draft repeats',
      {
        'Next.md': '---\ndraft: true\n---\n\nThe planet *Mars* is a red one, and it is cold there.\n',
        'Open.md': 'The planet Mars is a *red* one, and it is cold there.\n',
      },
    ],
    ['an attachment says', { 'Open.md': '[data](data.json)\n', 'data.json': '{"name": "Vulcan"}' }],
  ])('lets pass what %s', async (_, more) => {
    const vault = vaultOf({ ...files, ...more });
    const { code, stderr } = await vault.build();
    expect([code, stderr.includes('would say')]).toEqual([0, false]);
  });
});

test('the proof ends, whatever a private title is', async () => {
  const text = 'x'.repeat(100_000);
  const vault = vaultOf({ 'Mars.md': `${text}${text}${text}\n`, 'Venus.md': `---\nprivate: true\ntitle: ${text}\n---\nText.\n` });
  const start = Date.now();
  expect(await vault.build()).toMatchObject({ code: 0 });
  expect(Date.now() - start).toBeLessThan(20_000);
}, 60_000);
