import { expect, test } from 'vitest';
import { historyOf } from '../../src/vault/git-history.ts';

/** What git prints of commits, the newest first: parents, seconds, then status and paths. */
function log(...commits: [parents: string, seconds: number, ...changes: string[]][]): string {
  return commits
    .map(([parents, seconds, ...changes]) => `\u0001${parents}\u0001${seconds}\0\n${changes.map((each) => `${each}\0`).join('')}`)
    .join('');
}

const day = (n: number): number => Date.UTC(2026, 0, n) / 1000;

test('a file was changed by the last commit that touched it', () => {
  const text = log(['b', day(3), 'M', 'Mars.md', 'A', 'Größe/Ä.md'], ['a', day(2), 'M', 'Venus.md', 'M', 'Mars.md']);
  expect([...historyOf(text, false)]).toEqual([
    ['Mars.md', '2026-01-03T00:00:00Z'],
    ['Größe/Ä.md', '2026-01-03T00:00:00Z'],
    ['Venus.md', '2026-01-02T00:00:00Z'],
  ]);
});

test('a renamed file keeps what happened to it before, and a new one of its old name does not get it', () => {
  const text = log(
    ['d', day(5), 'A', 'old.md'],
    ['c', day(4), 'R100', 'middle.md', 'new.md'],
    ['b', day(3), 'R090', 'old.md', 'middle.md'],
    ['a', day(2), 'M', 'old.md'],
  );
  expect([...historyOf(text, false)]).toEqual([
    ['old.md', '2026-01-05T00:00:00Z'],
    ['new.md', '2026-01-04T00:00:00Z'],
  ]);
});

test('a file that was deleted has no date, unless it was made again', () => {
  const text = log(
    ['c', day(4), 'A', 'back.md'],
    ['b', day(3), 'D', 'gone.md', 'D', 'back.md'],
    ['a', day(2), 'A', 'gone.md', 'A', 'back.md'],
  );
  expect([...historyOf(text, false)]).toEqual([['back.md', '2026-01-04T00:00:00Z']]);
});

test('the first commit of a shallow clone does not date its files, that of a full clone does', () => {
  const text = log(['a', day(3), 'M', 'Mars.md'], ['', day(2), 'A', 'Mars.md', 'A', 'Venus.md']);
  expect([...historyOf(text, true).keys()]).toEqual(['Mars.md']);
  expect([...historyOf(text, false).keys()]).toEqual(['Mars.md', 'Venus.md']);
});
