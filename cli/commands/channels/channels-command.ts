import type { Command } from 'commander';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { addChannelActions } from './channel-actions.ts';
import { addChange, addCreate } from './create-and-change.ts';
import { addList } from './list-command.ts';
import { addRecords } from './records-command.ts';
import { addShow } from './show-command.ts';
import { addSync } from './sync-command.ts';

/** `handfast channels`. */
export function addChannels(program: Command, shell: Shell): void {
  const channels = program.command('channels').description('Set up what is read of stores, and see how it is doing.');
  addList(channels, shell);
  addShow(channels, shell);
  addCreate(channels, shell);
  addChange(channels, shell);
  addChannelActions(channels, shell);
  addSync(channels, shell);
  addRecords(channels, shell);
  teach(channels, {
    examples: [
      'channels list --status unavailable',
      'channels create con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --connector orders=5 --connector products',
      'channels show chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5',
      'channels sync chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 --watch',
      'channels records chn_3b0d2c5f7a914e86b1d40c9e8f72a6d5 orders',
    ],
  });
}
