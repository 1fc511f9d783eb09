import type { Command } from 'commander';
import { type Handfast, HandfastError } from '../../../client/handfast.ts';
import { withoutInput } from '../../api/graphql-problems.ts';
import { openApi } from '../../api/open-api.ts';
import { CliError, EXIT_FAILED } from '../../output/cli-error.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { INTEGRATION, integrationId } from '../integration-argument.ts';
import { findingNotes } from './finding-notes.ts';
import type { Finding, Version } from './state/integration-answer.ts';

const PUBLISH = `mutation ($input: PublishProductIntegrationInput!) {
  publishProductIntegration(input: $input) {
    productIntegration { id revision note lastModified findings { severity code path message } }
    userErrors { code path message }
  }
}`;

type Options = ApiOptions & { readonly note?: string; readonly withErrors?: boolean };
type Published = Version & { readonly findings: readonly Finding[] };

export function addPublish(integrations: Command, shell: Shell): void {
  const publish = integrations
    .command('publish')
    .description('Makes the working configuration the one that events use, unless it would fail.')
    .argument('<integration>', INTEGRATION, integrationId)
    .option('--note <text>', 'what changed, for whoever reads its versions')
    .option('--with-errors', 'publish though findings say that it would fail')
    .action(async (id: string, options: Options) => {
      const published = await publishedBy(openApi(options, shell), id, options);
      shell.show(options, {
        json: published,
        human: () => [`Published: revision ${published.revision} as version ${published.id}.`],
        notes: findingNotes(published.findings),
      });
    });
  teach(withDeployment(publish), {
    examples: ['integrations publish 34827 --note "new create URL"'],
    scopes: ['integrations:write'],
  });
}

async function publishedBy({ graphql }: Handfast, id: string, { note, withErrors }: Options): Promise<Published> {
  const input = { integrationId: id, ...(note !== undefined && { note }), requireReady: withErrors !== true };
  try {
    const answer = await graphql<{ publishProductIntegration: { productIntegration: Published } }>(PUBLISH, { input });
    return answer.publishProductIntegration.productIntegration;
  } catch (error) {
    const isUnready = error instanceof HandfastError && error.code === 'NOT_READY';
    if (!isUnready) throw error;
    throw new CliError(
      EXIT_FAILED,
      [
        'Nothing was published, since it would fail:',
        ...withoutInput(error.problems),
        'Mend it, or give --with-errors.',
      ],
      { cause: error },
    );
  }
}
