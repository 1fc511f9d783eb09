import type { Command } from 'commander';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { addApply } from './apply-command.ts';
import { addDiff } from './diff-command.ts';
import { addLink, addUnlink } from './link-command.ts';
import { addList } from './list-command.ts';
import { addPublish } from './publish-command.ts';
import { addRollback } from './rollback-command.ts';
import { addShow } from './show-command.ts';
import { addTest } from './test/test-command.ts';

/** `handfast integrations`. */
export function addIntegrations(program: Command, shell: Shell): void {
  const integrations = program
    .command('integrations')
    .description('Set up where events go: from a file, tested, published, linked to products.');
  for (const add of [addList, addShow, addApply, addDiff, addTest, addPublish, addRollback, addLink, addUnlink]) {
    add(integrations, shell);
  }
  teach(integrations, {
    examples: [
      'integrations diff acme.json',
      'integrations apply acme.json',
      'integrations test 6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11',
      'integrations publish 6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11',
      'integrations link 6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11 demo',
    ],
  });
}
