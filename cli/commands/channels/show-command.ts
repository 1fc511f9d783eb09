import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { channelLines } from './channel-lines.ts';

export const CHANNEL = 'such as chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5';

export function addShow(channels: Command, shell: Shell): void {
  const show = channels
    .command('show')
    .description('Shows one channel: its settings, and how far each connector is.')
    .argument('<channel>', CHANNEL, idOf('chn'))
    .action(async (id: string, options: ApiOptions) => {
      const channel = await openApi(options, shell).channels.get(id);
      shell.show(options, { json: channel, human: (screen) => channelLines(channel, screen) });
    });
  teach(withDeployment(show), {
    examples: ['channels show chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5'],
    scopes: ['channels:read'],
  });
}
