import type { SamlRequests } from '../../../functions/adapters/dynamodb/saml/saml-requests.ts';
import type { Sealed } from '../../../functions/domain/ciphertext.ts';
import type { SamlRequest } from '../../../functions/domain/handshake/saml-request.ts';

type Kept = SamlRequest & { readonly account?: Sealed | undefined; readonly code?: string | undefined };

/** Requests to SAML identity providers in memory, with the conditions of the real ones. */
export function openSamlTwin(): SamlRequests {
  const kept = new Map<string, Kept>();
  return {
    async create(request) {
      kept.set(request.id, { ...request, createdAt: '' });
    },
    async find(product, id) {
      const found = kept.get(id);
      return found?.product === product ? found : undefined;
    },
    async countAnswer(product, id) {
      const found = kept.get(id);
      return found?.product === product && found.answeredAt === undefined;
    },
    async answer(product, id, account, code) {
      const found = kept.get(id);
      if (found?.product !== product || found.answeredAt !== undefined) return false;
      kept.set(id, { ...found, answeredAt: 'now', account, code });
      return true;
    },
    async consume(product, id, code) {
      const found = kept.get(id);
      if (found?.product !== product || found.account === undefined || found.code !== code) return undefined;
      kept.set(id, { ...found, account: undefined, code: undefined });
      return { product, activation: found.activation, account: found.account };
    },
  };
}
