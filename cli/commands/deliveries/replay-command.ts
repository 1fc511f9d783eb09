import type { Command } from 'commander';
import type { Handfast } from '../../../client/handfast.ts';
import { openApi } from '../../api/open-api.ts';
import { CliError, EXIT_MISUSED } from '../../output/cli-error.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { idOf, timeBefore } from '../../program/values.ts';
import { INTEGRATION, integrationId } from '../integration-argument.ts';

const REPLAY = `mutation ($input: ReplayDeliveriesInput!) {
  replayDeliveries(input: $input) { queued more userErrors { code path message } }
}`;
/** Deliveries are kept for 30 days. */
const KEPT_MS = 30 * 86_400_000;
/** Of 200 deliveries each: more than an integration has in 30 days. */
const MOST_ROUNDS = 10_000;

type Options = ApiOptions & { readonly failed?: boolean; readonly since?: string };
type Replayed = { readonly replayDeliveries: { readonly queued: number; readonly more: boolean } };

export function addReplay(deliveries: Command, shell: Shell): void {
  const replay = deliveries
    .command('replay')
    .description('Sends deliveries again, each under the id that it had.')
    .argument('<integration>', INTEGRATION, integrationId)
    .argument('[delivery]', 'one of them, whatever its status', idOf('dlv'))
    .option('--failed', 'all that were given up')
    .option(
      '--since <time>',
      'of --failed, those since then, such as 24h or 2026-11-26',
      timeBefore(() => new Date()),
    )
    .action(async (id: string, delivery: string | undefined, options: Options) => {
      checkOptions(delivery, options);
      const failedSince = options.since ?? new Date(Date.now() - KEPT_MS).toISOString();
      const input = { integrationId: id, ...(delivery === undefined ? { failedSince } : { ids: [delivery] }) };
      const queued = await replayed(openApi(options, shell), input, (count) =>
        shell.progress.show('Replaying', `${count} queued`),
      );
      shell.show(options, { json: { queued }, human: () => [doneText(queued, delivery)] });
    });
  teach(withDeployment(replay), {
    examples: [
      'deliveries replay 34827 dlv_5a1f0c3e9b7d42688f0e6c1d2b3a4f50',
      'deliveries replay 34827 --failed',
      'deliveries replay 34827 --failed --since 24h --json',
    ],
    notes: ['Where deliveries were switched off, "deliveries enable" comes first.'],
    scopes: ['integrations:write'],
  });
}

function checkOptions(delivery: string | undefined, { failed, since }: Options): void {
  if (delivery !== undefined && (failed || since !== undefined)) {
    throw new CliError(EXIT_MISUSED, ['Give a delivery, or --failed: one of both.']);
  }
  if (delivery === undefined && !failed) {
    throw new CliError(EXIT_MISUSED, [
      'Which ones? Give the id of a delivery, or --failed for all that were given up.',
    ]);
  }
}

/** Round after round, since one call takes up only so many. */
async function replayed(
  { graphql }: Handfast,
  input: Readonly<Record<string, unknown>>,
  onRound: (count: number) => void,
): Promise<number> {
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { replayDeliveries: done } = await graphql<Replayed>(REPLAY, { input });
    count += done.queued;
    onRound(count);
    if (!done.more || done.queued === 0) break;
  }
  return count;
}

function doneText(queued: number, delivery: string | undefined): string {
  if (queued === 0)
    return delivery === undefined ? 'None was given up: nothing is sent again.' : 'It waits to be sent already.';
  return `${queued} ${queued === 1 ? 'is' : 'are'} sent again. "deliveries list" shows what becomes of it.`;
}
