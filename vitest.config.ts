import { defineConfig } from 'vitest/config';

const suite = (name: string, timeoutMs: number) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: timeoutMs, hookTimeout: timeoutMs },
});

export default defineConfig({
  test: {
    projects: [suite('unit', 10_000), suite('contract', 20_000), suite('infra', 60_000), suite('journey', 60_000)],
    reporters: ['default', './test/closing-line.ts'],
  },
});
