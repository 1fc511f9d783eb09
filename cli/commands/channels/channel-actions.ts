import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { type ConfirmOptions, confirm } from '../../program/confirm.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { channelLines } from './channel-lines.ts';
import { CHANNEL } from './show-command.ts';

const ACTIONS = [
  ['pause', 'Leaves a store alone. A run that is under way ends.'],
  ['resume', 'Goes on with a channel that was paused.'],
] as const;

/** `pause`, `resume` and `delete`. */
export function addChannelActions(channels: Command, shell: Shell): void {
  for (const [action, description] of ACTIONS) {
    const command = channels
      .command(action)
      .description(description)
      .argument('<channel>', CHANNEL, idOf('chn'))
      .action(async (id: string, options: ApiOptions) => {
        const channel = await openApi(options, shell).channels[action](id);
        shell.show(options, { json: channel, human: (screen) => channelLines(channel, screen) });
      });
    teach(withDeployment(command), {
      examples: [`channels ${action} chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5`],
      scopes: ['channels:run'],
    });
  }
  const remove = channels
    .command('delete')
    .description('Deletes a channel with its records. The store keeps its own.')
    .argument('<channel>', CHANNEL, idOf('chn'))
    .option('--yes', 'do not ask')
    .action(async (id: string, options: ApiOptions & ConfirmOptions) => {
      const api = openApi(options, shell);
      await confirm(shell.io, options, `Delete ${id} with all of its records?`);
      const deleted = await api.channels.remove(id);
      shell.show(options, { json: deleted, human: () => [`Deleted ${deleted.id}.`] });
    });
  teach(withDeployment(remove), {
    examples: ['channels delete chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5'],
    notes: ['Asks first at a terminal. In scripts, --yes must be given.'],
    scopes: ['channels:write'],
  });
}
