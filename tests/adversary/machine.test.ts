/** Machines that are broken: whatever cannot be read or written, a command ends in bounded time, and says so in words. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { withLock } from '../../src/publish/memory/processes.ts';
import { lockOutput } from '../../src/publish/output/lock.ts';
import type { Diagnostic } from '../../src/wiki/model.ts';
import { isNightly } from '../support/budget.ts';
import { bytesOnDisk, filesOf } from '../support/crawl.ts';
import { type Run, sentenceIn, sourcebook, temporaryVault, type Vault, vaultOf } from '../support/site.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-machine-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const project = join(import.meta.dirname, '../..');

/** Copies this package to `folder/package`. It is no clone, so its cache is where the system keeps caches. */
function copyPackage(folder: string): string {
  const copy = join(folder, 'package');
  for (const path of ['src', 'scripts', 'public', 'astro.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(project, path), join(copy, path), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  return copy;
}

/** Runs a command of a package with folders of its own for its cache and for temporary files. */
function run(copy: string, { home, temporary, ...user }: Machine, ...args: string[]): Promise<Run> {
  const env = { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: home, TMPDIR: temporary, NODE_DISABLE_COMPILE_CACHE: '1' };
  const command = [join(copy, 'scripts/sourcebook.mjs'), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env, timeout: 120_000, ...user }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });
}

interface Machine {
  /** Where caches are: the one of Sourcebook is `home/sourcebook`. */
  readonly home: string;
  readonly temporary: string;
  /** Who runs the command; whoever runs the tests if undefined. */
  readonly uid?: number;
  readonly gid?: number;
}

const unwritten = /^The cache cannot be written: [^\n]+\. The next build takes longer\. \([^\n]+\)\n$/;

/** What a command says of the cache, and what it should not say. */
function saidOfCache({ stderr }: Run): string {
  return stderr.replace(/^\d+ errors?, .*\n/m, '').replace(/^\d+ articles?: .*\n(?: {2}[\w-]+ +\d.*\n)*/m, '');
}

/** Every file of a site with its bytes, without the search index, whose bytes differ from build to build. */
function siteIn(folder: string): Record<string, string> {
  const files = filesOf(folder).filter((path) => path !== '.sourcebook' && !path.startsWith('pagefind/'));
  return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}

/** Articles that every store of the cache holds something of. */
async function manyKinds(): Promise<Record<string, string | Uint8Array>> {
  const noise = { type: 'gaussian', mean: 120, sigma: 60 } as const;
  const picture = await sharp({ create: { width: 700, height: 500, channels: 3, background: '#888', noise } })
    .png()
    .toBuffer();
  return {
    'sourcebook.yaml': 'title: Stars\n',
    'Sun.md': '# Sun\n\nOur star. ![[sun.png]] [[Secret]] [[Moon]]\n',
    'Moon.md': '# Moon\n\nIt shines by the light of the Sun.\n',
    'Secret.md': '---\nprivate: true\n---\n\nZarquon.\n',
    'sun.png': picture,
  };
}

