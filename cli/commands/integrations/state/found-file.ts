import { EVENT_URL_NAMES } from '../../../../functions/domain/integrations/event-urls.ts';
import type { Working } from './integration-answer.ts';

type Members = Readonly<Record<string, unknown>>;

const SIGN_ON: Readonly<Record<string, string>> = {
  BookmarkConfiguration: 'bookmark',
  OpenIdConnectConfiguration: 'openIdConnect',
  SamlConfiguration: 'saml',
};

/** A working configuration as a file has it, which `apply` would leave as it is. Secrets are named, not known. */
export function fileOf(found: Working): Members {
  const { id, number, name, payloadStyle, outboundCredentials, formFields, singleSignOn, merchantSignIn } = found;
  return present({
    id,
    number,
    name,
    ...Object.fromEntries(EVENT_URL_NAMES.map((url) => [url, found[url]])),
    payloadStyle,
    outboundCredentials: outboundCredentials && credentialsOf(outboundCredentials),
    formFields: formFields.length === 0 ? undefined : formFields,
    singleSignOn: singleSignOn && { [SIGN_ON[singleSignOn.__typename] ?? '']: withoutName(singleSignOn) },
    merchantSignIn: merchantSignIn && signInOf(merchantSignIn),
    channel: found.channel,
  });
}

function credentialsOf({ hasSecret, ...members }: NonNullable<Working['outboundCredentials']>): Members {
  const name = members.type === 'BASIC' ? 'password' : 'clientSecret';
  return { ...members, ...(hasSecret && { [name]: { fromEnvironment: 'SECRET' } }) };
}

function signInOf({ __typename, hasSecret, ...members }: NonNullable<Working['merchantSignIn']>): Members {
  if (__typename === 'MerchantOpenIdConnect') {
    const clientSecret = hasSecret ? { fromEnvironment: 'SIGN_IN_SECRET' } : undefined;
    return { openIdConnect: { ...members, clientSecret } };
  }
  const { entityId, ssoUrl: _, certificates: __, ...attributes } = members;
  const metadataXml = entityId ? { fromFile: 'metadata.xml' } : undefined;
  return { saml: { ...attributes, metadataXml } };
}

function withoutName({ __typename: _, ...members }: NonNullable<Working['singleSignOn']>): Members {
  return members;
}

/** Without members that are null or undefined, at any depth. */
function present(value: Members): Members {
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, presentWithin(member)]));
}

function presentWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(presentWithin);
  return typeof value === 'object' && value !== null ? present({ ...value }) : value;
}
