import { acceptAnswer } from '../../../functions/adapters/saml/answer/accept-answer.ts';
import type { AccountAttributes } from '../../../functions/adapters/saml/answer/assertion-account.ts';
import { readAnswer } from '../../../functions/adapters/saml/answer/read-answer.ts';
import { serviceProviderOf } from '../../../functions/adapters/saml/service-provider.ts';
import type { Account } from '../../../functions/domain/account.ts';
import { newSamlRequestId } from '../../../functions/domain/handshake/saml-request.ts';
import { parseProductId } from '../../../functions/domain/ids.ts';
import type { SamlProvider } from '../../../functions/domain/integrations/merchant-sign-in.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import { makeKeys, type TestKeys } from './certificate.ts';
import { assertionXml, EMAIL, type Parts, responseXml, signed } from './raw-answer.ts';

/** Keys take long to make, so all tests of a file have the same. */
export type AllKeys = Readonly<Record<'provider' | 'next' | 'stranger' | 'own', TestKeys>>;

export async function makeAllKeys(): Promise<AllKeys> {
  const [provider, next, stranger, own] = await Promise.all([
    makeKeys('provider'),
    makeKeys('next'),
    makeKeys('stranger'),
    makeKeys('own'),
  ]);
  return { provider, next, stranger, own };
}

export const PUBLIC_URL = 'https://connect.example';
export const ENTITY_ID = 'https://id.example/saml';
export const OWN = serviceProviderOf(PUBLIC_URL, parseProductId('acme'));
export const REQUEST = { id: newSamlRequestId(), createdAt: inSeconds(-60) };

export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

export function providerWith(...keys: readonly TestKeys[]): SamlProvider {
  const certificates = keys.map(({ base64 }) => base64);
  return { entityId: ENTITY_ID, ssoUrl: 'https://id.example/sso', ssoBinding: 'redirect', certificates };
}

/** All that is right for the request, but what is given. */
export function partsOf(changed: Partial<Parts> = {}): Parts {
  return {
    responseId: '_response',
    assertionId: '_assertion',
    issuer: ENTITY_ID,
    responseIssuer: ENTITY_ID,
    destination: OWN.acsUrl,
    inResponseTo: REQUEST.id,
    status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    issueInstant: inSeconds(-1),
    nameId: 'ana@acme.example',
    nameIdFormat: EMAIL,
    method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
    recipient: OWN.acsUrl,
    confirmedRequest: REQUEST.id,
    confirmedUntil: inSeconds(300),
    notBefore: inSeconds(-5),
    notOnOrAfter: inSeconds(300),
    audience: OWN.entityId,
    conditions: '',
    authnInstant: inSeconds(-2),
    sessionEnd: undefined,
    attributes: '',
    ...changed,
  };
}

/** An answer whose assertion is signed. */
export function signedAnswer(keys: TestKeys, changed: Partial<Parts> = {}, by?: Parameters<typeof signed>[3]): string {
  const parts = partsOf(changed);
  return responseXml(parts, signed(assertionXml(parts), parts.assertionId, keys, by));
}

export type Accepting = {
  readonly provider: SamlProvider;
  readonly keys: AllKeys;
  readonly allowSha1?: boolean;
  readonly attributes?: AccountAttributes;
  readonly now?: Date;
};

/** Who signed in by it. Rejects with Refusal. */
export async function accept(xml: string, accepting: Accepting): Promise<Account> {
  const { provider, keys, allowSha1 = false, attributes = {}, now = new Date() } = accepting;
  const answer = await readAnswer(Buffer.from(xml, 'utf8').toString('base64'));
  const expected = { serviceProvider: OWN, keyPair: keys.own, provider, allowSha1, request: REQUEST, now };
  return acceptAnswer(answer, expected, attributes);
}

/** Why it counts for nothing, as `code reason`; the account's id where it counts. */
export async function verdict(xml: string, accepting: Accepting): Promise<string> {
  try {
    return (await accept(xml, accepting)).id;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.facts['reason']}`;
    throw error;
  }
}
