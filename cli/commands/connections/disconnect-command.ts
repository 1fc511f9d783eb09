import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { type ConfirmOptions, confirm } from '../../program/confirm.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { CONNECTION } from './show-command.ts';

export function addDisconnect(connections: Command, shell: Shell): void {
  const disconnect = connections
    .command('disconnect')
    .description('Destroys the credentials of a store. Its merchant can connect it again.')
    .argument('<connection>', CONNECTION, idOf('con'))
    .option('--yes', 'do not ask')
    .action(async (id: string, options: ApiOptions & ConfirmOptions) => {
      const api = openApi(options, shell);
      await confirm(shell.io, options, `Disconnect ${id}? Its credentials are destroyed.`);
      const answer = await api.connections.disconnect(id);
      const { connection, inMagento } = answer;
      shell.show(options, {
        json: answer,
        human: ({ time }) => [
          `Disconnected ${connection.store.host} from ${connection.product} at ${time(connection.statusSince)}.`,
          inMagento,
        ],
      });
    });
  teach(withDeployment(disconnect), {
    examples: [
      'connections disconnect con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab',
      'connections disconnect con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab --yes --json',
    ],
    notes: ['Asks first at a terminal. In scripts, --yes must be given.'],
    scopes: ['connections:write'],
  });
}
