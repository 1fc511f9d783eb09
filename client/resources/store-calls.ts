import type { CallOptions, Send } from '../http/request.ts';
import type { CallAnswer, CallRequest, Page, Query, Target } from '../shapes.ts';
import { listOf } from './list.ts';
import { connectionAt } from './paths.ts';

/** `pageSize`: how many items are asked for at once, 100 unless given. */
export type ItemsOptions = CallOptions & { readonly store?: string; readonly pageSize?: number };

/** Calls to one store. */
export function storeCallsOf(send: Send, id: string) {
  return {
    /** One call, signed and sent for you. Magento's own errors are answers: check `status`. */
    call: <T = unknown>(request: CallRequest, options: CallOptions = {}) =>
      send<CallAnswer<T>>('POST', `${connectionAt(id)}/call`, {
        ...options,
        body: request,
        repeatable: request.method === 'GET',
        storeData: true,
      }),
    /** Every item of a list of Magento's, whatever its pages. */
    items: <T = unknown>(path: Target['path'], query: Query = {}, { signal, ...more }: ItemsOptions = {}) =>
      listOf<T, Page<T>>(
        ({ cursor, limit: pageSize = more.pageSize, signal: own }) =>
          send<Page<T>>('POST', `${connectionAt(id)}/pages`, {
            body: { path, query, ...more, pageSize, cursor },
            signal: own,
            repeatable: true,
            storeData: true,
          }),
        { signal },
      ),
  };
}
