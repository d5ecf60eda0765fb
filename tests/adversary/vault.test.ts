/** Vaults that are made to trouble a build: whatever lies in one, the build ends, and says what it left out. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LineReader } from '../../src/cli/line-reader.ts';
import { readFacts } from '../../src/publish/attachments/file-facts.ts';
import { readVaultConfig } from '../../src/publish/library.ts';
import { searchMentions } from '../../src/publish/mention-search.ts';
import { readConfig } from '../../src/site/config.ts';
import { listVault, readMarkdown } from '../../src/vault/read-vault.ts';
import { diagnosticAt } from '../../src/wiki/diagnostics.ts';
import { bytesOnDisk } from '../support/crawl.ts';
import { sentenceIn, serve, sourcebook, type Vault, vaultOf } from '../support/site.ts';
import { wikiOf } from '../support/wiki.ts';

/** What is said of a vault before its articles are compiled. */
function saidOf({ content }: Vault): string[] {
  const { config, diagnostics } = readVaultConfig(content);
  return [...diagnostics, ...listVault(content, config).diagnostics].map(
    ({ path, code, message }) => `${path} ${code}: ${message}`,
  );
}

const pipe = (path: string): void => {
  execFileSync('mkfifo', [path]);
};

describe.skipIf(process.platform === 'win32')('settings', () => {
  const files = ['sourcebook.yaml', '.obsidian/app.json', '.obsidian/templates.json'];
  const made: readonly [kind: string, make: (path: string) => void, reason: string][] = [
    ['a pipe', pipe, 'it is a pipe'],
    ['a folder', (path) => mkdirSync(path), 'it is a folder'],
    ['a link to a device', (path) => symlinkSync('/dev/zero', path), 'a symbolic link leads out of the vault'],
    ['a link out of the vault', (path) => symlinkSync('/etc/hostname', path), 'a symbolic link leads out of the vault'],
    ['a link to nowhere', (path) => symlinkSync('gone', path), 'it is a symbolic link that leads nowhere'],
    [
      'of 50 MB',
      (path) => {
        writeFileSync(path, '');
        truncateSync(path, 50 * 1024 * 1024);
      },
      'it has 50 MB, more than the 1 MB that settings may have',
    ],
  ];
  const cases = files.flatMap((file) => made.map(([kind, make, reason]) => [file, kind, make, reason] as const));

  test.each(cases)('%s as %s are not read, and the build goes on', (file, _, make, reason) => {
    const vault = vaultOf({ 'Sun.md': '' });
    mkdirSync(join(vault.content, '.obsidian'));
    make(join(vault.content, file));
    const said = saidOf(vault);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`${file} config-invalid: `);
    expect(said[0]).toContain(`: ${reason}.`);
  });

  test('that a link in the vault leads to are read', () => {
    const vault = vaultOf({ 'Sun.md': '', 'wiki.yaml': 'title: Stars\n' });
    symlinkSync('wiki.yaml', join(vault.content, 'sourcebook.yaml'));
    expect(readVaultConfig(vault.content).config.title).toBe('Stars');
  });

  test('of Obsidian that lie elsewhere are read where links out of the vault are followed', () => {
    const vault = vaultOf({ 'Sun.md': '', 'sourcebook.yaml': 'followSymlinks: true\n' });
    mkdirSync(join(vault.folder, 'shared'));
    writeFileSync(join(vault.folder, 'shared/app.json'), '{"strictLineBreaks": true}');
    symlinkSync('../shared', join(vault.content, '.obsidian'));
    expect(readVaultConfig(vault.content).config.markdown.breaks).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('a file', () => {
  test('that is a pipe, a socket or a device is reported and not read', async () => {
    const vault = vaultOf({ 'Sun.md': '![[b.png]]', 'sourcebook.yaml': 'followSymlinks: true\n' });
    pipe(join(vault.content, 'a.md'));
    pipe(join(vault.content, 'b.png'));
    symlinkSync('/dev/zero', join(vault.content, 'zero.md'));
    const server = createServer().listen(join(vault.content, 's.md'));
    onTestFinished(() => void server.close());
    await new Promise((ready) => server.once('listening', ready));
    expect(saidOf(vault).sort()).toEqual([
      'a.md file-unreadable: The file was not read: it is a pipe.',
      'b.png file-unreadable: The file was not read: it is a pipe.',
      's.md file-unreadable: The file was not read: it is a socket.',
      'zero.md file-unreadable: The file was not read: it is a device.',
    ]);
    expect(await vault.build()).toMatchObject({ code: 0 });
  });

  const swaps: readonly [what: string, swap: (vault: Vault) => void, reason: string][] = [
    [
      'a link out of the vault',
      ({ content, folder }) => {
        rmSync(join(content, 'stars/Sun.md'));
        symlinkSync(join(folder, 'secret'), join(content, 'stars/Sun.md'));
      },
      'it is a symbolic link',
    ],
    [
      'a file in a folder that is such a link',
      ({ content, folder }) => {
        renameSync(join(content, 'stars'), join(content, 'old'));
        writeFileSync(join(folder, 'Sun.md'), 'secret');
        symlinkSync(folder, join(content, 'stars'));
      },
      'a symbolic link has taken its place',
    ],
    [
      'a pipe',
      ({ content }) => {
        rmSync(join(content, 'stars/Sun.md'));
        pipe(join(content, 'stars/Sun.md'));
      },
      'it is a pipe',
    ],
    ['nothing', ({ content }) => rmSync(join(content, 'stars/Sun.md')), 'it is no longer there'],
  ];

  test.each(swaps)('that becomes %s between listing and reading is not read', async (_, swap, reason) => {
    const vault = vaultOf({ 'stars/Sun.md': 'A star.' });
    writeFileSync(join(vault.folder, 'secret'), 'secret');
    const [entry] = listVault(vault.content).markdown;
    if (!entry) throw new Error('nothing is listed');
    swap(vault);
    expect(readMarkdown(vault.content, entry)).toMatchObject({
      path: 'stars/Sun.md',
      message: `The file was not read: ${reason}.`,
    });
    await expect(readFacts(vault.content, entry)).rejects.toThrow();
  });

  test('that becomes a link out of the vault after it was listed is neither shown nor searched nor served', async () => {
    const files = {
      'a.md': '# A\n\nA star. ![[map.png]] ![[map.svg]]\n',
      'map.png': 'map',
      'map.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    };
    const vault = vaultOf(files);
    const served = await serve('dev', '--content', vault.content);
    onTestFinished(served.stop);
    const page = await (await fetch(new URL('a/', served.url))).text();
    const pictures = [...page.matchAll(/src="([^"]+\.(?:png|svg))/g)].map(([, src = '']) => new URL(src, served.url));
    expect(pictures).toHaveLength(2);
    const listing = listVault(vault.content);
    const [entry] = listing.markdown;
    const file = entry && readMarkdown(vault.content, entry);
    if (!file || !('text' in file)) throw new Error('nothing is listed');
    for (const [name, text] of Object.entries(files)) {
      // What lies outside is the same, so that nothing but the link tells.
      writeFileSync(join(vault.folder, name), text);
      rmSync(join(vault.content, name));
      symlinkSync(join(vault.folder, name), join(vault.content, name));
    }
    const statuses = await Promise.all(pictures.map(async (url) => (await fetch(url)).status));
    expect(statuses).toEqual([404, 404]);
    expect(new LineReader(vault.content, listing).lineOf(diagnosticAt('orphan', 'a.md', { line: 1, column: 1 }, ''))).toBe('');
    const namesFile = join(vault.folder, 'names.json');
    writeFileSync(namesFile, JSON.stringify([{ name: 'star', id: 'star' }]));
    const article = { entry, digest: file.digest, prose: [5, 12], linked: [] };
    const job = { kind: 'mentions', root: vault.content, namesFile, namesKey: vault.folder, articles: [article] } as const;
    expect(searchMentions(job)).toEqual([null]);
  });

  test('that is a link out of the vault now and then is never served from there', async () => {
    const vault = vaultOf({ 'a.md': '# A\n\n![[map.png]]\n', 'map.png': 'public' });
    const path = join(vault.content, 'map.png');
    const served = await serve('dev', '--content', vault.content);
    onTestFinished(served.stop);
    const page = await (await fetch(new URL('a/', served.url))).text();
    const url = new URL(/src="([^"]+\.png)/.exec(page)?.[1] ?? '', served.url);
    writeFileSync(join(vault.folder, 'secret'), 'secret');
    let isLink = false;
    const turn = (): void => {
      isLink = !isLink;
      const half = join(vault.folder, 'half');
      if (isLink) symlinkSync(join(vault.folder, 'secret'), half);
      else writeFileSync(half, 'public');
      renameSync(half, path);
    };
    const turning = setInterval(turn, 2);
    onTestFinished(() => clearInterval(turning));
    const answers = new Set<string>();
    for (let n = 0; n < 40; n++) answers.add(await (await fetch(url)).text());
    expect([...answers]).toContain('public');
    expect([...answers]).not.toContain('secret');
  });

  test('that is written anew meanwhile is read', () => {
    const vault = vaultOf({ 'Sun.md': 'A star.' });
    const [entry] = listVault(vault.content).markdown;
    if (!entry) throw new Error('nothing is listed');
    writeFileSync(join(vault.content, 'half'), 'Our star.');
    renameSync(join(vault.content, 'half'), join(vault.content, 'Sun.md'));
    expect(readMarkdown(vault.content, entry)).toMatchObject({ text: 'Our star.' });
  });
});

