import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { integrationContext, type KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { changedFields } from '../../domain/integrations/changed-fields.ts';
import { type IntegrationId, newIntegrationId, parseIntegrationId } from '../../domain/integrations/integration-ids.ts';
import { applyFields, FIELDS, NO_FIELDS } from '../inputs/integration-fields.ts';
import { readInput } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';
import { newSigningSecret } from './signing-secret.ts';

const shape = z.object({
  ...FIELDS,
  id: z.nullish(z.string()),
  number: z.nullish(z.number().check(z.minimum(0, 'must not be negative'))),
});

export type CreatedIntegration = { readonly kept: KeptIntegration; readonly signingSecret: string | undefined };

/** A new integration; for an id that the caller has used before, the one that there is, without its secret. */
export async function createIntegration(session: Session, input: unknown): Promise<CreatedIntegration> {
  const { id: wanted, number, ...fields } = readInput(shape, input);
  const id = idFor(wanted);
  const existing = await session.deps.integrations.find(id);
  if (existing !== undefined) return repeated(session, existing);
  if (typeof number === 'number' && !(await session.deps.integrations.claim(`number:${number}`, id))) {
    throw problem('NUMBER_TAKEN', ['number'], 'Another integration has this number.');
  }
  const { kept, secret } = await newIntegration(session, id, number ?? undefined, fields);
  if (await session.deps.integrations.create(kept)) return { kept: { ...kept, products: [] }, signingSecret: secret };
  const winner = await session.deps.integrations.find(id);
  if (winner === undefined) throw problem('ID_TAKEN', ['id'], 'An integration had this id, and was deleted.');
  return repeated(session, winner);
}

function idFor(wanted: string | null | undefined): IntegrationId {
  if (wanted === undefined || wanted === null) return newIntegrationId();
  const id = parseIntegrationId(wanted);
  if (id === undefined) throw problem('INPUT_INVALID', ['id'], 'id must be a UUID in lower case.');
  return id;
}

function repeated({ client }: Session, kept: KeptIntegration): CreatedIntegration {
  if (kept.owner !== client) throw problem('ID_TAKEN', ['id'], 'Another integration has this id.');
  return { kept, signingSecret: undefined };
}

async function newIntegration(
  { deps, client }: Session,
  id: IntegrationId,
  number: number | undefined,
  fields: Omit<z.output<typeof shape>, 'id' | 'number'>,
) {
  const context = integrationContext(id);
  const working = await applyFields(NO_FIELDS, fields, (secret) => deps.seal(context, { secret }));
  const at = deps.now().toISOString();
  const { secret, hint } = newSigningSecret();
  const lastChange = {
    id: randomUUID(),
    at,
    by: client,
    action: 'createProductIntegration',
    revision: 1,
    fields: [...changedFields(NO_FIELDS, working)],
  };
  const kept = {
    id,
    number,
    owner: client,
    revision: 1,
    createdAt: at,
    modifiedAt: at,
    working,
    history: [],
    signing: { current: await deps.seal(context, { secret }), hint, createdAt: at },
    clients: [],
    health: { enabled: true, gone: {} },
    lastChange,
  };
  return { secret, kept };
}
