import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelType } from '../../../functions/channels/channel-types.ts';
import { type ApiClientSetup, openApiClientSetup } from '../api/api-setup.ts';
import { type Block, isAsPrinted, joined, outputsOf, programsOf, run } from '../api/fenced-blocks.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/sync.md'), 'utf8');
const programs = programsOf(page);

let setup: ApiClientSetup;
let shell: string;
let modules: string;
let env: Record<string, string>;
beforeAll(async () => {
  setup = await openApiClientSetup();
  await setup.connected();
  shell = mkdtempSync(join(tmpdir(), 'handfast-page-'));
  symlinkSync(setup.dataFolder, join(shell, '.handfast'));
  // One folder below the root, as docs/ is: imports on the page are relative to it.
  modules = mkdtempSync(join(ROOT, '.page-'));
  const { url, tokenUrl, clientId, clientSecret } = setup.access;
  env = { HANDFAST_URL: url, TOKEN_URL: tokenUrl, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };
}, 120_000);
afterAll(async () => {
  if (shell) rmSync(shell, { recursive: true, force: true });
  if (modules) rmSync(modules, { recursive: true, force: true });
  await setup?.close();
});

function marked(mark: string): Block[] {
  return programs.filter((block) => block.mark === mark);
}

function holdToPage(blocks: readonly Block[], outputs: readonly string[]): void {
  expect(outputs).toHaveLength(blocks.length);
  for (const [at, { prints, code }] of blocks.entries()) {
    if (prints === undefined) continue;
    const actual = outputs[at] ?? '';
    expect(isAsPrinted(prints, actual), `${code}\nprinted\n${actual.slice(0, 2_000)}\nand not\n${prints}`).toBe(true);
  }
}

describe('docs/sync.md', () => {
  test('prints what its shell commands print: a channel is made, and read', async () => {
    const blocks = marked('sh');
    const script = `set -euo pipefail\n${joined(blocks, 'sh')}`.replaceAll('http://127.0.0.1:8787', setup.local.url);
    const { code, output, errors } = await run('bash', ['-c', script], { cwd: shell, env });
    expect([code, errors]).toEqual([0, '']);
    holdToPage(blocks, outputsOf(output));
  }, 90_000);

  test('prints what its programs print, one going on from the other', async () => {
    const blocks = marked('ts');
    writeFileSync(join(modules, 'page.ts'), `${joined(blocks, 'ts')}\nexport { restartAt };`);
    const { code, output, errors } = await run(process.execPath, ['page.ts'], { cwd: modules, env });
    expect([code, errors]).toEqual([0, '']);
    holdToPage(blocks, outputsOf(output));
    expect(blocks.filter(({ prints }) => prints !== undefined).length).toBeGreaterThanOrEqual(3);
  }, 90_000);

  test('shows programs that compile, and runs every one', async () => {
    writeFileSync(
      join(modules, 'tsconfig.json'),
      '{ "extends": "../tsconfig.json", "include": ["*.ts", "../infra/**/*.d.ts"] }',
    );
    const { output } = await run(join(ROOT, 'node_modules/.bin/tsc'), ['--project', modules], { cwd: ROOT, env: {} });
    expect(output).toBe('');
    expect([...new Set(programs.map(({ mark }) => mark))].toSorted()).toEqual(['sh', 'ts']);
  }, 90_000);

  test('names every connector, and every setting of a channel', () => {
    const { connectors, settings } = channelType('magento2');
    for (const { name } of connectors) expect(page).toContain(`\`${name}\``);
    for (const name of Object.keys(settings.parse({}))) expect(page).toContain(`| \`${name}\` |`);
  });
});
