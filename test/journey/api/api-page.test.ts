import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { API_REFUSALS } from '../../../functions/domain/refusals/api-refusals.ts';
import { type ApiClientSetup, openApiClientSetup } from './api-setup.ts';
import { type Block, isAsPrinted, joined, outputsOf, programsOf, run } from './fenced-blocks.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');
const programs = programsOf(page);
function marked(mark: string): Block[] {
  return programs.filter((block) => block.mark === mark);
}

let setup: ApiClientSetup;
let shell: string;
let modules: string;
let env: Record<string, string>;
beforeAll(async () => {
  setup = await openApiClientSetup();
  await setup.connected();
  await vi.waitUntil(() => setup.local.events.length === 1);
  shell = mkdtempSync(join(tmpdir(), 'handfast-page-'));
  symlinkSync(setup.dataFolder, join(shell, '.handfast'));
  // One folder below the root, as docs/ is: imports on the page are relative to it.
  modules = mkdtempSync(join(ROOT, '.page-'));
  const { url, tokenUrl, clientId, clientSecret } = setup.access;
  env = { HANDFAST_URL: url, TOKEN_URL: tokenUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };
}, 180_000);
afterAll(async () => {
  if (shell) rmSync(shell, { recursive: true, force: true });
  if (modules) rmSync(modules, { recursive: true, force: true });
  await setup?.close();
});

function holdToPage(blocks: readonly Block[], outputs: readonly string[]): void {
  expect(outputs).toHaveLength(blocks.length);
  for (const [at, { prints, code }] of blocks.entries()) {
    if (prints === undefined) continue;
    const actual = outputs[at] ?? '';
    expect(isAsPrinted(prints, actual), `${code}\nprinted\n${actual}\nand not\n${prints}`).toBe(true);
  }
}

describe('docs/api.md', () => {
  test('prints what its shell commands print', async () => {
    const blocks = marked('sh');
    const script = `set -euo pipefail\n${joined(blocks, 'sh')}`.replaceAll('http://127.0.0.1:8787', setup.local.url);
    const { code, output, errors } = await run('bash', ['-c', script], { cwd: shell, env });
    expect([code, errors]).toEqual([0, '']);
    holdToPage(blocks, outputsOf(output));
    expect(blocks.filter(({ prints }) => prints !== undefined).length).toBeGreaterThanOrEqual(5);
  });

  test('prints what its programs print, one going on from the other', async () => {
    const blocks = marked('ts');
    writeFileSync(join(modules, 'page.ts'), joined(blocks, 'ts'));
    const { code, output, errors } = await run(process.execPath, ['page.ts'], { cwd: modules, env });
    expect([code, errors]).toEqual([0, '']);
    holdToPage(blocks, outputsOf(output));
    expect(blocks.filter(({ prints }) => prints !== undefined).length).toBeGreaterThanOrEqual(6);
  });

  test('gets a token from what `cdk deploy` prints', async () => {
    const [block, ...others] = marked('sh deployed');
    expect(others).toEqual([]);
    const outputs = { ApiUrl: `${setup.local.url}/v1` };
    const script = `set -euo pipefail\n${block?.code}\nprintf '%s' "$HANDFAST_URL $TOKEN"`;
    const { output } = await run('bash', ['-c', script], { cwd: shell, env: { ...env, ...outputs } });
    const [url, token = ''] = output.split(' ');
    expect([url, token.length > 20, token.includes('{')]).toEqual([setup.local.url, true, false]);
  });

  test('makes a client as an operator does', async () => {
    const [block, ...others] = marked('sh operator');
    expect(others).toEqual([]);
    const { code, output, errors } = await run('bash', ['-c', block?.code ?? ''], {
      cwd: ROOT,
      env: { HANDFAST_DATA: setup.dataFolder },
    });
    expect([code, errors]).toEqual([0, '']);
    const shown = output.replaceAll(setup.local.url, 'http://127.0.0.1:8787');
    expect(isAsPrinted(block?.prints ?? '', shown), shown).toBe(true);
  });

  test('builds the app that it shows', async () => {
    const [block] = marked('ts app');
    const rule = `console.log(JSON.stringify(stack.node.findAll().map(({ node }) => node.path)));`;
    writeFileSync(join(modules, 'app.ts'), `${block?.code}\n${rule}`);
    const { code, output } = await run(process.execPath, ['app.ts'], { cwd: modules, env: {} });
    expect(code).toBe(0);
    expect(output).toContain('"Acme/Handfast/ToStores"');
  });

  test('and the README, too: its loop walks every order', async () => {
    const [block] = programsOf(readFileSync(join(ROOT, 'README.md'), 'utf8')).filter(({ mark }) => mark === 'ts');
    const [client] = marked('ts');
    writeFileSync(join(modules, 'readme.ts'), `${client?.code}\n${block?.code}\nexport { HandfastError };`);
    const { code, output } = await run(process.execPath, ['readme.ts'], { cwd: modules, env });
    expect([code, output.split('increment_id').length - 1]).toEqual([0, 120]);
  });

  test('shows programs that compile', async () => {
    writeFileSync(
      join(modules, 'tsconfig.json'),
      '{ "extends": "../tsconfig.json", "include": ["*.ts", "../infra/**/*.d.ts"] }',
    );
    const { output } = await run(join(ROOT, 'node_modules/.bin/tsc'), ['--project', modules], { cwd: ROOT, env: {} });
    expect(output).toBe('');
  });

  test('runs every program that it shows', () => {
    expect([...new Set(programs.map(({ mark }) => mark))].toSorted()).toEqual([
      'sh',
      'sh deployed',
      'sh operator',
      'ts',
      'ts app',
    ]);
  });

  test('names every code with its status', () => {
    for (const [code, { status }] of Object.entries(API_REFUSALS))
      expect(page).toContain(`| \`${code}\` | ${status} |`);
  });
});

test('what is printed must be what the page says, but for blanks and where it says …', () => {
  expect(isAsPrinted('{ "a": 1, "b": … }', '{"a":1,"b":{"c":2}}')).toBe(true);
  expect(isAsPrinted('{ "a": 1, "b": … }', '{"a":2,"b":{"c":2}}')).toBe(false);
  expect(isAsPrinted('200', '2000')).toBe(false);
});
