import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Test files that measure time or wait for the clock: they need the machine for themselves. */
const timed = ['tests/browser/weight.test.ts', 'tests/vaults/live.test.ts'];
/** Most tests wait for a child process or a browser, so a worker for each processor keeps the machine busy. */
const maxWorkers = Math.max(2, availableParallelism());

export default defineConfig({
  test: {
    maxWorkers,
    // In milliseconds. A busy machine is no fault of a page: the default of a second is too short for one.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture.test.ts'],
          // Half of the time of these files is loading the same modules.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'vaults',
          include: ['tests/vaults/**/*.test.ts', 'tests/golden/**/*.test.ts', 'tests/adversary/**/*.test.ts'],
          exclude: timed,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          exclude: timed,
          globalSetup: ['tests/browser/desk.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'timing',
          include: timed,
          globalSetup: ['tests/browser/desk.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
