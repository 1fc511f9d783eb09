import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { INTEGRATION, integrationId } from '../integration-argument.ts';
import { integrationLines } from './integration-lines.ts';
import { fileOf } from './state/found-file.ts';
import { requireIntegration } from './state/read-integration.ts';

export function addShow(integrations: Command, shell: Shell): void {
  const show = integrations
    .command('show')
    .description('Shows one integration: what it is set to, what is published, and what would fail.')
    .argument('<integration>', INTEGRATION, integrationId)
    .option('--as-file', 'print the file that "apply" takes, with names in place of secrets')
    .action(async (id: string, options: ApiOptions & { readonly asFile?: boolean }) => {
      const found = await requireIntegration(openApi(options, shell), id);
      if (options.asFile) shell.show({ json: true }, { json: fileOf(found), human: () => [] });
      else shell.show(options, { json: found, human: (screen) => integrationLines(found, screen) });
    });
  teach(withDeployment(show), {
    examples: [
      'integrations show 6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11',
      'integrations show 34827 --as-file > acme.json',
    ],
    scopes: ['integrations:read'],
  });
}
