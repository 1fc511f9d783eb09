import { refOf, type Session } from '../../adapters/cookies/popup-session.ts';
import type { ActivationRepository } from '../../adapters/dynamodb/activations/activation-repository.ts';
import { hostOf } from '../../domain/stores/store-url.ts';

export type Deps = { readonly activations: Pick<ActivationRepository, 'current'> };

/** The store that a browser with a session is told of, also where nothing else is looked up. */
export async function hostOfAttempt({ activations }: Deps, session: Session): Promise<string> {
  return hostOf((await activations.current(refOf(session))).storeUrl);
}