describe('YAML', () => {
  const yamlOf = (text: string) => readConfig(text, 'Wiki');
  const parsedOf = (frontmatter: string) => wikiOf({ 'Sun.md': `---\n${frontmatter}\n---\n# Sun\n` }, { shows: 'everything' });
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let n = 1; n < 12; n++)
    bomb.push(
      `a${n}: &a${n} [${Array(9)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
    );

  test('merged keys keep an article private', () => {
    for (const merge of ['<<: *private', '<<: [*private]'])
      expect(parsedOf(`base: &private\n  draft: true\n${merge}`).articles[0]?.parsed.properties.isPrivate, merge).toBe(true);
  });

  test('a merge of what are no keys costs no other key', () => {
    const [article] = parsedOf('base: &private\n  draft: true\nmore: { <<: text }\n<<: *private\nstatus: seed').articles;
    expect(article?.parsed.properties.isPrivate).toBe(true);
    expect(parsedOf('<<: text\ntags: [star]').articles[0]?.parsed.properties.tags).toEqual(['star']);
  });

  test('merged keys are read in sourcebook.yaml', () => {
    expect(yamlOf('theme: &t\n  accent: red\nfeatures:\n  <<: { graph: false }\n').config.graph).toBe(false);
  });

  test.each([
    ['aliases of aliases', bomb.join('\n')],
    ['a merge of text', '<<: text'],
    ['10,000 brackets', `title: ${'['.repeat(10_000)}`],
    ['10,000 pairs of brackets', `title: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['a tag that would run', 'title: !!js/function "function () {}"'],
  ])('%s in sourcebook.yaml are a finding', (_, text) => {
    expect(yamlOf(text).diagnostics.map(({ code }) => code)).toEqual(['config-invalid']);
  });

  test.each([
    ['aliases of aliases', bomb.join('\n')],
    ['10,000 brackets', `title: ${'['.repeat(10_000)}`],
    ['10,000 pairs of brackets', `title: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['10,000 keys in each other', `title: ${'{a: '.repeat(10_000)}${'}'.repeat(10_000)}`],
    ['a tag that would run', 'title: !!js/function "function () {}"'],
    ['a key given twice', 'title: a\ntitle: b'],
    ['5 MB', `title: ${'x'.repeat(5_000_000)}`],
  ])('%s in frontmatter are a finding', (_, text) => {
    const found = parsedOf(text).articles[0]?.parsed.diagnostics ?? [];
    expect(found.map(({ code }) => code)).toContainEqual(expect.stringMatching(/^frontmatter-(?:invalid|repaired)$/));
  });
});

describe('globs of `exclude`', () => {
  const name = `${'a'.repeat(120)}/${'a'.repeat(240)}.md`;

  test.each([
    '**/**/**/**/**/*a*a*a*a*b',
    '*a*a*a*a*a*b',
    '{a,{a,{a,{a',
    '{1..9999999}',
    `${'{a,b}'.repeat(12)}`,
    '+(a|aa)b',
    'a'.repeat(5000),
  ])('that could take for ever are a finding at their place: %s', (glob) => {
    const vault = vaultOf({ [name]: '', 'sourcebook.yaml': `exclude:\n  - drafts\n  - ${JSON.stringify(glob)}\n` });
    const since = performance.now();
    const { config, diagnostics } = readVaultConfig(vault.content);
    expect(diagnostics.map(({ code, line, column }) => [code, line, column])).toEqual([['config-invalid', 3, 5]]);
    expect(listVault(vault.content, config).markdown).toHaveLength(1);
    expect(performance.now() - since).toBeLessThan(2000);
  });

  test.each(['drafts', 'drafts/', '**/drafts/**', '{drafts,old}', '*raft*', 'drafts/*.md', 'draft[s]'])(
    'that people write are used: %s',
    (glob) => {
      const vault = vaultOf({ 'Sun.md': '', 'drafts/Io.md': '' });
      expect(listVault(vault.content, { exclude: [glob] }).markdown.map(({ path }) => path)).toEqual(['Sun.md']);
    },
  );
});

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** A small disk of its own, of a size in bytes; undefined where none may be mounted. */
function diskIn(folder: string, size: number): string | undefined {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', [disk]);
  });
  return disk;
}

describe.skipIf(!isRoot)('a disk that is full', () => {
  test.for([3, 10, 30, 40, 50, 65, 90])(
    'with %d percent of the room a site needs ends the build in one sentence, and leaves nothing',
    async (share, { skip }) => {
      const articles = Array.from({ length: 60 }, (_, n) => [`n${n}.md`, `# N${n}\n\n${`word${n} `.repeat(500)}`] as const);
      const vault = vaultOf({ ...Object.fromEntries(articles) });
      expect(await vault.build()).toMatchObject({ code: 0 });
      const disk = diskIn(vault.folder, Math.ceil((bytesOnDisk(vault.out) * share) / 100));
      if (disk === undefined) return skip('no disk can be mounted');
      const run = await sourcebook('build', '--content', vault.content, '--out', join(disk, 'site'), '--force');
      expect([run.code, run.stdout]).toEqual([2, '']);
      expect(sentenceIn(run.stderr)).toMatch(/the disk is full|could not be made|cannot be written/);
      expect(readdirSync(disk)).toEqual([]);
    },
  );
});

test('60,000 links in one article are built in less than 20 seconds', async () => {
  const links = Array.from({ length: 60_000 }, (_, n) => `[[n${n}]] text.\n`);
  const vault = vaultOf({ 'a.md': `# A\n\n${links.join('\n')}` });
  const since = performance.now();
  expect(await vault.build()).toMatchObject({ code: 0 });
  expect(performance.now() - since).toBeLessThan(20_000);
});
