import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf, wholeNumber } from '../../program/values.ts';
import { channelLines } from './channel-lines.ts';
import { choices, type SettingsOptions, withSettings } from './settings-options.ts';
import { CHANNEL } from './show-command.ts';

const SCOPES = ['channels:write'];

export function addCreate(channels: Command, shell: Shell): void {
  const create = channels
    .command('create')
    .description('Makes a channel of a store. Its first import begins at once.')
    .argument('<connection>', 'such as con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab', idOf('con'))
    .action(async (connection: string, options: SettingsOptions & ApiOptions) => {
      const { label } = options;
      const given = { type: 'magento2', ...choices(options), ...(typeof label === 'string' && { label }) } as const;
      const channel = await openApi(options, shell).channels.create(connection, given);
      shell.show(options, { json: channel, human: (screen) => channelLines(channel, screen) });
    });
  teach(withDeployment(withSettings(create)), {
    examples: [
      'channels create con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab',
      'channels create con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --connector orders=5 --connector products --label Backend',
      `channels create con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --settings '{"storeView":"de","syncFrom":"2026-01-01T00:00:00Z"}'`,
    ],
    notes: ['Without --connector, all are on; with it, those that are named.'],
    scopes: SCOPES,
  });
}

type ChangeOptions = SettingsOptions & ApiOptions & { readonly revision?: number };

export function addChange(channels: Command, shell: Shell): void {
  const change = channels
    .command('change')
    .description('Changes a channel. What is not named stays.')
    .argument('<channel>', CHANNEL, idOf('chn'))
    .action(async (id: string, options: ChangeOptions) => {
      const { label, revision } = options;
      const given = { ...choices(options), ...(label !== undefined && { label: label === false ? null : label }) };
      if (Object.keys(given).length === 0) {
        throw new CliError(EXIT_MISUSED, ['Say what to change, such as --connector orders=5. See --help.']);
      }
      const api = openApi(options, shell);
      const from = revision ?? (await api.channels.get(id)).revision;
      const channel = await api.channels.change(id, { revision: from, ...given });
      shell.show(options, { json: channel, human: (screen) => channelLines(channel, screen) });
    });
  withSettings(change)
    .option('--no-label', 'without a label')
    .option('--revision <number>', 'only if it has this one (default: whatever it has)', wholeNumber(0, 1e12));
  teach(withDeployment(change), {
    examples: [
      'channels change chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --connector orders=15 --off products',
      'channels change chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --priority stock=vendor --no-label',
    ],
    notes: ['--settings replaces all settings; "channels show --json" prints the present ones.'],
    scopes: ['channels:read', ...SCOPES],
  });
}
