import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { SamlRequestId } from '../../../domain/handshake/saml-request.ts';
import type { ActivationId, ProductId } from '../../../domain/ids.ts';
import { minted } from '../../fields/minted-field.ts';
import { sealed } from '../../kms/sealed.ts';

/** A request as the table holds it; `account` is there from the answer until it was taken. */
export const samlRequestItem = z.object({
  id: minted<SamlRequestId>(),
  product: minted<ProductId>(),
  activation: minted<ActivationId>(),
  createdAt: z.string(),
  expiresAt: z.number(),
  answeredAt: z.optional(z.string()),
  account: z.optional(sealed),
});

/** The partition key of a request, and part of the encryption context of its account. */
export function samlRequestKey(id: SamlRequestId): string {
  return `SAML#${id}`;
}

/** What is kept of the code that takes an answer. It is random, so a salt would add nothing. */
export function digestOfCode(code: string): string {
  return createHash('sha256').update(code, 'utf8').digest('hex');
}
