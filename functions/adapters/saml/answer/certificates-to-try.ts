import { answerRefused } from './answer-refused.ts';
import { allWithin, type XmlElement } from './xml-tree.ts';

/** Elements and attributes, for each certificate that is tried: verification visits all of them several times. */
const MAX_VISITS = 4_500;

/**
 * Those of a provider's certificates that are worth trying: the ones that a signature names, if it names any of them.
 *
 * @param documents what is verified with each
 * @throws Refusal `signin_unavailable` where trying them costs too much
 */
export function certificatesToTry(
  certificates: readonly string[],
  documents: readonly XmlElement[],
): readonly string[] {
  const all = documents.flatMap(allWithin);
  const named = new Set(
    all.filter(({ name }) => name === 'X509Certificate').map(({ text }) => text.replace(/\s/g, '')),
  );
  const fitting = certificates.filter((one) => named.has(one));
  const tried = fitting.length > 0 ? fitting : certificates;
  const size = all.reduce((sum, { attributes }) => sum + 1 + attributes.length, 0);
  if (size * tried.length > MAX_VISITS) throw answerRefused('too_large');
  return tried;
}
