import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { integrationContext } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { editIntegration } from '../edit-integration.ts';
import { id, readInput } from '../inputs/texts.ts';
import { problem } from '../problem.ts';
import type { Session } from '../session.ts';

/** Standard Webhooks 1.0.0, "Signature scheme": 24 to 64 bytes. */
const SECRET_BYTES = 32;
const HOURS_MAX = 168;
const HOUR_MS = 3_600_000;

/** A secret as Standard Webhooks writes it, and what tells it apart from others. */
export function newSigningSecret(): { readonly secret: string; readonly hint: string } {
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  return { secret, hint: secret.slice(-5) };
}

const shape = z.object({
  id,
  replaces: z.nullish(z.string()),
  keepPreviousForHours: z.nullish(
    z.number().check(z.minimum(0, 'must not be negative'), z.maximum(HOURS_MAX, `must be at most ${HOURS_MAX}`)),
  ),
});

export type RotatedSecret = { readonly signingSecret: string; readonly previousValidUntil: string | undefined };

/** Takes effect at once, without a publish: events carry both signatures for a while. */
export async function rotateSigningSecret(session: Session, input: unknown): Promise<RotatedSecret> {
  const { id: of, replaces, keepPreviousForHours } = readInput(shape, input);
  const hours = keepPreviousForHours ?? 24;
  const { secret, hint } = newSigningSecret();
  const edit = { id: of, path: ['id'], action: 'rotateProductIntegrationSigningSecret' };
  const now = session.deps.now();
  const until = hours > 0 ? new Date(now.getTime() + hours * HOUR_MS).toISOString() : undefined;
  await editIntegration(session, edit, async ({ id: own, signing }) => {
    requireHint(signing.hint, replaces);
    return {
      signing: {
        current: await session.deps.seal(integrationContext(own), { secret }),
        hint,
        createdAt: now.toISOString(),
        ...(until !== undefined && { previous: { secret: signing.current, until } }),
      },
    };
  });
  return { signingSecret: secret, previousValidUntil: until };
}

/** Rotated twice by one wish, the secret that the vendor still checks with would count no longer. */
function requireHint(is: string, read: string | null | undefined): void {
  if (read === undefined || read === null || read === is) return;
  throw problem('REVISION_CONFLICT', ['replaces'], 'The secret has been rotated since. Read signingSecretHint again.');
}
