import type { Command } from 'commander';
import type { Handfast } from '../../../client/handfast.ts';
import { openApi } from '../../api/open-api.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { integrationNotFound } from '../integration-argument.ts';
import { differenceLines } from './changes/difference-lines.ts';
import { differencesOf } from './changes/differences.ts';
import { mutationsOf } from './changes/plan.ts';
import { runMutations } from './changes/run-mutations.ts';
import { readIntegrationFile } from './file/read-file.ts';
import { secretValues } from './file/secrets.ts';
import { findingNotes } from './finding-notes.ts';
import type { Finding } from './state/integration-answer.ts';
import { findWorking } from './state/read-integration.ts';

export type FileOptions = ApiOptions & { readonly sendSecrets?: boolean };

export const FILE = 'JSON, with GraphQL’s names';
const AFTERWARDS =
  'query ($id: ID!) { productIntegration(id: $id) { revision findings { severity code path message } } }';

export function addApply(integrations: Command, shell: Shell): void {
  const apply = integrations
    .command('apply')
    .description('Makes the working configuration what a file says. What the file leaves out goes.')
    .argument('<file>', FILE)
    .option('--send-secrets', 'send secrets that are there already, too, since they are others now')
    .action(async (path: string, options: FileOptions) => {
      const file = readIntegrationFile(path);
      const api = openApi(options, shell);
      const found = await findWorking(api, file.id);
      const { all, secrets } = await differencesOf(file, found, options.sendSecrets === true);
      const values = secretValues(secrets, shell.io.environment);
      const mutations = mutationsOf({ file, found, differences: all, secrets: values });
      const { signingSecret } = await runMutations(api, mutations, found?.revision, [...values.values()], (name) =>
        shell.progress.show('Applying', name),
      );
      const { revision, findings } = await readAfterwards(api, file.id);
      const created = found === undefined;
      shell.show(options, {
        json: { id: file.id, created, revision, changes: all, ...(signingSecret && { signingSecret }), findings },
        human: () => [
          ...differenceLines(all),
          headline(created, mutations.length, `${file.id} is at revision ${revision}.`),
          ...(signingSecret ? [`Signing secret: ${signingSecret}`, 'Keep it: it is shown only here.'] : []),
        ],
        notes: findingNotes(findings),
      });
    });
  teach(withDeployment(apply), {
    examples: [
      'integrations apply acme.json',
      'integrations apply acme.json --send-secrets',
      'integrations apply acme.json --local --json',
    ],
    notes: [
      `Applying a file twice changes nothing the second time. Nothing takes effect before it is published.
Secrets come from environment variables that the file names: {"fromEnvironment": "ACME_SECRET"}. One that is there
already is sent again with --send-secrets only, or when Handfast would drop it, since another client or address gets it.`,
    ],
    scopes: ['integrations:write'],
  });
}

function headline(created: boolean, mutations: number, where: string): string {
  if (mutations === 0) return `Nothing to change: ${where}`;
  return created ? `Created: ${where}` : `Changed: ${where}`;
}

type Afterwards = { readonly revision: number; readonly findings: readonly Finding[] };

async function readAfterwards({ graphql }: Handfast, id: string): Promise<Afterwards> {
  const { productIntegration } = await graphql<{ productIntegration: Afterwards | null }>(AFTERWARDS, { id });
  return productIntegration ?? integrationNotFound(id);
}
