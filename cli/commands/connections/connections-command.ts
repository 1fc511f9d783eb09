import type { Command } from 'commander';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { addCall } from './call-command.ts';
import { addCheck } from './check-command.ts';
import { addDisconnect } from './disconnect-command.ts';
import { addList } from './list-command.ts';
import { addShow } from './show-command.ts';

/** `handfast connections`. */
export function addConnections(program: Command, shell: Shell): void {
  const connections = program
    .command('connections')
    .description('Find stores, see how they are, call and disconnect them.');
  addList(connections, shell);
  addShow(connections, shell);
  addCheck(connections, shell);
  addDisconnect(connections, shell);
  addCall(connections, shell);
  teach(connections, {
    examples: [
      'connections list --host shop.example',
      'connections list --status needs_reauthorization --all',
      'connections show con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab',
      'connections check con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab',
      'connections call con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab GET V1/modules',
    ],
  });
}
