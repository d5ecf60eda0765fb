/** What is kept between runs: the bound of the cache, and whose vaults may be removed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cacheLimit, clearCache, enforceLimit, measureCache } from '../../src/publish/memory/limit.ts';
import { cacheFolders } from '../../src/publish/memory/place.ts';
import { withLock } from '../../src/publish/memory/processes.ts';
import { stores, ValueStore } from '../../src/publish/memory/stores.ts';
import { openVault } from '../../src/publish/memory/vaults.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sourcebook-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A vault that no process uses. `hours`: time since its last use. */
function idleVault(root: string, name: string, { kilobytes, hours }: { kilobytes: number; hours: number }): void {
  const folder = join(root, 'vaults', name);
  const users = join(folder, 'users');
  mkdirSync(users, { recursive: true });
  writeFileSync(join(folder, 'map.json'), 'x'.repeat(kilobytes * 1000));
  const time = Date.now() / 1000 - hours * 3600;
  utimesSync(users, time, time);
}

function vaultsIn(root: string): string[] {
  return readdirSync(join(root, 'vaults')).sort();
}

/** Another process that uses a vault until the returned function is called. */
async function useElsewhere(root: string, content: string): Promise<() => Promise<void>> {
  const module = new URL('../../src/publish/memory/vaults.ts', import.meta.url).href;
  const script = `import { openVault } from ${JSON.stringify(module)};
    openVault(${JSON.stringify(content)}, ${JSON.stringify(root)});
    console.log('open');
    process.stdin.on('data', () => process.exit());`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill();
  });
  await new Promise((open) => child.stdout.once('data', open));
  return async () => {
    const ended = new Promise((end) => child.once('exit', end));
    child.stdin.write('end\n');
    await ended;
  };
}

describe('the limit', () => {
  test.each([
    ['', 2_000_000_000],
    ['1000', 1000],
    ['500MB', 500_000_000],
    ['1.5 gb', 1_500_000_000],
    ['0', 0],
  ])('%j is %d bytes', (text, bytes) => {
    expect(cacheLimit(text)).toBe(bytes);
  });

  test.each(['much', '5XB', '-1', 'GB'])('%j is refused in one sentence', (text) => {
    expect(() => cacheLimit(text)).toThrow(
      `\`SOURCEBOOK_CACHE_MAX\` takes a number of bytes, or one with a unit such as 500MB or 2GB, not \`${text}\`.`,
    );
  });

  test('removes the least recently used vaults, and no more than it must', () => {
    const root = temporaryFolder();
    idleVault(root, 'mars', { kilobytes: 40, hours: 2 });
    idleVault(root, 'venus', { kilobytes: 40, hours: 3 });
    idleVault(root, 'earth', { kilobytes: 40, hours: 1 });
    enforceLimit(root, 90_000);
    expect(vaultsIn(root)).toEqual(['earth', 'mars']);
    enforceLimit(root, 90_000);
    expect(vaultsIn(root)).toEqual(['earth', 'mars']);
    enforceLimit(root, 0);
    expect(vaultsIn(root)).toEqual([]);
  });

  test('leaves a vault that this process uses', () => {
    const root = temporaryFolder();
    writeFileSync(join(openVault('/wikis/planets', root), 'map.json'), '{}');
    idleVault(root, 'mars', { kilobytes: 1, hours: 0 });
    enforceLimit(root, 0);
    expect(vaultsIn(root)).toHaveLength(1);
    expect(vaultsIn(root)).not.toContain('mars');
  });

  test('leaves a vault that another process uses, until that ends', { timeout: 30_000 }, async () => {
    const root = temporaryFolder();
    const end = await useElsewhere(root, '/wikis/planets');
    const [planets = ''] = vaultsIn(root);
    writeFileSync(join(root, 'vaults', planets, 'map.json'), '{}');
    enforceLimit(root, 0);
    expect(vaultsIn(root)).toEqual([planets]);
    expect(clearCache(root)).toBe(1);
    await end();
    enforceLimit(root, 0);
    expect(vaultsIn(root)).toEqual([]);
  });
});

test('clearing removes all that is not in use', () => {
  const root = temporaryFolder();
  idleVault(root, 'mars', { kilobytes: 40, hours: 0 });
  idleVault(root, 'venus', { kilobytes: 2, hours: 0 });
  mkdirSync(join(root, 'themes', 'old'), { recursive: true });
  expect(measureCache(root)).toEqual({ bytes: 42_000, vaults: 2 });
  expect(clearCache(root)).toBe(0);
  expect(measureCache(root)).toEqual({ bytes: 0, vaults: 0 });
  expect(existsSync(join(root, 'themes'))).toBe(false);
});

test('a value of another key does not count', () => {
  const file = join(temporaryFolder(), 'map.json');
  expect(new ValueStore(file, '1').write(['Mars'])).toEqual(['Mars']);
  expect(new ValueStore(file, '1').read()).toEqual(['Mars']);
  expect(new ValueStore(file, '2').read()).toBeUndefined();
  new ValueStore(file, '1').clear();
  expect(new ValueStore(file, '1').read()).toBeUndefined();
});

test('no two stores share a place', () => {
  const places = Object.values(stores).map(({ scope, path }) => `${scope} ${path}`);
  expect(new Set(places).size).toBe(places.length);
});

test('a vault whose folder was deleted is opened again', () => {
  const root = join(temporaryFolder(), 'cache');
  const folder = openVault('/wikis/planets', root);
  rmSync(root, { recursive: true });
  expect(openVault('/wikis/planets', root)).toBe(folder);
  expect(existsSync(folder)).toBe(true);
});

test('a lock of a process that was killed is taken over', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '.lock'), '999999999');
  expect(withLock(folder, () => 'done')).toBe('done');
  expect(existsSync(join(folder, '.lock'))).toBe(false);
});

test('a clone has its cache beside node_modules, which npm empties, a package where the platform keeps caches', () => {
  const clone = temporaryFolder();
  const [platform = ''] = cacheFolders(clone);
  expect(platform).toContain('sourcebook');
  mkdirSync(join(clone, 'node_modules'));
  expect(cacheFolders(clone)).toEqual([join(clone, '.cache'), platform]);
  const installed = join(clone, 'node_modules', 'sourcebook');
  mkdirSync(join(installed, 'node_modules'), { recursive: true });
  expect(cacheFolders(installed)).toEqual([platform]);
});