/** Paths in the cache by their depth in it, folders first. */
function levelsOf(cache: string): string[][] {
  const levels: string[][] = [[cache]];
  for (let level = levels[0]; level && level.length > 0; level = levels.at(-1)) {
    const below = level.filter(isFolder).flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
    if (below.length === 0) break;
    levels.push(below);
  }
  return levels;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Mounts a disk of its own at a folder; undefined where none may be mounted. */
function mountDisk(folder: string, size: string): true | undefined {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return true;
}

// Other systems have no variable that moves the folder of caches alone.
describe.skipIf(process.platform !== 'linux')('a cache that cannot be written', () => {
  let copy: string;
  const vault = temporaryVault({});
  const machine = { home: join(vault.folder, 'caches'), temporary: join(vault.folder, 'tmp') };
  const cache = join(machine.home, 'sourcebook');
  /** The folders as an earlier build has left them. */
  const kept = join(vault.folder, 'kept');
  let expected: Record<string, string>;
  const build = (): Promise<Run> => run(copy, machine, 'build', '--content', vault.content, '--out', vault.out);

  beforeAll(async () => {
    copy = copyPackage(vault.folder);
    vault.write(await manyKinds());
    mkdirSync(machine.temporary);
    expect(await build()).toMatchObject({ code: 0 });
    await run(copy, machine, 'check', '--content', vault.content);
    cpSync(machine.home, join(kept, 'caches'), { recursive: true });
    cpSync(vault.out, join(kept, 'dist'), { recursive: true });
    vault.write({ 'Moon.md': '# Moon\n\nIt shines by the light of the Sun, and has phases.\n' });
    expect(await build()).toMatchObject({ code: 0, stderr: expect.not.stringContaining('cache') });
    expected = siteIn(vault.out);
  });
  afterAll(vault.dispose);

  beforeEach(() => {
    for (const name of ['caches', 'dist']) {
      rmSync(join(vault.folder, name), { recursive: true, force: true });
      cpSync(join(kept, name), join(vault.folder, name), { recursive: true });
    }
  });

  async function expectWhole(said: RegExp): Promise<void> {
    const built = await build();
    expect(built, built.stderr).toMatchObject({ code: 0 });
    expect(saidOfCache(built)).toMatch(said);
    expect(siteIn(vault.out)).toEqual(expected);
    expect(existsSync(join(vault.out, 'pagefind/0/pagefind-entry.json'))).toBe(true);
    expect(readdirSync(machine.temporary)).toEqual([]);
    expect(readdirSync(vault.folder).filter((name) => name.startsWith('.'))).toEqual([]);
  }

  const breaks: readonly [how: string, make: (path: string, isFolder: boolean) => void][] = [
    [
      'another kind of file',
      (path, wasFolder) => (wasFolder ? writeFileSync(path, '') : mkdirSync(join(path, 'x'), { recursive: true })),
    ],
    ['a link to nowhere', (path) => symlinkSync('nowhere', path)],
  ];
  const everyCase = [0, 1, 2, 3, 4, 5, 6].flatMap((depth) => breaks.map(([how, make]) => [how, depth, make] as const));
  // Each takes three commands: by day every fifth.
  const cases = everyCase.filter((_, index) => isNightly || index % 5 === 0);

  test.each(cases)('since there is %s in each place at depth %d', { timeout: 240_000 }, async (_, depth, make) => {
    const places = levelsOf(cache)[depth] ?? [];
    expect(places).not.toEqual([]);
    for (const path of places) {
      const wasFolder = isFolder(path);
      rmSync(path, { recursive: true });
      make(path, wasFolder);
    }
    const checked = await run(copy, machine, 'check', '--content', vault.content);
    expect([0, 1], checked.stderr).toContain(checked.code);
    expect(checked.stderr).not.toMatch(/\n *at /);
    // A link is replaced by the file that is written in its place.
    const mayBeSilent = depth > 2;
    const said = mayBeSilent ? new RegExp(`${unwritten.source}|^$`) : unwritten;
    expect(saidOfCache(checked)).toMatch(said);
    await expectWhole(said);
  });

  test('since a file is where the folder of all caches should be', { timeout: 120_000 }, async () => {
    rmSync(machine.home, { recursive: true });
    writeFileSync(machine.home, '');
    await expectWhole(unwritten);
  });

  test('is said by `dev` as well, once, which shows pages and searches them', { timeout: 120_000 }, async () => {
    rmSync(machine.home, { recursive: true });
    writeFileSync(machine.home, '');
    const { child, url, stderr } = await serveFrom(copy, machine, vault.content);
    expect(await (await fetch(new URL('sun/', url))).text()).toContain('Our star.');
    expect((await fetch(new URL('pagefind/0/pagefind-entry.json', url))).status).toBe(200);
    expect(stderr().match(/The cache cannot be written/g)).toHaveLength(1);
    child.kill('SIGKILL');
    await new Promise((ended) => child.once('exit', ended));
    // Killed, it could not remove its temporary folder.
    for (const name of readdirSync(machine.temporary)) rmSync(join(machine.temporary, name), { recursive: true });
  });

  test.skipIf(!isRoot).for(isNightly ? [1, 13, 60, 75, 85] : [75])(
    'since its disk has %d percent of the room it needs',
    { timeout: 120_000 },
    async (share, { skip }) => {
      const size = Math.ceil((bytesOnDisk(join(kept, 'caches')) * share) / 100);
      rmSync(machine.home, { recursive: true });
      if (!mountDisk(machine.home, `${size}`)) return skip('no disk can be mounted');
      await expectWhole(unwritten);
      expect(filesOf(machine.home).filter((path) => /\.tmp$|\.lock$|themes\/\./.test(path))).toEqual([]);
    },
  );

  test.skipIf(!isRoot)('since its disk is read-only', { timeout: 120_000 }, async ({ skip }) => {
    rmSync(machine.home, { recursive: true });
    if (!mountDisk(machine.home, '50m')) return skip('no disk can be mounted');
    cpSync(join(kept, 'caches'), machine.home, { recursive: true });
    execFileSync('mount', ['-o', 'remount,ro', machine.home]);
    await expectWhole(unwritten);
  });
});

test.skipIf(!isRoot).for(isNightly ? ['8k', '1500k', '2500k'] : ['1500k'])(
  'a theme that has no more than %s to be compiled in ends the build in one sentence',
  { timeout: 120_000 },
  async (size, { skip }) => {
    const vault = vaultOf({ 'Sun.md': '# Sun\n' });
    const machine = { home: join(vault.folder, 'caches'), temporary: join(vault.folder, 'tmp') };
    if (!mountDisk(machine.temporary, size)) return skip('no disk can be mounted');
    const base = `/${size}-${process.pid}/`;
    const built = await run(project, machine, 'build', '--content', vault.content, '--out', vault.out, '--base', base);
    expect([built.code, built.stdout, sentenceIn(built.stderr)]).toEqual([
      2,
      '',
      `The theme cannot be compiled in ${machine.temporary}: the disk is full.`,
    ]);
    expect(readdirSync(machine.temporary)).toEqual([]);
    expect(readdirSync(vault.folder).sort()).toEqual(['content', 'tmp']);
  },
);

test.skipIf(process.platform === 'win32').each([
  ['is a file', (path: string) => writeFileSync(path, ''), 'a file is where a folder has to be'],
  ['does not exist', () => {}, 'a folder is gone, or a symbolic link leads nowhere'],
])('a folder for temporary files that %s ends a build that needs one in one sentence', async (_, make, reason) => {
  const vault = vaultOf({ 'Sun.md': '# Sun\n' });
  const machine = { home: join(vault.folder, 'caches'), temporary: join(vault.folder, 'tmp') };
  make(machine.temporary);
  const base = `/${process.pid}/`;
  const built = await run(project, machine, 'build', '--content', vault.content, '--out', vault.out, '--base', base);
  const sentence = `The folder for temporary files, ${machine.temporary}, cannot be written: ${reason}.`;
  expect([built.code, built.stdout, sentenceIn(built.stderr)]).toEqual([2, '', sentence]);
});

describe.skipIf(!isRoot)('a package that cannot be written', () => {
  test('compiles its theme in the cache of the user, and shows pages with it', { timeout: 240_000 }, async ({ skip }) => {
    const vault = vaultOf({ 'Sun.md': '# Sun\n\nOur star.\n' });
    const copy = copyPackage(vault.folder);
    const machine = { home: join(vault.folder, 'caches'), temporary: join(vault.folder, 'tmp') };
    mkdirSync(machine.temporary);
    try {
      execFileSync('mount', ['--bind', copy, copy], { stdio: 'ignore' });
    } catch {
      return skip('no folder can be mounted');
    }
    onTestFinished(() => {
      execFileSync('umount', [copy]);
    });
    execFileSync('mount', ['-o', 'remount,ro,bind', copy], { stdio: 'ignore' });
    expect(() => writeFileSync(join(copy, 'file'), '')).toThrow('EROFS');
    const built = await run(copy, machine, 'build', '--content', vault.content, '--out', vault.out);
    expect(built, built.stderr).toMatchObject({ code: 0 });
    expect(saidOfCache(built)).toBe('');
    expect(readdirSync(join(machine.home, 'sourcebook/themes'))).toHaveLength(1);
    expect(readdirSync(machine.temporary)).toEqual([]);
    const site = siteIn(vault.out);
    await vault.build('--force');
    expect(siteIn(vault.out)).toEqual(site);
  });
});

test.skipIf(process.platform !== 'linux')(
  'a theme that a running process uses stays, however many newer ones there are',
  { timeout: 240_000 },
  async () => {
    const vault = vaultOf({ 'Sun.md': '# Sun\n' });
    const copy = copyPackage(vault.folder);
    const machine = { home: join(vault.folder, 'caches'), temporary: join(vault.folder, 'tmp') };
    const themes = join(machine.home, 'sourcebook/themes');
    mkdirSync(machine.temporary);
    const { child, url } = await serveFrom(copy, machine, vault.content);
    const [own = ''] = readdirSync(themes);
    const styles = /href="([^"]+\.css)"/.exec(await (await fetch(url)).text())?.[1] ?? '';
    for (let n = 0; n < 7; n++) {
      mkdirSync(join(themes, `other${n}`));
      utimesSync(join(themes, `other${n}`), 4e9 + n, 4e9 + n);
    }
    const build = () => run(copy, machine, 'build', '--content', vault.content, '--out', vault.out, '--base', '/else/');
    expect(await build()).toMatchObject({ code: 0 });
    expect(readdirSync(themes)).toContain(own);
    expect(readdirSync(themes)).not.toContain('other0');
    expect((await fetch(new URL(styles, url))).status).toBe(200);
    child.kill('SIGKILL');
    await new Promise((ended) => child.once('exit', ended));
    expect(await run(copy, machine, 'cache', '--clear')).toMatchObject({ code: 0 });
    expect(existsSync(themes)).toBe(false);
  },
);

