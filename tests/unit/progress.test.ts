/** What a terminal shows of work that is under way. */
import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { secondsLeft, timeLeftText } from '../../src/cli/estimate.ts';
import { progressLine } from '../../src/cli/report.ts';

describe('the time left', () => {
  test('follows from the pace of the samples', () => {
    const samples = [
      { at: 1000, done: 100 },
      { at: 2000, done: 150 },
      { at: 3000, done: 300 },
    ];
    expect(secondsLeft(samples, 1000)).toBe(7);
  });

  test.each([
    ['nothing was seen yet', []],
    [
      'the time was too short',
      [
        { at: 0, done: 0 },
        { at: 1000, done: 50 },
      ],
    ],
    [
      'nothing was done in it',
      [
        { at: 0, done: 50 },
        { at: 9000, done: 50 },
      ],
    ],
  ])('is unknown if %s', (_, samples) => {
    expect(secondsLeft(samples, 100)).toBeUndefined();
  });

  test('is nothing when all is done', () => {
    expect(
      secondsLeft(
        [
          { at: 0, done: 0 },
          { at: 2000, done: 100 },
        ],
        100,
      ),
    ).toBe(0);
  });

  test.each([
    [undefined, ''],
    [0.6, ''],
    [12.4, 'about 12 s left'],
    [43, 'about 45 s left'],
    [100, 'about 2 min left'],
    [5000, 'about 83 min left'],
    [9000, 'about 3 h left'],
  ])('of %j seconds is told as %j', (seconds, text) => {
    expect(timeLeftText(seconds)).toBe(text);
  });
});

describe('the line of progress', () => {
  /** What a line writes to a stream, each text once. */
  function shown(
    isTTY: boolean,
    steps: readonly (readonly [seconds: number, phase: string, done: number, of: number])[],
  ): string[] {
    const stream = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream;
    const texts: string[] = [];
    vi.spyOn(stream, 'write').mockImplementation((text) => texts.push(String(text).replace('\r\u001B[2K', '')) > 0);
    const clock = vi.spyOn(performance, 'now');
    const line = progressLine(stream);
    for (const [seconds, phase, done, of] of steps) {
      clock.mockReturnValue(1000 + seconds * 1000);
      line.show(phase, done, of);
    }
    clock.mockRestore();
    line.clear();
    return texts;
  }

  test('names what is done, how far it is, and how long it will take', () => {
    const steps = [
      [0, 'Publishing pages', 0, 10_000],
      [2, 'Publishing pages', 2000, 10_000],
      [4, 'Publishing pages', 3200, 10_000],
      [5, 'Indexing for search', 0, 0],
    ] as const;
    expect(shown(true, steps)).toEqual([
      'Publishing pages 0/10,000',
      'Publishing pages 2,000/10,000, about 8 s left',
      'Publishing pages 3,200/10,000, about 9 s left',
      'Indexing for search …',
      '',
    ]);
  });

  test('starts anew with each phase', () => {
    const steps = [
      [0, 'Reading', 0, 100],
      [3, 'Reading', 50, 100],
      [4, 'Publishing pages', 10, 100],
    ] as const;
    expect(shown(true, steps)[2]).toBe('Publishing pages 10/100');
  });

  test('is not shown in a pipe', () => {
    expect(shown(false, [[0, 'Reading', 1, 2]])).toEqual([]);
  });
});
