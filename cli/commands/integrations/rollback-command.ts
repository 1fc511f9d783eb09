import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';
import { type ConfirmOptions, confirm } from '../../program/confirm.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { INTEGRATION, integrationId } from '../integration-argument.ts';
import type { Integration, Version } from './state/integration-answer.ts';
import { requireIntegration } from './state/read-integration.ts';

const ROLLBACK = `mutation ($input: RollbackProductIntegrationInput!) {
  rollbackProductIntegration(input: $input) {
    productIntegration { id revision published { id revision note lastModified } }
    userErrors { code path message }
  }
}`;

type Options = ApiOptions & ConfirmOptions & { readonly to?: string };
type RolledBack = { readonly revision: number; readonly published: Version };

export function addRollback(integrations: Command, shell: Shell): void {
  const rollback = integrations
    .command('rollback')
    .description('Publishes an earlier version again, and makes it the working configuration.')
    .argument('<integration>', INTEGRATION, integrationId)
    .option('--to <version>', 'its id (default: the version before the published one)')
    .option('--yes', 'do not ask, though edits that are not published get lost')
    .action(async (id: string, options: Options) => {
      const api = openApi(options, shell);
      const found = await requireIntegration(api, id);
      const to = versionFor(found, options.to);
      if (found.changedSincePublished) {
        await confirm(shell.io, options, `Edits since the last publish get lost. Go back to version ${to}?`);
      }
      const input = { integrationId: id, revision: found.revision, toId: to };
      const answer = await api.graphql<{ rollbackProductIntegration: { productIntegration: RolledBack } }>(ROLLBACK, {
        input,
      });
      const { productIntegration } = answer.rollbackProductIntegration;
      shell.show(options, {
        json: productIntegration,
        human: () => [
          `Published again: version ${productIntegration.published.id}. The working configuration is the same.`,
        ],
      });
    });
  teach(withDeployment(rollback), {
    examples: ['integrations rollback 34827', 'integrations rollback 34827 --to 2b1c0d9e-… --yes'],
    notes: ['"integrations show" lists the versions. Where there are edits that are not published, it asks first.'],
    scopes: ['integrations:write'],
  });
}

/** @throws CliError where there is no such version, with those that there are */
function versionFor({ history, published }: Integration, wanted: string | undefined): string {
  const others = history.filter(({ id }) => id !== published?.id);
  const found = wanted === undefined ? others[0] : history.find(({ id }) => id === wanted);
  if (found !== undefined) return found.id;
  const there = history.map(({ id, revision }) => `${id} (revision ${revision})`).join(', ') || 'none';
  const problem = wanted === undefined ? 'There is no earlier version.' : `--to: there is no version ${wanted}.`;
  throw new CliError(EXIT_MISUSED, [`${problem} Published so far: ${there}.`]);
}
