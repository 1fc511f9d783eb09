import type { Sealed } from '../ciphertext.ts';
import { EVENT_URL_NAMES, type EventUrls } from './event-urls.ts';
import type { IntegrationFields, OutboundCredentials } from './integration.ts';
import type { MerchantSignIn, OpenIdConnectSignIn } from './merchant-sign-in.ts';

/** What a secret is sent with, and where to. */
export type SecretUse = Pick<IntegrationFields, 'urls'> & {
  readonly credentials?: Omit<OutboundCredentials, 'secret'> | undefined;
};

/**
 * The stored secret, if it would still be sent to the same place under the same name. Otherwise whoever may change an
 * integration, and was never shown its secret, could have it sent to a place of their own.
 */
export function keptSecret(before: IntegrationFields, after: SecretUse): Sealed | undefined {
  const { credentials: was } = before;
  const { credentials: is } = after;
  if (was === undefined || is === undefined || was.type !== is.type) return undefined;
  switch (is.type) {
    case 'OAUTH2':
      return was.tokenUri === is.tokenUri && was.clientId === is.clientId ? was.secret : undefined;
    case 'BASIC':
      return was.username === is.username && goesNowhereNew(before.urls, after.urls) ? was.secret : undefined;
    case 'NONE':
      return undefined;
    default:
      return is.type satisfies never;
  }
}

/** The stored client secret of merchants' sign-in, if it would still be sent to the same provider as the same client. */
export function keptClientSecret(
  before: MerchantSignIn | undefined,
  after: Pick<OpenIdConnectSignIn, 'issuer' | 'clientId'>,
): Sealed | undefined {
  if (before?.kind !== 'openIdConnect') return undefined;
  return before.issuer === after.issuer && before.clientId === after.clientId ? before.secret : undefined;
}

/** A password goes along with every event, so every URL counts. */
function goesNowhereNew(before: EventUrls, after: EventUrls): boolean {
  const known = new Set(originsOf(before));
  return originsOf(after).every((origin) => known.has(origin));
}

function originsOf(urls: EventUrls): readonly string[] {
  return EVENT_URL_NAMES.flatMap((name) => {
    const url = urls[name];
    if (url === undefined) return [];
    return [URL.canParse(url) ? new URL(url).origin : url];
  });
}
