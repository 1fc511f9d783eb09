import { SAML } from '@node-saml/node-saml';
import type { SamlProvider } from '../../../domain/integrations/merchant-sign-in.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { SamlKeyPair, ServiceProvider } from '../service-provider.ts';
import { type AnswerProblem, answerRefused } from './answer-refused.ts';
import { assertionsOf, checkAssertion } from './answer-structure.ts';
import { CLOCK_SKEW_SECONDS } from './answer-times.ts';
import { certificatesToTry } from './certificates-to-try.ts';
import type { UnverifiedAnswer } from './read-answer.ts';
import { decrypted, readXml, type XmlElement } from './xml-tree.ts';

export type Verification = {
  readonly serviceProvider: ServiceProvider;
  readonly keyPair: SamlKeyPair;
  readonly provider: SamlProvider;
  readonly allowSha1: boolean;
};

/** How messages of node-saml begin, where they are not about signatures. */
const REASONS: readonly (readonly [string, AnswerProblem])[] = [
  ['SAML assertion expired', 'expired'],
  ['SAML assertion not yet valid', 'from_the_future'],
  ['SAML assertion AudienceRestriction', 'audience'],
  ['SAML assertion audience mismatch', 'audience'],
  ['SAML assertion has no AudienceRestriction', 'audience'],
];

/**
 * The assertion of a response, as its bytes were signed: by the response's signature or by its own, with any of the
 * provider's certificates.
 *
 * @throws Refusal `signin_unavailable`; `signin_refused` for one that is too old
 */
export async function verifiedAssertion(answer: UnverifiedAnswer, by: Verification): Promise<XmlElement> {
  const inside = await insideEncrypted(answer, by);
  const certificates = certificatesToTry(by.provider.certificates, [answer.response, ...inside]);
  const { entityId, acsUrl } = by.serviceProvider;
  const saml = new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: acsUrl,
    idpCert: [...certificates],
    decryptionPvk: by.keyPair.privateKey,
    acceptedClockSkewMs: CLOCK_SKEW_SECONDS * 1000,
    // Either will do: the assertion is read from what was signed. That there is one is checked either way.
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false,
  });
  const xml = await signedXml(saml, answer.xml);
  const assertion = await readXml(xml);
  checkAssertion(assertion, by.allowSha1);
  return assertion;
}

/** What is inside an encrypted assertion must have the shape that others have, before its signature is looked at. */
async function insideEncrypted(
  { response }: UnverifiedAnswer,
  { keyPair, allowSha1 }: Verification,
): Promise<readonly XmlElement[]> {
  const [encrypted] = assertionsOf(response).encrypted;
  if (encrypted === undefined) return [];
  const inside = await decrypted(encrypted, keyPair.privateKey);
  try {
    const assertion = await readXml(inside);
    checkAssertion(assertion, allowSha1);
    return [assertion];
  } catch (error) {
    // SHA-1 is the one thing to be told: whoever wrote it inside can be no stranger to the provider.
    if (error instanceof Refusal && error.facts['reason'] === 'sha1') throw error;
    throw answerRefused('invalid', error);
  }
}

async function signedXml(saml: SAML, response: string): Promise<string> {
  try {
    const SAMLResponse = Buffer.from(response, 'utf8').toString('base64');
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse });
    const xml = profile?.getAssertionXml?.();
    if (xml === undefined) throw answerRefused('invalid');
    return xml;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const message = error instanceof Error ? error.message : '';
    const known = REASONS.find(([beginning]) => message.startsWith(beginning));
    throw answerRefused(known?.[1] ?? 'invalid', error);
  }
}