interface Dev {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it has said so far. */
  readonly stderr: () => string;
}

/** Starts `dev` of a package, and waits until it shows pages. */
function serveFrom(copy: string, { home, temporary }: Machine, content: string): Promise<Dev> {
  const args = [join(copy, 'scripts/sourcebook.mjs'), 'dev', '--content', content, '--port', '0'];
  const env = { ...process.env, XDG_CACHE_HOME: home, TMPDIR: temporary };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return new Promise((ready, fail) => {
    let said = '';
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += String(data);
    });
    child.stdout.on('data', (data) => {
      said += String(data);
      const url = /http:\/\/\S+/.exec(said)?.[0];
      if (url !== undefined) ready({ child, url, stderr: () => stderr });
    });
    child.once('exit', (code) => fail(new Error(`dev ended with ${code}`)));
  });
}

describe('a lock', () => {
  const ways: readonly [of: string, name: string, take: (folder: string, onWait: () => void) => Promise<void>][] = [
    ['the cache', '.lock', (folder) => Promise.resolve(withLock(folder, () => {}))],
    ['an output', '.dist.sourcebook-lock', async (folder, onWait) => (await lockOutput(join(folder, 'dist'), onWait))()],
  ];
  const left: readonly [what: string, leave: (lock: string) => void][] = [
    ['of a process that was killed', (lock) => writeFileSync(lock, '999999999')],
    ['with a text', (lock) => writeFileSync(lock, 'text')],
    ['of process 0', (lock) => writeFileSync(lock, '0')],
    ['that is a folder', (lock) => mkdirSync(join(lock, 'folder'), { recursive: true })],
    ['that is a link to nowhere', (lock) => symlinkSync('nowhere', lock)],
    [
      'that a killed process left empty',
      (lock) => {
        writeFileSync(lock, '');
        utimesSync(lock, 0, 0);
      },
    ],
  ];
  const cases = ways.flatMap(([of, name, take]) => left.map(([what, leave]) => [of, what, name, take, leave] as const));

  test.each(cases)('of %s %s is taken over at once', async (_, __, name, take, leave) => {
    const folder = temporaryFolder();
    leave(join(folder, name));
    const since = performance.now();
    await take(folder, () => {});
    expect(performance.now() - since).toBeLessThan(1000);
    expect(existsSync(join(folder, name))).toBe(false);
  });

  test('of an output that is being written is waited for, and said once', async () => {
    const folder = temporaryFolder();
    const lock = join(folder, '.dist.sourcebook-lock');
    writeFileSync(lock, '');
    let waits = 0;
    const taken = lockOutput(join(folder, 'dist'), () => waits++);
    await new Promise((done) => setTimeout(done, 350));
    rmSync(lock);
    (await taken)();
    expect(waits).toBe(1);
  });
});

