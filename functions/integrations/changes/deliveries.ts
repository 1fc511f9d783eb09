import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import type { DeliveryStatus } from '../../domain/integrations/deliveries/delivery.ts';
import { type DeliveryId, type IntegrationId, parseDeliveryId } from '../../domain/integrations/integration-ids.ts';
import { editIntegration, requireChangeable } from '../edit-integration.ts';
import { id, readInput } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';

const MAX_IDS = 100;
/** As many as one request has the time for; `more` says that there are others. */
const MAX_REPLAYED = 200;
const PAGE = 50;
/** What a replay since a time takes up again. */
const ENDED_BADLY: readonly DeliveryStatus[] = ['FAILED', 'DISCARDED'];

const enabled = z.object({ id });

/** Sends events again to an integration that was switched off, and to URLs that had gone. */
export async function enableDeliveries(session: Session, input: unknown): Promise<KeptIntegration> {
  const { id: of } = readInput(enabled, input);
  const edit = { id: of, path: ['id'], action: 'enableProductIntegrationDeliveries' };
  const changed = await editIntegration(session, edit, async () => ({ health: { enabled: true, gone: {} } }));
  await session.deps.events.deliveriesDue();
  return changed;
}

const replayed = z.object({
  integrationId: id,
  ids: z.nullish(z.array(id).check(z.maxLength(MAX_IDS, `must have at most ${MAX_IDS} entries`))),
  failedSince: z.nullish(z.string()),
});

export type Replayed = { readonly queued: number; readonly more: boolean };

/** Has deliveries begin anew, each under the id it had. */
export async function replayDeliveries(session: Session, input: unknown): Promise<Replayed> {
  const { integrationId, ids, failedSince } = readInput(replayed, input);
  if ((ids ?? undefined) === undefined && (failedSince ?? undefined) === undefined) {
    throw problem('INPUT_INVALID', undefined, 'Name ids, or a time in failedSince.');
  }
  const { id: own } = await requireChangeable(session, integrationId, ['integrationId']);
  const named = await namedDeliveries(session, own, ids ?? []);
  const failed = failedSince ? await failedDeliveries(session, own, failedSince) : [];
  const wanted = [...new Set([...named, ...failed])];
  const now = session.deps.now().toISOString();
  const queued = await Promise.all(
    wanted.slice(0, MAX_REPLAYED).map((delivery) => session.deps.deliveries.requeue(delivery, now)),
  );
  if (queued.includes(true)) await session.deps.events.deliveriesDue();
  await editIntegration(session, { id: own, path: ['integrationId'], action: 'replayDeliveries' }, async () => ({}));
  return { queued: queued.filter((one) => one).length, more: wanted.length > MAX_REPLAYED };
}

/** @throws Problems `NOT_FOUND` for one that is not of this integration */
async function namedDeliveries({ deps }: Session, own: IntegrationId, ids: readonly string[]): Promise<DeliveryId[]> {
  return Promise.all(
    ids.map(async (text, at) => {
      const delivery = parseDeliveryId(text);
      const found = delivery && (await deps.deliveries.find(delivery));
      if (found?.integration !== own) {
        throw problem('NOT_FOUND', ['ids', String(at)], 'This integration has no such delivery.');
      }
      return found.id;
    }),
  );
}

async function failedDeliveries({ deps }: Session, own: IntegrationId, since: string): Promise<DeliveryId[]> {
  const found: DeliveryId[] = [];
  let after: string | undefined;
  do {
    const ask = { limit: PAGE, statuses: ENDED_BADLY, since, after };
    const { items, last } = await deps.deliveries.byIntegration(own, ask);
    found.push(...items.map((one) => one.id));
    after = found.length > MAX_REPLAYED ? undefined : last;
  } while (after !== undefined);
  return found;
}
