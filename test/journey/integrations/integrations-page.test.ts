import { readFileSync, symlinkSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEM_CODES } from '../../../functions/integrations/problem.ts';
import { type ApiClientSetup, openApiClientSetup } from '../api/api-setup.ts';
import { isAsPrinted, programsOf, run } from '../api/fenced-blocks.ts';

const page = readFileSync(new URL('../../../docs/integrations.md', import.meta.url), 'utf8');
const EXAMPLES = [...page.matchAll(/^```graphql\n(.*?)^```\n\n```json\n(.*?)^```$/gms)].map(
  ([, query = '', answer = '']) => ({ query, answer }),
);

let setup: ApiClientSetup;
beforeAll(async () => {
  setup = await openApiClientSetup();
}, 180_000);
afterAll(() => setup?.close());

async function answerTo(query: string, token: string): Promise<string> {
  const response = await fetch(`${setup.local.url}/v1/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return (await response.text()).replaceAll(setup.local.url, 'http://127.0.0.1:8787');
}

describe('docs/integrations.md', () => {
  test('every example of GraphQL answers what the page says, one going on from the other', {
    timeout: 60_000,
  }, async () => {
    expect(EXAMPLES.length).toBe([...page.matchAll(/^```graphql$/gm)].length);
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(7);
    const token = await setup.token();
    for (const { query, answer } of EXAMPLES) {
      // A query may have to wait for what a mutation has begun: the page says so of tests.
      const timeout = query.startsWith('mutation') ? 0 : 20_000;
      let text = await answerTo(query, token);
      const until = performance.now() + timeout;
      while (!isAsPrinted(answer, text) && performance.now() < until) {
        await pause(200);
        text = await answerTo(query, token);
      }
      expect(isAsPrinted(answer, text), `${query}\nanswered\n${text}\nand not\n${answer}`).toBe(true);
    }
  });

  test('prints what its shell commands print', async () => {
    const [block, ...others] = programsOf(page).filter(({ mark }) => mark === 'sh');
    expect(others).toEqual([]);
    await using folder = await mkdtempDisposable(join(tmpdir(), 'handfast-page-'));
    symlinkSync(setup.dataFolder, join(folder.path, '.handfast'));
    const script = `set -euo pipefail\n${block?.code}`.replaceAll('http://127.0.0.1:8787', setup.local.url);
    const { code, output } = await run('bash', ['-c', script], { cwd: folder.path, env: {} });
    expect([code, isAsPrinted(block?.prints ?? '', output)]).toEqual([0, true]);
  });

  test('names every code of userErrors', () => {
    for (const code of PROBLEM_CODES) expect(page).toContain(`\`${code}\``);
  });
});
