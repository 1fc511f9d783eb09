import { basename } from 'node:path';
import type { Command } from 'commander';
import type { PushOrder } from '../changes/push-changes.ts';
import { CliError, EXIT_MISUSED } from '../module/command/cli-error.ts';

const CHANNEL = /^chn_[0-9a-f]{32}$/;
const CONNECTOR = /^[a-z][a-z0-9-]{0,31}$/;

const EXAMPLES = `
Examples:
  $ npx handfast changes push stock.ndjson --channel chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --local
  $ npx handfast changes push monday.ndjson --connector prices --channel chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --json

The file has one JSON object a line: { "id": "…", "base": "…", "change": { … } }, of which "change" must be there. Waits
until each line has its result, however long the store takes. It takes the permission to make clients of the API: one is
made, and revoked at the end.

Exit codes: 0 every line is in the store; 1 one is not, or nothing was accepted; 2 the command line cannot be used.`;

type Understood = (request: { readonly action: 'push'; readonly order: PushOrder; readonly shared: object }) => void;

/** `handfast changes push`. */
export function addPush(program: Command, understood: Understood): Command {
  const changes = program.command('changes').description('Write changes of records to stores.');
  return changes
    .command('push')
    .description('Sends a file of changes, and shows what became of each.')
    .argument('<file>', 'NDJSON; named after what it changes, such as stock.ndjson')
    .option('--channel <id>', 'such as chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5; must be given')
    .option('--connector <name>', 'what is changed (default: the name of the file)')
    .option('--key <text>', 'the same for a file that is sent again: it is written once')
    .addHelpText('after', EXAMPLES)
    .action((file: string, { channel, connector, key, ...shared }) => {
      const named = connector ?? basename(file).split('.')[0] ?? '';
      const problems = [
        ...(CHANNEL.test(String(channel)) ? [] : ['--channel: must be the id of a channel, such as chn_….']),
        ...(CONNECTOR.test(named)
          ? []
          : [`--connector: "${named}" cannot be one; name what is changed, such as stock.`]),
      ];
      if (problems.length > 0) throw new CliError(EXIT_MISUSED, problems);
      const order = { file, channel: String(channel), connector: named, ...(key !== undefined && { key }) };
      understood({ action: 'push', order, shared });
    });
}
