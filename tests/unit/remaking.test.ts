import { expect, onTestFinished, test } from 'vitest';
import { Remaking } from '../../src/publish/remaking.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((passed) => setTimeout(passed, milliseconds));

/** Counts how often it was made; each time takes a while, and reads `vault.text` at its start. */
function counting(takes = 30) {
  const vault = { text: 'first', isBroken: false };
  const seen: string[] = [];
  const failures: string[] = [];
  let running = 0;
  const remaking = new Remaking<string>(
    'first',
    async () => {
      expect(++running).toBe(1);
      const { text, isBroken } = vault;
      await pause(takes);
      running--;
      if (isBroken) throw new Error(text);
      seen.push(text);
      return text;
    },
    (error) => failures.push(error instanceof Error ? error.message : ''),
  );
  onTestFinished(() => remaking.close());
  return { vault, seen, failures, remaking };
}

test('changes that follow each other closely are made once, with the last', async () => {
  const { vault, seen, remaking } = counting();
  for (const text of ['a', 'b', 'c']) {
    vault.text = text;
    void remaking.changed();
    await pause(2);
  }
  expect(await remaking.latest).toBe('c');
  expect(seen).toEqual(['c']);
});

test('changes that never pause are shown all the same', async () => {
  const { vault, remaking } = counting(0);
  const start = performance.now();
  let isShown = false;
  vault.text = 'writing';
  void remaking.changed().then(() => {
    isShown = true;
  });
  while (!isShown && performance.now() - start < 2000) {
    void remaking.changed();
    await pause(5);
  }
  expect(performance.now() - start).toBeLessThan(1000);
});

test('a change during a build is built after it', async () => {
  const { vault, seen, remaking } = counting(60);
  vault.text = 'a';
  void remaking.changed();
  await pause(50);
  vault.text = 'b';
  expect(await remaking.changed()).toBe('b');
  expect(seen).toEqual(['a', 'b']);
});

test('a failure keeps the previous output, is retried, and does not stop later builds', async () => {
  const { vault, seen, failures, remaking } = counting(0);
  vault.isBroken = true;
  vault.text = 'broken';
  expect(await remaking.changed()).toBe('first');
  vault.text = 'still broken';
  expect(await remaking.changed()).toBe('first');
  expect(failures).toEqual(['broken', 'still broken']);
  vault.isBroken = false;
  vault.text = 'mended';
  expect(await remaking.changed()).toBe('mended');

  vault.isBroken = true;
  await remaking.changed();
  vault.isBroken = false;
  vault.text = 'mended, and nobody said so';
  await expect.poll(() => remaking.latest, { timeout: 5000 }).toBe('mended, and nobody said so');
  expect(seen).toEqual(['mended', 'mended, and nobody said so']);
});

test('nothing is made once it is closed', async () => {
  const { vault, seen, remaking } = counting(0);
  vault.text = 'late';
  void remaking.changed();
  remaking.close();
  expect(await remaking.changed()).toBe('first');
  expect(seen).toEqual([]);
});
