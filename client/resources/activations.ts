import type { CallOptions, Send } from '../http/request.ts';
import type { Activation, ActivationDetails, ActivationsQuery } from '../shapes.ts';
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
    /** One of them, step by step. Scope `connections:read`. */
    get: (id: string, options: CallOptions = {}) =>
      send<ActivationDetails>('GET', `/v1/activations/${encodeURIComponent(id)}`, options),
  };
}
