import { expect, test } from 'vitest';
import { withinTime } from '../../src/publish/deadline.ts';

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
