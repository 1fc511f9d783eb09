import type { acceptAnswer } from '../adapters/saml/answer/accept-answer.ts';
import type { readAnswer } from '../adapters/saml/answer/read-answer.ts';
import type { authnRequest } from '../adapters/saml/authn-request.ts';
import type { makeKeyPair } from '../adapters/saml/make-key-pair.ts';
import type { serviceProviderMetadata } from '../adapters/saml/sp-metadata.ts';

export type SamlAdapter = {
  readonly authnRequest: typeof authnRequest;
  readonly readAnswer: typeof readAnswer;
  readonly acceptAnswer: typeof acceptAnswer;
  readonly makeKeyPair: typeof makeKeyPair;
  readonly metadata: (...asked: Parameters<typeof serviceProviderMetadata>) => Promise<string>;
};

/** SAML, each part loaded when it is first needed: what is refused before costs nothing of it. */
export const lazySaml: SamlAdapter = {
  authnRequest: async (...asked) => (await import('../adapters/saml/authn-request.ts')).authnRequest(...asked),
  readAnswer: async (...asked) => (await import('../adapters/saml/answer/read-answer.ts')).readAnswer(...asked),
  acceptAnswer: async (...asked) => (await import('../adapters/saml/answer/accept-answer.ts')).acceptAnswer(...asked),
  // Once in the life of a deployment.
  makeKeyPair: async (...asked) => (await import('../adapters/saml/make-key-pair.ts')).makeKeyPair(...asked),
  metadata: async (...asked) => (await import('../adapters/saml/sp-metadata.ts')).serviceProviderMetadata(...asked),
};
