import type { SamlRefusalCode } from '../../../domain/handshake/saml-request.ts';
import { Refusal } from '../../../domain/refusals/refusal.ts';

/**
 * Why an answer counts for nothing, for the log. The browser is told less: only whether trying again, or the support, can
 * help. One reason stands for all that is wrong with signatures and ciphertext, so that nobody learns from it.
 */
const REASONS = {
  // The merchant, or time
  denied: 'signin_refused',
  expired: 'signin_refused',
  answered_already: 'signin_refused',
  too_many_answers: 'signin_refused',
  // Nobody asked
  unsolicited: 'signin_elsewhere',
  // What the identity provider or the integration has wrong, and what attackers send
  too_large: 'signin_unavailable',
  not_base64: 'signin_unavailable',
  not_xml: 'signin_unavailable',
  markup_declared: 'signin_unavailable',
  structure: 'signin_unavailable',
  algorithm: 'signin_unavailable',
  sha1: 'signin_unavailable',
  invalid: 'signin_unavailable',
  status: 'signin_unavailable',
  version: 'signin_unavailable',
  issuer: 'signin_unavailable',
  destination: 'signin_unavailable',
  recipient: 'signin_unavailable',
  audience: 'signin_unavailable',
  request: 'signin_unavailable',
  confirmation: 'signin_unavailable',
  conditions: 'signin_unavailable',
  authentication: 'signin_unavailable',
  from_the_future: 'signin_unavailable',
  // Whom it names
  subject: 'account_unclear',
  transient: 'account_unclear',
  attribute: 'account_unclear',
} as const satisfies Record<string, SamlRefusalCode>;

export type AnswerProblem = keyof typeof REASONS;

export function answerRefused(reason: AnswerProblem, cause?: unknown): Refusal {
  return new Refusal(REASONS[reason], { reason }, cause);
}
