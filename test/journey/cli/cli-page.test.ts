import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handfastProgram } from '../../../cli/program/program.ts';
import { openPageSetup, type PageSetup, ROOT, readPage } from '../api/documented-page.ts';
import { type Block, isAsPrinted, joined, outputsOf, run } from '../api/fenced-blocks.ts';

const page = readPage('docs/cli.md');
const blocks = page.marked('sh');

/** What `npx` does in a folder that the package is installed in. */
const NPX = `npx() { shift; "${process.execPath}" "${join(ROOT, 'cli/handfast.ts')}" "$@"; }`;

/** Some twenty commands, each in a process of its own. */
const TIMEOUT_MS = 200_000;

let setup: PageSetup;
beforeAll(async () => {
  setup = await openPageSetup();
}, 180_000);
afterAll(() => setup?.close());

/** Where the sections about events begin, which go on from nothing before them. */
const EVENTS_AT = blocks.findIndex(({ code }) => code.includes('acme.json'));

/** `npm start` makes a channel of each store that is connected; a local mode for tests does not. */
const FIRST_CHANNEL = `
FIRST=$(npx handfast connections list --limit 1 --json --local | sed -n 's/^ *"id": "\\(con_[^"]*\\)".*/\\1/p')
npx handfast channels create "$FIRST" --connector stock=60 --local > /dev/null`;

/** Each command of some blocks once, one going on from the other, as in a shell of their own. */
async function expectAsPrinted(shown: readonly Block[], before = '') {
  const script = `set -euo pipefail\n${NPX}\n${before}\n${joined(shown, 'sh')}`;
  const env = { NO_COLOR: '', TZ: 'Europe/Berlin' };
  const { code, output, errors } = await run('bash', ['-c', script], { cwd: setup.shell, env, timeoutMs: TIMEOUT_MS });
  expect([code, code === 0 ? '' : errors]).toEqual([0, '']);
  const outputs = outputsOf(output);
  expect(outputs).toHaveLength(shown.length);
  for (const [at, { prints, code: commands }] of shown.entries()) {
    const actual = outputs[at] ?? '';
    if (prints !== undefined) expect(isAsPrinted(prints, actual), `${commands}\nprinted\n${actual}`).toBe(true);
  }
  return { output, errors };
}

describe('docs/cli.md', () => {
  test(
    'prints what its commands print, from a list of stores to a channel that is deleted',
    async () => {
      const { output, errors } = await expectAsPrinted(blocks.slice(0, EVENTS_AT), FIRST_CHANNEL);
      expect(errors).toContain('There is more: --cursor ');
      expect(output).toMatch(/Status +completed/);
      expect(output).toMatch(/ [+-]\d\d:\d\d/);
      expect(output).not.toContain('\u001b[');
      const secrets = [setup.env.CLIENT_SECRET];
      for (const secret of secrets) expect(`${output}${errors}`).not.toContain(secret);
    },
    TIMEOUT_MS + 10_000,
  );

  test(
    'prints what its commands print for an integration from a file, until it is unlinked',
    async () => {
      const { output, errors } = await expectAsPrinted(blocks.slice(EVENTS_AT));
      expect(errors).toContain('WARNING: lastTest: ');
      expect(`${output}${errors}`).not.toContain('S3cre1');
    },
    TIMEOUT_MS + 10_000,
  );

  test('names every command', () => {
    const program = handfastProgram({
      io: { print: () => undefined, printError: () => undefined, environment: {} },
      progress: { show: () => undefined, brief: () => undefined, end: () => undefined },
      show: () => undefined,
      goesOn: () => undefined,
      exit: () => undefined,
    });
    const named = program.commands.flatMap((noun) =>
      noun.commands.length === 0 ? [noun.name()] : noun.commands.map((verb) => `${noun.name()} ${verb.name()}`),
    );
    expect(named.filter((command) => !page.text.includes(`\`${command}\``))).toEqual([]);
    expect(named.length).toBeGreaterThan(25);
  });
});
