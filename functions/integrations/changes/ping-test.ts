import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import {
  INTEGRATION_EVENT_TYPES,
  type IntegrationEventType,
  URL_OF_TYPE,
} from '../../domain/integrations/event-urls.ts';
import type { IntegrationFields } from '../../domain/integrations/integration.ts';
import { requireChangeable } from '../edit-integration.ts';
import { id, readInput } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';

/** One test of an integration in this time. */
const PAUSE_SECONDS = 10;

const shape = z.object({
  id,
  version: z.nullish(z.enum(['WORKING', 'PUBLISHED'])),
  eventTypes: z.nullish(z.array(z.enum(INTEGRATION_EVENT_TYPES))),
  signIn: z.nullish(z.boolean()),
});

/** Has a test event sent to each URL asked for. Who sends them writes the results to `lastTest`. */
export async function triggerPingTest(session: Session, input: unknown): Promise<KeptIntegration> {
  const { id: of, version, eventTypes, signIn } = readInput(shape, input);
  const kept = await requireChangeable(session, of, ['id']);
  const tested = version === 'PUBLISHED' ? await publishedVersion(session, kept) : workingVersion(kept);
  if (signIn && tested.fields.merchantSignIn === undefined) {
    throw problem('NOT_CONFIGURED', ['signIn'], "Merchants sign in at the deployment's own provider: nothing to test.");
  }
  const types = [...new Set(eventTypes ?? (signIn ? [] : typesWithUrl(tested.fields)))];
  if (types.length === 0 && !signIn) throw problem('URL_MISSING', ['eventTypes'], 'There is no URL to test.');
  const now = session.deps.now();
  const startedAt = now.toISOString();
  const test = { startedAt, version: tested.name, types, results: [], ...(signIn && { triesSignIn: true as const }) };
  const since = new Date(now.getTime() - PAUSE_SECONDS * 1000).toISOString();
  const begun = await session.deps.integrations.beginTest(kept.id, test, since);
  if (begun === undefined) {
    throw problem('PING_TOO_SOON', undefined, `Less than ${PAUSE_SECONDS} seconds have passed since the last test.`);
  }
  await session.deps.events.ping({
    integration: kept.id,
    version: version ?? 'WORKING',
    types,
    startedAt,
    ...(signIn && { signIn }),
  });
  return begun;
}

type Tested = { readonly name: string; readonly fields: IntegrationFields };

function workingVersion({ working }: KeptIntegration): Tested {
  return { name: 'WORKING', fields: working };
}

async function publishedVersion(session: Session, { published }: KeptIntegration): Promise<Tested> {
  const snapshot = published && (await session.snapshot(published.id));
  if (snapshot === undefined) throw problem('NOT_PUBLISHED', ['version'], 'Nothing was published yet.');
  return { name: snapshot.id, fields: snapshot.fields };
}

function typesWithUrl({ urls }: IntegrationFields): readonly IntegrationEventType[] {
  return INTEGRATION_EVENT_TYPES.filter((type) => urls[URL_OF_TYPE[type]] !== undefined);
}
