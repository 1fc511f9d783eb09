import { basename } from 'node:path';
import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { CliError, EXIT_DONE, EXIT_FAILED, EXIT_MISUSED } from '../../output/cli-error.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { CHANNEL } from '../channels/show-command.ts';
import { type PushOrder, pushChanges } from './push-changes.ts';
import { isWhole, pushLines } from './push-lines.ts';

const CONNECTOR = /^[a-z][a-z0-9-]{0,31}$/;

const LESSON = {
  examples: [
    'changes push stock.ndjson --channel chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --local',
    'changes push monday.ndjson --connector prices --channel chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --json',
  ],
  notes: [
    `The file has one JSON object a line: { "id": "…", "base": "…", "change": { … } }, of which "change" must be there. Waits
until each line has its result, however long the store takes.`,
  ],
  scopes: ['changes:read', 'changes:write'],
  exits: { done: 'every line is in the store', failed: 'one is not, or nothing was accepted' },
};

type PushOptions = { readonly channel?: string; readonly connector?: string; readonly key?: string };

/** `handfast changes`. */
export function addChanges(program: Command, shell: Shell): void {
  const changes = teach(program.command('changes').description('Write changes of records to stores.'), LESSON);
  const command = changes
    .command('push')
    .description('Sends a file of changes, and shows what became of each.')
    .argument('<file>', 'NDJSON; named after what it changes, such as stock.ndjson')
    .option('--channel <id>', `${CHANNEL}; must be given`, idOf('chn'))
    .option('--connector <name>', 'what is changed (default: the name of the file)')
    .option('--key <text>', 'the same for a file that is sent again: it is written once')
    .action(async (file: string, options: PushOptions & ApiOptions) => {
      const order = orderOf(file, options);
      const json = await pushChanges(order, openApi(options, shell), shell);
      shell.show(options, { json, human: () => pushLines(json), exitCode: isWhole(json) ? EXIT_DONE : EXIT_FAILED });
    });
  teach(withDeployment(command), LESSON);
}

function orderOf(file: string, { channel, connector, key }: PushOptions): PushOrder {
  if (channel === undefined) throw new CliError(EXIT_MISUSED, [`--channel: must be given, ${CHANNEL}.`]);
  const named = connector ?? basename(file).split('.')[0] ?? '';
  if (!CONNECTOR.test(named)) {
    const problem = `--connector: "${named}" cannot be one; name what is changed, such as stock.`;
    throw new CliError(EXIT_MISUSED, [problem]);
  }
  return { file, channel, connector: named, ...(key !== undefined && { key }) };
}
