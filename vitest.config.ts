import { defineConfig } from 'vitest/config';

const suite = (
  name: string,
  timeoutMs: number,
  more: {
    fileParallelism?: boolean;
    isolate?: boolean;
    hookTimeout?: number;
    maxConcurrency?: number;
    expect?: { poll: { timeout: number } };
    include?: string[];
    exclude?: string[];
    /** Projects of a later group begin when the earlier ones have ended. */
    sequence?: { groupOrder: number };
  } = {},
) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    globalSetup: './test/build-cache.ts',
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    ...more,
  },
});

/**
 * One process per worker instead of one per file: loading the AWS SDK and the CDK anew takes longer than most tests. A
 * file undoes what it changes of the process: spies, environment, timers.
 */
const SHARED = { isolate: false };

const PAGES = { ...SHARED, fileParallelism: false, expect: { poll: { timeout: 10_000 } } };
const CONSOLE = ['test/browser/console/**/*.test.ts'];

/** Of the faults, what says how long something may take. */
const MEASURED = ['test/faults/load.test.ts', 'test/faults/killed-process.test.ts'];

export default defineConfig({
  test: {
    projects: [
      suite('unit', 10_000, SHARED),
      suite('contract', 20_000, SHARED),
      // Hooks make whole stacks, with the bundles of all functions.
      suite('infra', 60_000, { ...SHARED, hookTimeout: 240_000 }),
      suite('journey', 60_000, SHARED),
      // Hostile input at every endpoint, by `npm run test:attacks`.
      suite('attacks', 60_000, { ...SHARED, fileParallelism: false }),
      // Needs a Chromium, so it runs by `npm run test:browser` only; one page at a time, because it measures them.
      suite('browser', 60_000, { ...PAGES, exclude: CONSOLE }),
      suite('console', 60_000, { ...PAGES, include: CONSOLE }),
      // Every step with every fault, many handshakes at once; then what measures times, by itself. By `npm run test:faults`.
      suite('faults', 300_000, { exclude: MEASURED, maxConcurrency: 20 }),
      suite('load', 300_000, { include: MEASURED, fileParallelism: false, sequence: { groupOrder: 1 } }),
      // Installs and starts an AWS emulator, by `npm run test:deploy`.
      suite('deploy', 180_000),
    ],
    // By default a machine with two cores gets one worker, though most tests wait for others most of the time.
    maxWorkers: 2,
    reporters: ['default', './test/closing-line.ts'],
  },
});
