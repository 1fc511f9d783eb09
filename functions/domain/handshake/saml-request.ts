import { randomBytes } from 'node:crypto';
import type { ActivationId, ProductId } from '../ids.ts';
import type { Minted } from '../minted.ts';
import type { HandshakeRefusalCode } from '../refusals/refusal.ts';

/** Names one AuthnRequest. Random, and an XML id: those do not begin with a digit. */
export type SamlRequestId = Minted<string, 'SamlRequestId'>;

/** How long an identity provider may take to answer: a merchant may have to be let in, or make an account. */
export const SAML_REQUEST_LIFE_SECONDS = 60 * 60;

/** How many answers to one request are verified. After that, the merchant begins another one. */
export const SAML_ANSWERS_VERIFIED = 20;

const REQUEST_ID = /^_[0-9a-f]{40}$/;

/** One sign-in at a SAML identity provider: what an answer to it must fit. */
export type SamlRequest = {
  readonly id: SamlRequestId;
  readonly product: ProductId;
  readonly activation: ActivationId;
  readonly createdAt: string;
  /** It takes one answer. */
  readonly answeredAt?: string | undefined;
};

/**
 * With what a return from the identity provider says that the merchant was not signed in: nothing that anybody could
 * find out more by.
 */
export const SAML_REFUSALS = [
  'signin_refused',
  'signin_unavailable',
  'signin_elsewhere',
  'account_unclear',
] as const satisfies readonly HandshakeRefusalCode[];
export type SamlRefusalCode = (typeof SAML_REFUSALS)[number];

export function newSamlRequestId(): SamlRequestId {
  return `_${randomBytes(20).toString('hex')}` as SamlRequestId;
}

/** @returns undefined for what is no id of ours: an address or an answer may name anything */
export function readSamlRequestId(text: string | null | undefined): SamlRequestId | undefined {
  return typeof text === 'string' && REQUEST_ID.test(text) ? (text as SamlRequestId) : undefined;
}

export function isSamlRefusalCode(text: string | null): text is SamlRefusalCode {
  return SAML_REFUSALS.some((code) => code === text);
}
