import { expect, test, vi } from 'vitest';
import { loaded, withinTime } from '../../src/publish/deadline.ts';

test('work that is done in time gives its result', () => {
  expect(withinTime(() => ['Mars'], 1000)).toEqual({ value: ['Mars'] });
});

test('work that would never end is stopped', () => {
  const endless = (): never => {
    for (;;);
  };
  expect(withinTime(endless, 50)).toBeUndefined();
});

test('an error of the work is its own', () => {
  const failing = (): never => {
    throw new RangeError('too deep');
  };
  expect(() => withinTime(failing, 1000)).toThrow(RangeError);
});

test('time in which the thread did not run does not count', () => {
  const until = performance.now() + 120;
  const usage = vi.spyOn(process, 'threadCpuUsage').mockReturnValue({ user: 0, system: 0 });
  const waiting = (): string => {
    while (performance.now() < until);
    return 'done';
  };
  expect(withinTime(waiting, 50)).toEqual({ value: 'done' });
  usage.mockRestore();
});

test('a module is loaded outside of the bounded work, which is started again', () => {
  const log: string[] = [];
  let library: string | undefined;
  const load = (): string => {
    log.push('load');
    const until = performance.now() + 60;
    while (performance.now() < until);
    library = 'library';
    return library;
  };
  const work = (): string => {
    log.push('work');
    library ??= loaded(load);
    return library;
  };
  expect(withinTime(work, 50)).toEqual({ value: 'library' });
  expect(log).toEqual(['work', 'load', 'work']);
  expect(loaded(() => 'at once')).toBe('at once');
});