describe.skipIf(process.platform === 'win32')('an output folder', () => {
  const places: readonly [where: string, make: (folder: string) => string][] = [
    [
      'below a file',
      (folder) => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file/dist');
      },
    ],
    [
      'far below a file',
      (folder) => {
        writeFileSync(join(folder, 'file'), '');
        return join(folder, 'file/a/b/dist');
      },
    ],
    [
      'below a link that leads nowhere',
      (folder) => {
        symlinkSync('nowhere', join(folder, 'link'));
        return join(folder, 'link/dist');
      },
    ],
    [
      'that is a link in a circle',
      (folder) => {
        symlinkSync('circle', join(folder, 'circle'));
        return join(folder, 'circle');
      },
    ],
    ['with a name that is too long', (folder) => join(folder, 'n'.repeat(255))],
    ['of the kernel', () => '/proc/dist'],
  ];

  test.each(places)('%s ends the build in one sentence of words', async (_, make) => {
    const vault = vaultOf({ 'Sun.md': '' });
    const out = make(vault.folder);
    const before = readdirSync(vault.folder);
    const { code, stdout, stderr } = await sourcebook('build', '--content', vault.content, '--out', out);
    expect([code, stdout], stderr).toEqual([2, '']);
    expect(sentenceIn(stderr).replace(out, '')).toMatch(/^The output folder .* cannot be written: [a-z][^A-Z]*\.$/);
    expect(readdirSync(vault.folder)).toEqual(before);
  });

  test('with a file of somebody else names it, and where the site has one', async () => {
    const vault = vaultOf({ 'Sun.md': '' });
    await vault.build();
    mkdirSync(join(vault.out, 'moon/index.html'), { recursive: true });
    writeFileSync(join(vault.out, 'moon/index.html/mine'), '');
    vault.write({ 'Moon.md': '' });
    expect(sentenceIn((await vault.build()).stderr)).toBe(
      `The output folder holds \`moon/index.html\`, which Sourcebook did not make, where the site has \`moon/index.html\`; move it away and build again.`,
    );
  });
});

