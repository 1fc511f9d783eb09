import type { CallOptions, Send } from '../http/request.ts';
import type { Activation, ActivationDetails, ActivationQuery, ActivationsQuery } from '../shapes.ts';
import { listOf } from './list.ts';

/** Attempts to connect stores. */
export function activationsOf(send: Send) {
  return {
    /** Their outcomes, newest first. Scope `connections:read`. */
    list: (query: ActivationsQuery = {}, options: CallOptions = {}) =>
      listOf<Activation>(
        ({ signal, ...place }) => send('GET', '/v1/activations', { query: { ...query, ...place }, signal }),
        options,
      ),
    /**
     * One of them, step by step. Scope `connections:read`.
     *
     * @param query as the list has them: without them, an attempt is not found before its popup was opened
     */
    get: (id: string, { product, receivedAt, ...options }: ActivationQuery & CallOptions = {}) =>
      send<ActivationDetails>('GET', `/v1/activations/${encodeURIComponent(id)}`, {
        ...options,
        query: { ...(product !== undefined && { product }), ...(receivedAt !== undefined && { receivedAt }) },
      }),
  };
}
