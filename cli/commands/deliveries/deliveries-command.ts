import type { Command } from 'commander';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { addEnable } from './enable-command.ts';
import { addList } from './list-command.ts';
import { addReplay } from './replay-command.ts';
import { addShow } from './show-command.ts';

/** `handfast deliveries`. */
export function addDeliveries(program: Command, shell: Shell): void {
  const deliveries = program
    .command('deliveries')
    .description('See which events reached your URLs, and send them again.');
  for (const add of [addList, addShow, addReplay, addEnable]) add(deliveries, shell);
  teach(deliveries, {
    examples: [
      'deliveries list 34827 --status failed',
      'deliveries show dlv_5a1f0c3e9b7d42688f0e6c1d2b3a4f50',
      'deliveries replay 34827 --failed',
    ],
  });
}
