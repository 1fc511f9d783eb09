import { checkEncryptionAlgorithms } from './algorithms.ts';
import { answerRefused } from './answer-refused.ts';
import { allWithin, attributeOf, referredId, type XmlElement } from './xml-tree.ts';

/**
 * Lets an EncryptedAssertion through only with one key and one content, so that what is decrypted is what was checked:
 * xml-encryption takes the first of each that it finds, wherever it is. The key lies in the content's KeyInfo or, as
 * older OpenSAML and ADFS write it, beside the content, with a RetrievalMethod that refers to it.
 *
 * @throws Refusal `signin_unavailable`
 */
export function checkEncryption(encrypted: XmlElement): void {
  const within = allWithin(encrypted);
  const named = (wanted: string) => within.filter(({ name }) => name === wanted);
  const [key, ...otherKeys] = named('EncryptedKey');
  const [content, ...otherContents] = named('EncryptedData');
  if (key === undefined || content === undefined) throw answerRefused('structure');
  if (otherKeys.length + otherContents.length > 0) throw answerRefused('structure');
  if (named('CipherValue').length !== 2 || named('EncryptionMethod').length !== 2) throw answerRefused('structure');
  const [retrieval, ...others] = named('RetrievalMethod');
  if (others.length > 0) throw answerRefused('structure');
  if (retrieval !== undefined && referredId(retrieval) !== (attributeOf(key, 'Id') ?? '')) {
    throw answerRefused('structure');
  }
  checkEncryptionAlgorithms({ key, content });
}
