import type { SamlRequest } from '../../../domain/handshake/saml-request.ts';
import type { SamlProvider } from '../../../domain/integrations/merchant-sign-in.ts';
import type { ServiceProvider } from '../service-provider.ts';
import { type AnswerProblem, answerRefused } from './answer-refused.ts';
import { checkIssued, isAfter, isOver, lifeProblem } from './answer-times.ts';
import { ASSERTION } from './namespaces.ts';
import { attributeOf, childrenNamed, plainText, type XmlElement } from './xml-tree.ts';

/** What an answer must be for. */
export type Expected = {
  readonly serviceProvider: ServiceProvider;
  readonly provider: SamlProvider;
  readonly request: Pick<SamlRequest, 'id' | 'createdAt'>;
  readonly now: Date;
};

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const ENTITY = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';
/** SAML 2.0 Core §2.5.1.1: with a condition that is not understood, it is not known whether the assertion is valid. */
const UNDERSTOOD: readonly string[] = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

/**
 * What the response says of itself. It may be unsigned, so nothing follows from its being right; what is wrong is refused.
 *
 * @throws Refusal `signin_unavailable`
 */
export function checkEnvelope(response: XmlElement, { serviceProvider, provider, request }: Expected): void {
  if (attributeOf(response, 'Version') !== '2.0') throw answerRefused('version');
  if ((attributeOf(response, 'Destination') ?? serviceProvider.acsUrl) !== serviceProvider.acsUrl) {
    throw answerRefused('destination');
  }
  if (attributeOf(response, 'InResponseTo') !== request.id) throw answerRefused('request');
  const issuers = childrenNamed(response, ASSERTION, 'Issuer');
  if (issuers.some((issuer) => !isIssuer(issuer, provider)) || issuers.length > 1) throw answerRefused('issuer');
}

/**
 * What a signed assertion must say to be this provider's answer to this request, for this product: SAML 2.0 Profiles
 * §4.1.4.2. node-saml checks audience and times only.
 *
 * @throws Refusal `signin_unavailable`; `signin_refused` for one that is too old
 */
export function checkSignedAssertion(assertion: XmlElement, expected: Expected): void {
  const { provider, request, now } = expected;
  if (attributeOf(assertion, 'Version') !== '2.0') throw answerRefused('version');
  if (!isIssuer(only(assertion, 'Issuer', 'issuer'), provider)) throw answerRefused('issuer');
  checkIssued(assertion, new Date(request.createdAt), now);
  checkConditions(only(assertion, 'Conditions', 'conditions'), expected);
  checkConfirmation(only(assertion, 'Subject', 'subject'), expected);
  const statements = childrenNamed(assertion, ASSERTION, 'AuthnStatement');
  if (statements.length === 0) throw answerRefused('authentication');
  for (const statement of statements) checkAuthentication(statement, now);
}

function isIssuer(issuer: XmlElement, { entityId }: SamlProvider): boolean {
  return plainText(issuer) === entityId && (attributeOf(issuer, 'Format') ?? ENTITY) === ENTITY;
}

function checkConditions(conditions: XmlElement, { serviceProvider, now }: Expected): void {
  const problem = lifeProblem(conditions, now);
  if (problem !== undefined) throw answerRefused(problem);
  if (conditions.children.some(({ name }) => !UNDERSTOOD.includes(name))) throw answerRefused('conditions');
  const restrictions = childrenNamed(conditions, ASSERTION, 'AudienceRestriction');
  const forUs = (restriction: XmlElement) =>
    childrenNamed(restriction, ASSERTION, 'Audience').some((one) => plainText(one) === serviceProvider.entityId);
  // Each restricts further.
  if (restrictions.length === 0 || !restrictions.every(forUs)) throw answerRefused('audience');
}

/** One that fits is enough; otherwise the first says why. */
function checkConfirmation(subject: XmlElement, expected: Expected): void {
  const bearers = childrenNamed(subject, ASSERTION, 'SubjectConfirmation').filter(
    (one) => attributeOf(one, 'Method') === BEARER,
  );
  const problems = bearers.map((one) => confirmationProblem(one, expected));
  if (!problems.includes(undefined)) throw answerRefused(problems[0] ?? 'confirmation');
}

function confirmationProblem(confirmation: XmlElement, expected: Expected): AnswerProblem | undefined {
  const { serviceProvider, request, now } = expected;
  const [data, ...others] = childrenNamed(confirmation, ASSERTION, 'SubjectConfirmationData');
  if (data === undefined || others.length > 0) return 'confirmation';
  if (attributeOf(data, 'Recipient') !== serviceProvider.acsUrl) return 'recipient';
  if (attributeOf(data, 'InResponseTo') !== request.id) return 'request';
  // Conditions need not end; this must.
  if (attributeOf(data, 'NotOnOrAfter') === undefined) return 'confirmation';
  return lifeProblem(data, now);
}

function checkAuthentication(statement: XmlElement, now: Date): void {
  if (isAfter(attributeOf(statement, 'AuthnInstant'), now)) throw answerRefused('from_the_future');
  const sessionEnd = attributeOf(statement, 'SessionNotOnOrAfter');
  if (sessionEnd !== undefined && isOver(sessionEnd, now)) throw answerRefused('expired');
}

function only(assertion: XmlElement, name: string, problem: AnswerProblem): XmlElement {
  const [one, ...others] = childrenNamed(assertion, ASSERTION, name);
  if (one === undefined || others.length > 0) throw answerRefused(problem);
  return one;
}
