import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf } from '../../program/values.ts';
import { connectionLines } from './connection-lines.ts';

export const CONNECTION = 'such as con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab';

export function addShow(connections: Command, shell: Shell): void {
  const show = connections
    .command('show')
    .description('Shows one store: how it is, why, since when, and what to do.')
    .argument('<connection>', CONNECTION, idOf('con'))
    .action(async (id: string, options: ApiOptions) => {
      const connection = await openApi(options, shell).connections.get(id);
      shell.show(options, { json: connection, human: (screen) => connectionLines(connection, screen) });
    });
  teach(withDeployment(show), {
    examples: ['connections show con_4b1f0c9e2d7a48b6a3e5d0917c62f8ab'],
    scopes: ['connections:read'],
  });
}
