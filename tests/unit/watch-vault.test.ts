import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { watch } from 'chokidar';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { listVault } from '../../src/vault/read-vault.ts';
import { VaultWatch } from '../../src/vault/watch-vault.ts';

vi.mock('chokidar', async (original) => {
  const chokidar = await original<typeof import('chokidar')>();
  return { ...chokidar, watch: vi.fn(chokidar.watch) };
});
const pause = (milliseconds: number): Promise<void> => new Promise((passed) => setTimeout(passed, milliseconds));

beforeEach(() => {
  vi.mocked(watch).mockClear();
});

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sourcebook-watch-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeInto(folder, files);
  return folder;
}

function writeInto(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

interface Watching {
  readonly told: () => number;
  readonly polling: string[];
  /** Whether something is told of a change within a while. */
  readonly tells: (change: () => void) => Promise<boolean>;
  readonly watched: VaultWatch;
}

async function watching(content: string, { exclude = [] as string[], settings = [] as string[] } = {}): Promise<Watching> {
  let told = 0;
  const polling: string[] = [];
  const watched = new VaultWatch({ onChange: () => told++, onPolling: (sentence) => polling.push(sentence) });
  onTestFinished(() => watched.close());
  watched.follow({ content, listing: listVault(content, { exclude, followSymlinks: true }), exclude, settings });
  await expect.poll(() => told, { timeout: 5000 }).toBeGreaterThan(0);
  const tells = async (change: () => void): Promise<boolean> => {
    await pause(60);
    const before = told;
    change();
    const end = performance.now() + 300;
    while (told === before && performance.now() < end) await pause(5);
    return told > before;
  };
  return { told: () => told, polling, tells, watched };
}

test('a watch reports a change when it is ready', async () => {
  const { told, polling } = await watching(folderOf({ 'Mars.md': '' }));
  expect([told(), polling]).toEqual([1, []]);
});

test('files that a listing leaves out are not watched, but settings are', async () => {
  const content = folderOf({
    'Mars.md': '',
    'drafts/Vulcan.md': '',
    'node_modules/a/a.md': '',
    '.git/HEAD': '',
    '.obsidian/app.json': '{}',
    '.obsidian/workspace.json': '{}',
  });
  const { tells } = await watching(content, { exclude: ['drafts'], settings: ['sourcebook.yaml', '.obsidian/app.json'] });
  const saved = (path: string): Promise<boolean> => tells(() => writeInto(content, { [path]: String(Math.random()) }));
  for (const path of [
    'drafts/Vulcan.md',
    'drafts/new/deep.md',
    'node_modules/a/a.md',
    '.git/HEAD',
    '.Mars.md.swp',
    '.obsidian/workspace.json',
  ])
    expect(`${path} ${await saved(path)}`).toBe(`${path} false`);
  for (const path of ['Mars.md', 'new/deep/Io.md', 'sourcebook.yaml', '.obsidian/app.json', 'picture.png'])
    for (let n = 0; n < 3; n++) expect(`${path} ${await saved(path)}`).toBe(`${path} true`);
}, 20_000);

test('saves that follow each other closely and keep the time of the file', async () => {
  const content = folderOf({ 'Mars.md': 'Red 0.' });
  const { told } = await watching(content);
  const save = (text: string): void => {
    writeFileSync(join(content, 'Mars.md'), text);
    utimesSync(join(content, 'Mars.md'), new Date(), new Date(Date.UTC(2001, 0, 1)));
  };
  for (let n = 1; n < 6; n++) {
    save(`Red ${n}.`);
    await pause(30);
    const before = told();
    save(`Red ${n}!`);
    await expect.poll(told, { timeout: 1000, interval: 10 }).toBeGreaterThan(before);
    await pause(100);
  }
});

test('settings that are not there yet, in a folder that is not there yet', async () => {
  const content = folderOf({ 'Mars.md': '' });
  const { tells } = await watching(content, { settings: ['.obsidian/app.json'] });
  const save = (): void => writeInto(content, { '.obsidian/app.json': String(Math.random()) });
  for (let n = 0; n < 3; n++) expect(await tells(save)).toBe(true);
  expect(await tells(() => rmSync(join(content, '.obsidian'), { recursive: true }))).toBe(true);
  for (let n = 0; n < 3; n++) expect(await tells(save)).toBe(true);
});

test('settings and a content folder that are links', async () => {
  const folder = folderOf({ 'one/Mars.md': '', 'two/Venus.md': '', 'shared.yaml': '' });
  symlinkSync('../shared.yaml', join(folder, 'one/sourcebook.yaml'));
  symlinkSync('one', join(folder, 'current'));
  const { tells } = await watching(join(folder, 'current'), { settings: ['sourcebook.yaml'] });
  expect(await tells(() => writeInto(folder, { 'shared.yaml': 'title: A' }))).toBe(true);
  expect(await tells(() => writeInto(folder, { 'one/Mars.md': 'Red.' }))).toBe(true);
  expect(
    await tells(() => {
      symlinkSync('two', join(folder, 'next'));
      renameSync(join(folder, 'next'), join(folder, 'current'));
    }),
  ).toBe(true);
});

test('a vault in a folder whose name starts with a dot, and links to such folders', async () => {
  const folder = folderOf({ '.notes/Mars.md': '', '.others/deep/Io.md': '', '.others/.git/HEAD': '' });
  symlinkSync('../.others', join(folder, '.notes/others'));
  const { tells } = await watching(join(folder, '.notes'), { exclude: ['others/secret'] });
  expect(await tells(() => writeInto(folder, { '.notes/Mars.md': 'Red.' }))).toBe(true);
  expect(await tells(() => writeInto(folder, { '.others/deep/Io.md': 'Hot.' }))).toBe(true);
  expect(await tells(() => writeInto(folder, { '.others/.git/HEAD': 'main' }))).toBe(false);
  expect(await tells(() => mkdirSync(join(folder, '.others/secret')))).toBe(false);
});

test('following the same vault again starts nothing; another vault, or the same one reopened, does', async () => {
  const content = folderOf({ 'Mars.md': '', 'drafts/Vulcan.md': '' });
  const { watched, told } = await watching(content);
  const vault = { content, listing: listVault(content), exclude: [], settings: [] };
  watched.follow(vault);
  expect(vi.mocked(watch)).toHaveBeenCalledTimes(1);
  watched.follow({ ...vault, exclude: ['drafts'] });
  watched.follow({ ...vault, exclude: ['drafts'] }, true);
  expect(vi.mocked(watch)).toHaveBeenCalledTimes(3);
  await expect.poll(told, { timeout: 5000 }).toBeGreaterThan(1);
});

test.each([
  ['ENOSPC', 'there are more folders than the system lets be watched (on Linux, raise fs.inotify.max_user_watches)'],
  ['EMFILE', 'too many files are open or watched (raise `ulimit -n` and, on Linux, fs.inotify.max_user_instances)'],
])('where the system refuses to watch (%s), that is said once, and changes are looked for', async (code, reason) => {
  const refused = Object.assign(new EventEmitter(), { close: vi.fn(async () => {}) });
  vi.mocked(watch).mockReturnValueOnce(refused as unknown as ReturnType<typeof watch>);
  const content = folderOf({ 'Mars.md': '' });
  let told = 0;
  const polling: string[] = [];
  const watched = new VaultWatch({ onChange: () => told++, onPolling: (sentence) => polling.push(sentence) });
  onTestFinished(() => watched.close());
  watched.follow({ content, listing: listVault(content), exclude: [], settings: [] });
  for (let n = 0; n < 3; n++) refused.emit('error', Object.assign(new Error('no'), { code, syscall: 'watch' }));
  expect(polling).toEqual([
    `The content folder cannot be watched: ${reason}. It is checked for changes every second or less often instead.`,
  ]);
  expect(refused.close).toHaveBeenCalledTimes(1);
  await expect.poll(() => told, { timeout: 5000 }).toBeGreaterThan(2);
});

test('a file that disappears while it is read does not stop the watch', async () => {
  const content = folderOf({ 'Mars.md': '' });
  const { polling, tells } = await watching(content);
  const [result] = vi.mocked(watch).mock.results;
  if (result?.type === 'return')
    result.value.emit('error', Object.assign(new Error('gone'), { code: 'ENOTEMPTY', syscall: 'scandir' }));
  expect(polling).toEqual([]);
  expect(await tells(() => writeInto(content, { 'Mars.md': 'Red.' }))).toBe(true);
});
