import * as z from 'zod/mini';
import { SamlMetadataError } from '../../adapters/saml/metadata-problems.ts';
import type { Sealed } from '../../domain/ciphertext.ts';
import { keptClientSecret } from '../../domain/integrations/kept-secret.ts';
import {
  CLIENT_AUTHENTICATIONS,
  ISSUER_MAX_CHARACTERS,
  isDiscoveryAddress,
  type MerchantSignIn,
  type OpenIdConnectSignIn,
  type SamlProvider,
  type SamlSignIn,
} from '../../domain/integrations/merchant-sign-in.ts';
import { problem } from '../problem.ts';
import { text, url } from './texts.ts';

const CLAIM_DEPTH = 5;
const claim = z
  .array(text(200).check(z.minLength(1, 'must not be empty')))
  .check(z.minLength(1, 'must not be empty'), z.maxLength(CLAIM_DEPTH, `must have at most ${CLAIM_DEPTH} entries`));

const DISCOVERY_ADDRESS =
  'must be the issuer, as the discovery document writes it in "issuer": not the address of that document, /.well-known/…';

const openIdConnect = z.object({
  issuer: text(ISSUER_MAX_CHARACTERS).check(z.refine((issuer) => !isDiscoveryAddress(issuer), DISCOVERY_ADDRESS)),
  clientId: text(500),
  clientSecret: z.nullish(text(2_000)),
  scope: z.nullish(text(1_000)),
  accountClaim: z.nullish(claim),
  clientAuthentication: z.nullish(z.enum(CLIENT_AUTHENTICATIONS)),
});

const saml = z.object({
  metadataXml: z.nullish(z.string()),
  metadataUrl: z.nullish(url),
  accountAttribute: z.nullish(text(500)),
  labelAttribute: z.nullish(text(500)),
  allowSha1: z.nullish(z.boolean()),
});

/** How merchants sign in, as a client says it; neither member: at the deployment's own provider. */
export const MERCHANT_SIGN_IN = { openIdConnect: z.nullish(openIdConnect), saml: z.nullish(saml) };

const input = z.object(MERCHANT_SIGN_IN);

type Seal = (secret: string) => Promise<Sealed>;

/**
 * The sign-in that a client asks for.
 *
 * @throws Problems `INPUT_INVALID`
 */
export async function merchantSignInAfter(
  before: MerchantSignIn | undefined,
  asked: z.output<typeof input>,
  seal: Seal,
): Promise<MerchantSignIn | undefined> {
  const { openIdConnect: openId, saml: wanted } = asked;
  if (openId && wanted) throw problem('INPUT_INVALID', ['saml'], 'Give openIdConnect or saml, not both.');
  if (openId) return openIdSignIn(before, openId, seal);
  return wanted ? samlSignIn(wanted) : undefined;
}

async function openIdSignIn(
  before: MerchantSignIn | undefined,
  { issuer, clientId, clientSecret, scope, accountClaim, clientAuthentication }: z.output<typeof openIdConnect>,
  seal: Seal,
): Promise<OpenIdConnectSignIn> {
  const named = { kind: 'openIdConnect', issuer, clientId } as const;
  return {
    ...named,
    secret: clientSecret ? await seal(clientSecret) : keptClientSecret(before, named),
    scope: scope || 'openid email',
    accountClaim: accountClaim ?? ['sub'],
    clientAuthentication: clientAuthentication ?? undefined,
  };
}

async function samlSignIn({ metadataXml, metadataUrl, ...attributes }: z.output<typeof saml>): Promise<SamlSignIn> {
  const hasBoth = Boolean(metadataXml) && Boolean(metadataUrl);
  if (hasBoth || (!metadataXml && !metadataUrl)) {
    throw problem('INPUT_INVALID', ['saml'], 'Give metadataXml or metadataUrl: one of them.');
  }
  return {
    kind: 'saml',
    provider: metadataXml ? await providerIn(metadataXml) : undefined,
    metadataUrl: metadataUrl || undefined,
    accountAttribute: attributes.accountAttribute || undefined,
    labelAttribute: attributes.labelAttribute || undefined,
    allowSha1: attributes.allowSha1 ? true : undefined,
  };
}

/** The parser is loaded when it is needed: most requests bring no metadata. */
async function providerIn(xml: string): Promise<SamlProvider> {
  const { parseSamlMetadata } = await import('../../adapters/saml/metadata.ts');
  try {
    return parseSamlMetadata(xml);
  } catch (error) {
    if (error instanceof SamlMetadataError) throw problem('INPUT_INVALID', ['saml', 'metadataXml'], error.message);
    throw error;
  }
}
