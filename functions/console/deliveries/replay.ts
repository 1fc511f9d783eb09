import * as z from 'zod/mini';
import type { Backend } from '../backend/backend.ts';
import { type UserError, userErrors } from '../integrations/data/change.ts';

const REPLAY =
  'mutation ($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { queued more userErrors { code path message } } }';
const answer = z.object({ replayDeliveries: z.object({ queued: z.number(), more: z.boolean(), userErrors }) });

type Input = { readonly integrationId: string; readonly ids?: readonly string[]; readonly failedSince?: string };
type Replayed = { readonly queued: number; readonly more: boolean; readonly problems: readonly UserError[] };

/** Has deliveries begin anew, each under the id it had. */
export async function replay(backend: Backend, input: Input): Promise<Replayed> {
  const { queued, more, userErrors: problems } = (await backend.graphQl(REPLAY, answer, { input })).replayDeliveries;
  return { queued, more, problems: problems ?? [] };
}
