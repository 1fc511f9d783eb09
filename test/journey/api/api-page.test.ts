import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_REFUSALS } from '../../../functions/domain/refusals/api-refusals.ts';
import {
  expectProgramsToPrint,
  expectShellToPrint,
  expectToCompile,
  openPageSetup,
  type PageSetup,
  ROOT,
  readPage,
  runModule,
} from './documented-page.ts';
import { isAsPrinted, run } from './fenced-blocks.ts';

const page = readPage('docs/api.md');

let opened: PageSetup;
beforeAll(async () => {
  opened = await openPageSetup();
}, 180_000);
afterAll(() => opened?.close());

describe('docs/api.md', () => {
  test('prints what its shell commands print', () => expectShellToPrint(opened, page, 5));

  test('prints what its programs print, one going on from the other', () => expectProgramsToPrint(opened, page, 6));

  test('gets a token from what `cdk deploy` prints', async () => {
    const [block, ...others] = page.marked('sh deployed');
    expect(others).toEqual([]);
    const outputs = { ApiUrl: `${opened.setup.local.url}/v1` };
    const script = `set -euo pipefail\n${block?.code}\nprintf '%s' "$HANDFAST_URL $TOKEN"`;
    const { output } = await run('bash', ['-c', script], {
      cwd: opened.shell,
      env: { ...opened.env, ...outputs },
    });
    const [url, token = ''] = output.split(' ');
    expect([url, token.length > 20, token.includes('{')]).toEqual([opened.setup.local.url, true, false]);
  });

  test('makes a client as an operator does', async () => {
    const [block, ...others] = page.marked('sh operator');
    expect(others).toEqual([]);
    const { code, output, errors } = await run('bash', ['-c', block?.code ?? ''], {
      cwd: ROOT,
      env: { HANDFAST_DATA: opened.setup.dataFolder },
    });
    expect([code, errors]).toEqual([0, '']);
    const shown = output.replaceAll(opened.setup.local.url, 'http://127.0.0.1:8787');
    expect(isAsPrinted(block?.prints ?? '', shown), shown).toBe(true);
  });

  test('builds the app that it shows', async () => {
    const [block] = page.marked('ts app');
    const rule = `console.log(JSON.stringify(stack.node.findAll().map(({ node }) => node.path)));`;
    const { code, output } = await runModule(opened, 'app.ts', `${block?.code}\n${rule}`, {});
    expect(code).toBe(0);
    expect(output).toContain('"Acme/Handfast/ToStores"');
  });

  test('and the README, too: its loop walks every order', async () => {
    const [block] = readPage('README.md').marked('ts');
    const [client] = page.marked('ts');
    const loop = `${client?.code}\n${block?.code}\nexport { HandfastError };`;
    const { code, output } = await runModule(opened, 'readme.ts', loop);
    expect([code, output.split('increment_id').length - 1]).toEqual([0, 120]);
  });

  test('shows programs that compile', () => expectToCompile(opened));

  test('runs every program that it shows', () => {
    expect(page.marks).toEqual(['sh', 'sh deployed', 'sh operator', 'ts', 'ts app']);
  });

  test('names every code with its status', () => {
    for (const [code, { status }] of Object.entries(API_REFUSALS))
      expect(page.text).toContain(`| \`${code}\` | ${status} |`);
  });
});

test('what is printed must be what the page says, but for blanks and where it says …', () => {
  expect(isAsPrinted('{ "a": 1, "b": … }', '{"a":1,"b":{"c":2}}')).toBe(true);
  expect(isAsPrinted('{ "a": 1, "b": … }', '{"a":2,"b":{"c":2}}')).toBe(false);
  expect(isAsPrinted('200', '2000')).toBe(false);
});