/** Expects that a build has ended in words, and left nothing beside its site. */
function expectCalm({ code, stderr }: Run, { folder }: Vault, codes: readonly number[] = [0]): void {
  expect(codes, stderr).toContain(code);
  expect(stderr).not.toMatch(/Internal error|\n *at /);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
}

describe.skipIf(process.platform === 'win32')('a vault', () => {
  test('with files and folders that the user may not read is built without them, and says so', { timeout: 240_000 }, async () => {
    const vault = vaultOf({
      'Sun.md': '# Sun\n\n[[Moon]] ![[shut.png]]\n',
      'shut.md': '# Shut\n',
      'shut.png': 'png',
      'folder/Io.md': '# Io\n',
    });
    const machine = { home: join(vault.folder, 'caches'), temporary: join(vault.folder, 'tmp') };
    mkdirSync(machine.temporary);
    // Modes do not stop root, who therefore becomes nobody.
    const nobody = 65534;
    if (isRoot) for (const path of [vault.folder, machine.temporary]) chownSync(path, nobody, nobody);
    for (const path of ['shut.md', 'shut.png', 'folder']) chmodSync(join(vault.content, path), 0);
    onTestFinished(() => chmodSync(join(vault.content, 'folder'), 0o700));
    const user = isRoot ? { uid: nobody, gid: nobody } : {};
    const built = await run(project, { ...machine, ...user }, 'build', '--content', vault.content, '--out', vault.out);
    expectCalm(built, vault);
    expect(existsSync(join(vault.out, 'sun/index.html'))).toBe(true);
    expect(filesOf(vault.out).filter((path) => /shut|io\//.test(path))).toEqual([]);
    const checked = await run(project, { ...machine, ...user }, 'check', '--content', vault.content, '--format', 'json');
    const { diagnostics } = JSON.parse(checked.stdout) as { diagnostics: Diagnostic[] };
    const said = diagnostics.map(({ path, message }) => `${path}: ${message}`);
    expect(said).toContain('shut.md: The file was not read: no permission.');
    expect(said).toContain('folder: The folder cannot be read: no permission.');
    expect(said.filter((each) => each.includes('shut.png'))).not.toEqual([]);
  });

  test('of three folders that link to each other is built in bounded time', async () => {
    const vault = vaultOf({ 'sourcebook.yaml': 'followSymlinks: true\n' });
    const names = ['a', 'b', 'c'];
    for (const name of names) {
      mkdirSync(join(vault.folder, name));
      writeFileSync(join(vault.folder, name, `${name}.md`), `# ${name}\n`);
      for (const other of names) symlinkSync(join(vault.folder, other), join(vault.folder, name, `to-${other}`));
      symlinkSync(join(vault.folder, name), join(vault.content, name));
    }
    const since = performance.now();
    expectCalm(await vault.build(), vault);
    expect(performance.now() - since).toBeLessThan(30_000);
    expect(existsSync(join(vault.out, 'a/a/index.html'))).toBe(true);
  });

  test.each([
    ['255 bytes', 'n'.repeat(252)],
    ['255 bytes, each letter of them three', '日'.repeat(84)],
    ['letters that take more bytes in lower case', 'İ'.repeat(126)],
    ['letters that take more bytes in an address', 'ﷺ'.repeat(84)],
  ])('with a name of %s is built, or refused in one sentence', async (_, name) => {
    const vault = vaultOf({ 'Sun.md': `# Sun\n\n[[${name}]] ![[${name}.png]]\n`, [`${name}.md`]: '# Long\n' });
    vault.write({ [`${name.slice(0, -1)}.png`]: 'png', [`${name.slice(0, -1)}.pdf`]: 'pdf' });
    vault.write({ 'Moon.md': `![[${name.slice(0, -1)}.png]] [[${name.slice(0, -1)}.pdf]]\n` });
    const built = await vault.build();
    expectCalm(built, vault, [0, 2]);
    if (built.code === 2) expect(built.stderr.trim().split('\n')).toHaveLength(1);
  });

  test('whose picture is deleted while the build runs is built', async () => {
    const picture = (await manyKinds())['sun.png'] ?? '';
    for (const delay of [0, 60, 200, 500]) {
      const vault = vaultOf({ 'Sun.md': '# Sun\n\n![[sun.png]] ![[page.html]]\n', 'sun.png': picture, 'page.html': 'page' });
      const building = vault.build();
      await new Promise((done) => setTimeout(done, delay));
      vault.remove('sun.png');
      vault.remove('page.html');
      expectCalm(await building, vault);
    }
  });
});
