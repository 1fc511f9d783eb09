import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handfastProgram } from '../../../cli/program/program.ts';
import { type FakeApi, openFakeApi } from './harness/fake-api.ts';

const PROGRAM = handfastProgram({
  io: { print: () => undefined, printError: () => undefined, environment: {} },
  progress: { show: () => undefined, brief: () => undefined, end: () => undefined },
  show: () => undefined,
  goesOn: () => undefined,
  exit: () => undefined,
});

const HEX = '3b0d2c5f7a914e86b1d40c9e8f72a6d5';
const UUID = '6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11';
/** A value for each argument of a command that can be used. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  connection: `con_${HEX}`,
  method: 'GET',
  path: 'V1/orders',
  attempt: `act_${UUID}`,
  channel: `chn_${HEX}`,
  connector: 'orders',
  run: `run_${HEX}`,
  file: 'test/unit/cli/harness/stock.ndjson',
  'file-or-name': 'orders',
  integration: UUID,
  product: 'demo',
  delivery: `dlv_${HEX}`,
  id: 'cli_0f6c2a9d41be77c05a3b8e12',
};
/** Options without which a command cannot be used. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'connections disconnect': ['--yes'],
  'channels create': ['--connector', 'orders=5'],
  'channels change': ['--label', 'x'],
  'channels delete': ['--yes'],
  'runs confirm': ['--yes'],
  'changes push': ['--channel', `chn_${HEX}`],
  'connector try': ['--connection', `con_${HEX}`],
  'integrations rollback': ['--yes'],
  'deliveries replay': [],
};

type Leaf = { readonly path: readonly string[]; readonly command: Command };

function leavesOf(command: Command, path: readonly string[]): readonly Leaf[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((one) => leavesOf(one, [...path, one.name()]));
}

const LEAVES = leavesOf(PROGRAM, []);
const named = LEAVES.map((leaf) => [leaf.path.join(' '), leaf] as const);
/** One letter is missing, or too many where there are few. */
const misspelled = (word: string) => (word.length > 4 ? `${word.slice(0, -2)}${word.slice(-1)}` : `${word}x`);
const valuesOf = ({ command }: Leaf) => command.registeredArguments.map((argument) => ARGUMENTS[argument.name()] ?? '');
const usable = ({ path, command }: Leaf) => [
  ...path,
  ...valuesOf({ path, command }),
  ...(NEEDED[path.join(' ')] ?? []),
];

let api: FakeApi;
beforeAll(async () => {
  api = await openFakeApi();
});
afterAll(() => api?.close());

async function refused(argv: readonly string[]) {
  api.answer({});
  const { code, said, complained } = await api.run(argv);
  expect([code, said, api.seen]).toEqual([2, '', []]);
  return complained;
}

test('every command is here', () => {
  expect(LEAVES.length).toBeGreaterThan(35);
});

describe('a slip of the pen is told with what was meant, and sends nothing', () => {
  test.each(PROGRAM.commands.map((noun) => noun.name()))('%s', async (noun) => {
    const said = await refused([misspelled(noun), 'list']);
    expect(said).toMatch(
      new RegExp(`^unknown command '${misspelled(noun)}' \\(Did you mean (?:one of .*)?\\b${noun}\\?\\)`),
    );
  });

  const verbs = LEAVES.filter(({ path }) => path.length > 1);
  test.each(verbs.map(({ path }) => path))('%s %s', async (noun = '', verb = '') => {
    expect(await refused([noun, misspelled(verb)])).toContain(`(Did you mean ${verb}?)`);
  });

  const options = LEAVES.flatMap((leaf) =>
    leaf.command.options.map(({ long = '' }) => [leaf.path.join(' '), long, leaf] as const),
  );
  test.each(options)('%s %s', async (_, long, leaf) => {
    const said = await refused([...leaf.path, ...valuesOf(leaf), misspelled(long)]);
    expect(said).toMatch(new RegExp(`^unknown option '${misspelled(long)}' \\(Did you mean (?:one of .*)?${long}`));
  });
});

describe('a value that is none of a few is told with those that there are', () => {
  test.each<[string, readonly string[], string]>([
    ['connections list', ['--status'], 'active, needs_reauthorization, inactive, unreachable, disconnected'],
    ['channels list', ['--status'], 'active, paused, unavailable'],
    ['deliveries list', ['--status'], 'waiting, delivered, accepted, failed, discarded'],
    ['channels sync', ['--full'], 'compare, redeliver'],
    ['integrations test', ['--types'], 'SUBSCRIPTION_ORDER, SUBSCRIPTION_CHANGE, SUBSCRIPTION_CANCEL'],
  ])('%s %s', async (path, option, words) => {
    const [, leaf] = named.find(([name]) => name === path) ?? [];
    const argv = leaf === undefined ? [] : [...leaf.path, ...valuesOf(leaf), ...option, 'quite-something-else'];
    expect(await refused(argv)).toContain(`There are ${words}`);
  });
});

/** Signs its requests with AWS credentials, or asks nothing of the API as it is called here. */
const OTHERWISE = [
  'clients create',
  'clients list',
  'clients revoke',
  'module',
  'integrations apply',
  'integrations diff',
];

describe('exit codes are those of the help', () => {
  test.each(named)('%s names them', async (_, leaf) => {
    const { code, said } = await api.run([...leaf.path, '--help']);
    expect(code).toBe(0);
    expect(said.replaceAll(/\s+/g, ' ')).toMatch(/Exit codes: 0 .+; 1 .+; 2 .+; 130 interrupted/);
  });

  test.each(named.filter(([path]) => !OTHERWISE.includes(path)))(
    '%s ends with 1 where the API refuses',
    async (path, leaf) => {
      api.answer({});
      const { code, said, complained } = await api.runAsGiven([...usable(leaf), '--url', api.url]);
      expect(code).toBe(1);
      // The doctor has a line for it.
      expect(path === 'doctor' ? said : complained).not.toBe('');
      if (path !== 'doctor') expect(complained).toMatch(/No answer is prepared for /);
    },
  );
});
