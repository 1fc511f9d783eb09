import { createPublicKey } from 'node:crypto';
import { promisify } from 'node:util';
import { SignedXml } from 'xml-crypto';
import { type EncryptOptions, encrypt } from 'xml-encryption';
import type { TestKeys } from './certificate.ts';

/** What stands in an answer; each default is right for the request of `answer-setup.ts`. */
export type Parts = {
  readonly responseId: string;
  readonly assertionId: string;
  readonly issuer: string;
  readonly responseIssuer: string;
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly status: string;
  readonly issueInstant: string;
  readonly nameId: string;
  readonly nameIdFormat: string;
  readonly method: string;
  readonly recipient: string;
  readonly confirmedRequest: string | undefined;
  readonly confirmedUntil: string | undefined;
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  /** The whole of the restriction: without it, the assertion is for anybody. */
  readonly audience: string | undefined;
  readonly conditions: string;
  readonly authnInstant: string;
  readonly sessionEnd: string | undefined;
  readonly attributes: string;
};

export const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const SIGNED = 'http://www.w3.org/2000/09/xmldsig#';
const SAML_NS = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
export const SHA256 = {
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
};
export const SHA1 = { signature: `${SIGNED}rsa-sha1`, digest: `${SIGNED}sha1` };

const named = (name: string, value: string | undefined) => (value === undefined ? '' : ` ${name}="${value}"`);

export function assertionXml(parts: Parts): string {
  const audience =
    parts.audience === undefined
      ? ''
      : `<saml:AudienceRestriction><saml:Audience>${parts.audience}</saml:Audience></saml:AudienceRestriction>`;
  return (
    `<saml:Assertion ${SAML_NS} ID="${parts.assertionId}" Version="2.0" IssueInstant="${parts.issueInstant}">` +
    `<saml:Issuer>${parts.issuer}</saml:Issuer>` +
    `<saml:Subject><saml:NameID Format="${parts.nameIdFormat}">${parts.nameId}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="${parts.method}"><saml:SubjectConfirmationData` +
    `${named('NotOnOrAfter', parts.confirmedUntil)} Recipient="${parts.recipient}"` +
    `${named('InResponseTo', parts.confirmedRequest)}/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${parts.notBefore}" NotOnOrAfter="${parts.notOnOrAfter}">${audience}${parts.conditions}</saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${parts.authnInstant}"${named('SessionNotOnOrAfter', parts.sessionEnd)}>` +
    '<saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>' +
    `${parts.attributes}</saml:Assertion>`
  );
}

/** @param inside the assertion, signed or not; encrypted; or something else */
export function responseXml(parts: Parts, inside: string): string {
  return (
    `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ${SAML_NS} ID="${parts.responseId}" Version="2.0"` +
    ` IssueInstant="${parts.issueInstant}"${named('Destination', parts.destination)}${named('InResponseTo', parts.inResponseTo)}>` +
    `<saml:Issuer>${parts.responseIssuer}</saml:Issuer>` +
    `<samlp:Status><samlp:StatusCode Value="${parts.status}"/></samlp:Status>${inside}</samlp:Response>`
  );
}

export function attribute(name: string, ...values: readonly string[]): string {
  const inside = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('');
  return `<saml:AttributeStatement><saml:Attribute Name="${name}">${inside}</saml:Attribute></saml:AttributeStatement>`;
}

/** Signs the element with this id, as identity providers do: after its issuer. */
export function signed(xml: string, id: string, { privateKey, certificate }: TestKeys, by = SHA256): string {
  const signer = new SignedXml({
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: by.signature,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  const xpath = `//*[@ID='${id}']`;
  const transforms = [`${SIGNED}enveloped-signature`, 'http://www.w3.org/2001/10/xml-exc-c14n#'];
  signer.addReference({ xpath, transforms, digestAlgorithm: by.digest });
  const location = { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' } as const;
  signer.computeSignature(xml, { prefix: 'ds', location });
  return signer.getSignedXml();
}

export const OAEP: Pick<EncryptOptions, 'keyEncryptionAlgorithm' | 'encryptionAlgorithm'> = {
  keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
};

/** An assertion that only the owner of these keys can read. */
export async function encryptedFor({ certificate }: TestKeys, assertion: string, by = OAEP): Promise<string> {
  const rsa_pub = createPublicKey(certificate).export({ type: 'spki', format: 'pem' });
  const data: unknown = await promisify(encrypt)(assertion, { ...by, rsa_pub, pem: certificate });
  return `<saml:EncryptedAssertion ${SAML_NS}>${data}</saml:EncryptedAssertion>`;
}
