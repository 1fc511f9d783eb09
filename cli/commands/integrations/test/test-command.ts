import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Handfast } from '../../../../client/handfast.ts';
import { INTEGRATION_EVENT_TYPES } from '../../../../functions/domain/integrations/event-urls.ts';
import { optionsFor } from '../../../api/deployment.ts';
import { openApi } from '../../../api/open-api.ts';
import { CliError, EXIT_DONE, EXIT_FAILED } from '../../../output/cli-error.ts';
import { shellWord } from '../../../output/shell-word.ts';
import { type ApiOptions, withDeployment } from '../../../program/deployment-options.ts';
import type { Shell } from '../../../program/shell.ts';
import { teach } from '../../../program/teach.ts';
import { hintFor, readList } from '../../../program/values.ts';
import { INTEGRATION, integrationId } from '../../integration-argument.ts';
import type { LastTest } from '../state/integration-answer.ts';
import { TEST } from '../state/integration-query.ts';
import { testLines } from './test-lines.ts';

const TRIGGER = `mutation ($input: TriggerProductIntegrationPingTestInput!) {
  triggerProductIntegrationPingTest(input: $input) { productIntegration { ${TEST} } userErrors { code path message } }
}`;
const READ = `query ($id: ID!) { productIntegration(id: $id) { ${TEST} } }`;

/** Each URL has 15 s, and its token server as long. */
const WAIT_SECONDS = 120;
const PAUSE_MS = 500;

type Options = ApiOptions & {
  readonly published?: boolean;
  readonly types?: readonly string[];
  readonly signIn?: boolean;
};
type Tested = { readonly lastTest?: LastTest | null };

export function addTest(integrations: Command, shell: Shell): void {
  const test = integrations
    .command('test')
    .description('Sends a marked test event to each URL, and shows what came of it.')
    .argument('<integration>', INTEGRATION, integrationId)
    .option('--published', 'test what is published instead of the working configuration')
    .addOption(new Option('--types <types>', 'these kinds of event only, with commas between').argParser(readTypes))
    .option('--sign-in', 'try merchants’ sign-in; URLs only where --types names kinds')
    .action(async (id: string, options: Options) => {
      const lastTest = await tested(openApi(options, shell), id, options, shell);
      shell.show(options, {
        json: lastTest,
        human: (screen) => testLines(lastTest, screen),
        exitCode: lastTest.success ? EXIT_DONE : EXIT_FAILED,
      });
    });
  teach(withDeployment(test), {
    examples: [
      'integrations test 6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11',
      'integrations test 34827 --types SUBSCRIPTION_ORDER,SUBSCRIPTION_CANCEL',
      'integrations test 34827 --published --json',
    ],
    notes: [`Kinds are ${INTEGRATION_EVENT_TYPES.join(', ')}. One test of an integration may begin in ten seconds.`],
    scopes: ['integrations:write'],
    exits: { done: 'everything that was tried works', failed: 'something does not, or it was refused' },
  });
}

async function tested(
  { graphql }: Handfast,
  id: string,
  options: Options,
  { progress, goesOn }: Shell,
): Promise<LastTest> {
  const { published, types, signIn } = options;
  const version = published ? 'PUBLISHED' : 'WORKING';
  const input = { id, version, ...(types && { eventTypes: types }), ...(signIn && { signIn }) };
  progress.show('Testing', 'sending test events');
  const begun = await graphql<{ triggerProductIntegrationPingTest: { productIntegration: Tested } }>(TRIGGER, {
    input,
  });
  goesOn(
    `The test goes on. See what came of it: npx handfast integrations show ${shellWord(id)}${optionsFor(options)}`,
  );
  const { startedOn } = begun.triggerProductIntegrationPingTest.productIntegration.lastTest ?? {};
  for (let waited = 0; waited < WAIT_SECONDS * 1000; waited += PAUSE_MS) {
    const { productIntegration } = await graphql<{ productIntegration: Tested | null }>(READ, { id });
    const lastTest = productIntegration?.lastTest;
    if (lastTest?.endedOn && lastTest.startedOn === startedOn) return lastTest;
    progress.show('Testing', `${lastTest?.results.length ?? 0} answered`);
    await sleep(PAUSE_MS);
  }
  throw new CliError(EXIT_FAILED, [
    `The test has not ended within ${WAIT_SECONDS} s. "npx handfast integrations show ${shellWord(id)}" shows it once it has.`,
  ]);
}

function readTypes(text: string): readonly string[] {
  const types = readList(text);
  const unknown = types.filter((type) => !INTEGRATION_EVENT_TYPES.some((one) => one === type));
  const [first] = unknown;
  if (first !== undefined) throw new InvalidArgumentError(`${first}: ${hintFor(first, INTEGRATION_EVENT_TYPES)}`);
  if (types.length === 0) throw new InvalidArgumentError('Name at least one kind.');
  return types;
}
