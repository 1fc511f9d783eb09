import { answerRefused } from './answer-refused.ts';
import { ENCRYPTION, SIGNATURE } from './namespaces.ts';
import type { XmlElement } from './xml-tree.ts';

const CANONICAL = [
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  // Without comments in the document, which are refused, both are the same.
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
];

/** By the element that names one. node-saml itself accepts SHA-1, too. */
const SIGNING: Readonly<Record<string, readonly string[]>> = {
  SignatureMethod: [
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  ],
  DigestMethod: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  CanonicalizationMethod: CANONICAL,
  Transform: [`${SIGNATURE}enveloped-signature`, ...CANONICAL],
};

const SHA1: Readonly<Record<string, readonly string[]>> = {
  SignatureMethod: [`${SIGNATURE}rsa-sha1`],
  DigestMethod: [`${SIGNATURE}sha1`],
};

/** RSA with PKCS #1 v1.5 padding (Bleichenbacher) and Triple DES (Sweet32) are not among them. */
const KEY_TRANSPORT = [`${ENCRYPTION}rsa-oaep-mgf1p`];
const CONTENT = [
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  `${ENCRYPTION}aes128-cbc`,
  `${ENCRYPTION}aes256-cbc`,
];

/**
 * @param within all elements of a signature
 * @throws Refusal `signin_unavailable`
 */
export function checkSignatureAlgorithms(within: readonly XmlElement[], allowSha1: boolean): void {
  for (const element of within) {
    const allowed = SIGNING[element.name];
    if (allowed === undefined) continue;
    const weak = SHA1[element.name] ?? [];
    for (const algorithm of algorithmsOf(element)) {
      if (allowed.includes(algorithm) || (allowSha1 && weak.includes(algorithm))) continue;
      throw answerRefused(weak.includes(algorithm) ? 'sha1' : 'algorithm');
    }
  }
}

/** @throws Refusal `signin_unavailable` */
export function checkEncryptionAlgorithms({ key, content }: { key: XmlElement; content: XmlElement }): void {
  const methodsOf = ({ children }: XmlElement) =>
    children.filter(({ name }) => name === 'EncryptionMethod').flatMap(algorithmsOf);
  const allowed = (methods: readonly string[], among: readonly string[]) =>
    methods.length === 1 && methods.every((one) => among.includes(one));
  if (!allowed(methodsOf(key), KEY_TRANSPORT) || !allowed(methodsOf(content), CONTENT))
    throw answerRefused('algorithm');
}

/** An element that names none has an empty one, which is not allowed. */
function algorithmsOf({ attributes }: XmlElement): readonly string[] {
  const named = attributes.filter(({ name }) => name === 'Algorithm').map(({ value }) => value);
  return named.length === 0 ? [''] : named;
}
