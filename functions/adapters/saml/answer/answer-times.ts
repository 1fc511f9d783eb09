import { type AnswerProblem, answerRefused } from './answer-refused.ts';
import { attributeOf, type XmlElement } from './xml-tree.ts';

/** How far the provider's clock and ours may be apart. */
export const CLOCK_SKEW_SECONDS = 120;

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** What is wrong with the time that an element is valid in, if anything is. */
export function lifeProblem(element: XmlElement, now: Date): AnswerProblem | undefined {
  const notBefore = attributeOf(element, 'NotBefore');
  const notOnOrAfter = attributeOf(element, 'NotOnOrAfter');
  if (notBefore !== undefined && isAfter(notBefore, now)) return 'from_the_future';
  return notOnOrAfter !== undefined && isOver(notOnOrAfter, now) ? 'expired' : undefined;
}

/** Whether a moment lies before now, by more than clocks may differ. What names no moment does. */
export function isOver(dateTime: string | undefined, now: Date): boolean {
  return !(millisecondsOf(dateTime) > now.getTime() - CLOCK_SKEW_SECONDS * 1000);
}

/** Whether a moment is still to come, by more than clocks may differ. What names no moment is. */
export function isAfter(dateTime: string | undefined, now: Date): boolean {
  return !(millisecondsOf(dateTime) <= now.getTime() + CLOCK_SKEW_SECONDS * 1000);
}

/** @throws Refusal `signin_refused` for an assertion from before its request, which cannot be the answer to it */
export function checkIssued(assertion: XmlElement, requestedAt: Date, now: Date): void {
  const issued = attributeOf(assertion, 'IssueInstant');
  if (isAfter(issued, now)) throw answerRefused('from_the_future');
  if (isOver(issued, requestedAt)) throw answerRefused('expired');
}

function millisecondsOf(dateTime: string | undefined): number {
  return dateTime !== undefined && DATE_TIME.test(dateTime) ? Date.parse(dateTime) : Number.NaN;
}
