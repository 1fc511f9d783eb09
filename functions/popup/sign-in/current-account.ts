import type { Session } from '../../adapters/cookies/popup-session.ts';
import type { Account } from '../../domain/account.ts';
import type { ProviderOf } from './product-provider.ts';

export type Deps = { readonly providerOf: ProviderOf };

/** Who signed in, unless merchants of this product sign in in another way by now: then nobody has. */
export async function currentAccount({ providerOf }: Deps, session: Session): Promise<Account | undefined> {
  const { product, account, signedInWith } = session;
  if (account === undefined) return undefined;
  return (await providerOf(product)).configuration === signedInWith ? account : undefined;
}
