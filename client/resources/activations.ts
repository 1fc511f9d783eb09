import type { CallOptions, Send } from '../http/request.ts';
import type { Activation, ActivationsQuery } from '../shapes.ts';
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
  };
}
