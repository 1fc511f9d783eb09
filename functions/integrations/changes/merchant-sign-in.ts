import * as z from 'zod/mini';
import type { KeptIntegration } from '../../adapters/dynamodb/integrations/integration-item.ts';
import { signInContext } from '../../adapters/dynamodb/integrations/merchant-sign-in-item.ts';
import { changedFields } from '../../domain/integrations/changed-fields.ts';
import { editIntegration } from '../edit-integration.ts';
import { MERCHANT_SIGN_IN, merchantSignInAfter } from '../inputs/merchant-sign-in.ts';
import { id, readInput, revision } from '../inputs/texts.ts';
import type { Session } from '../session.ts';

const shape = z.object({ ...MERCHANT_SIGN_IN, id, revision });

/** Sets how merchants sign in, as a whole, or returns to the deployment's own provider. Counts from the next publish. */
export async function setMerchantSignIn(session: Session, input: unknown): Promise<KeptIntegration> {
  const { id: of, revision: read, ...asked } = readInput(shape, input);
  const edit = { id: of, path: ['id'], revision: read, action: 'setProductIntegrationMerchantSignIn' };
  return editIntegration(session, edit, async (kept) => {
    const seal = (secret: string) => session.deps.seal(signInContext(kept.id), { secret });
    const merchantSignIn = await merchantSignInAfter(kept.working.merchantSignIn, asked, seal);
    const working = { ...kept.working, merchantSignIn };
    return changedFields(kept.working, working).length === 0 ? undefined : { working };
  });
}
