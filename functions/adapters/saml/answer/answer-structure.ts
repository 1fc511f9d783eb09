import { checkSignatureAlgorithms } from './algorithms.ts';
import { answerRefused } from './answer-refused.ts';
import { checkEncryption } from './encryption-structure.ts';
import { ASSERTION, PROTOCOL, SIGNATURE } from './namespaces.ts';
import { allWithin, childrenNamed, referredId, type XmlElement } from './xml-tree.ts';

/** Elements that stand in one place only. Names count, whatever the namespace: node-saml looks at no more. */
const PLACED: readonly string[] = ['Response', 'Assertion', 'EncryptedAssertion', 'Signature'];
/** Of a signature, each once: xml-crypto takes the first that it finds. */
const ONCE = ['SignedInfo', 'CanonicalizationMethod', 'SignatureMethod', 'Reference', 'DigestMethod', 'SignatureValue'];
/** xml-crypto takes any of these for the id that a signature refers to. */
const IDS: readonly string[] = ['ID', 'Id', 'id'];

/**
 * Lets a response through only in the shape that every provider writes: one assertion, in its place, and signatures where
 * they belong. All known ways to wrap a signed element into another document need a second one of something.
 *
 * @throws Refusal `signin_unavailable`
 */
export function checkResponse(response: XmlElement, allowSha1: boolean): void {
  if (response.name !== 'Response' || response.namespace !== PROTOCOL) throw answerRefused('structure');
  const { plain, encrypted } = assertionsOf(response);
  if (plain.length + encrypted.length > 1) throw answerRefused('structure');
  const signatures = [response, ...plain].flatMap((signed) => ownSignatures(signed));
  checkPlaces(response, [response, ...plain, ...encrypted, ...signatures]);
  for (const signature of signatures) checkSignature(signature, allowSha1);
  for (const one of encrypted) checkEncryption(one);
}

/**
 * The same for an assertion that was encrypted.
 *
 * @throws Refusal `signin_unavailable`
 */
export function checkAssertion(assertion: XmlElement, allowSha1: boolean): void {
  if (assertion.name !== 'Assertion' || assertion.namespace !== ASSERTION) throw answerRefused('structure');
  const signatures = ownSignatures(assertion);
  checkPlaces(assertion, [assertion, ...signatures]);
  for (const signature of signatures) checkSignature(signature, allowSha1);
}

/** A response's assertions, as they are and encrypted. */
export function assertionsOf(response: XmlElement) {
  return {
    plain: childrenNamed(response, ASSERTION, 'Assertion'),
    encrypted: childrenNamed(response, ASSERTION, 'EncryptedAssertion'),
  };
}

function ownSignatures(signed: XmlElement): readonly XmlElement[] {
  const signatures = childrenNamed(signed, SIGNATURE, 'Signature');
  if (signatures.length > 1) throw answerRefused('structure');
  return signatures;
}

function checkPlaces(root: XmlElement, expected: readonly XmlElement[]): void {
  const all = allWithin(root);
  const misplaced = all.filter((element) => PLACED.includes(element.name) && !expected.includes(element));
  const ids = all.flatMap(({ attributes }) => attributes.filter(({ name }) => IDS.includes(name)));
  const distinct = new Set(ids.map(({ value }) => value));
  if (misplaced.length > 0 || distinct.size !== ids.length) throw answerRefused('structure');
}

function checkSignature(signature: XmlElement, allowSha1: boolean): void {
  const within = allWithin(signature).slice(1);
  const named = (wanted: string) => within.filter(({ name }) => name === wanted).length;
  if (ONCE.some((name) => named(name) !== 1) || named('Object') > 0) throw answerRefused('structure');
  const references = within.filter(({ name }) => name === 'Reference');
  if (references.some((one) => referredId(one) === undefined)) throw answerRefused('structure');
  checkSignatureAlgorithms(within, allowSha1);
}
