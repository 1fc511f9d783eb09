import { answerRefused } from './answer-refused.ts';

/** An answer of a person in hundreds of groups has about 1,000 elements. */
const MAX_ELEMENTS = 1_500;
/** Some providers declare two prefixes and a type at each value. */
const MAX_ATTRIBUTES = 3_000;

/** Both find all that there are, and perhaps more. */
const ELEMENT_BEGINS = /<[^/]/g;
const ATTRIBUTE_BEGINS = /=\s*["']/g;

/**
 * Before a document is parsed: what parsing and verifying cost grows faster than the number of its elements.
 *
 * @throws Refusal `signin_unavailable`
 */
export function checkMarkupSize(text: string): void {
  const elements = text.match(ELEMENT_BEGINS)?.length ?? 0;
  const attributes = text.match(ATTRIBUTE_BEGINS)?.length ?? 0;
  if (elements > MAX_ELEMENTS || attributes > MAX_ATTRIBUTES) throw answerRefused('too_large');
}
