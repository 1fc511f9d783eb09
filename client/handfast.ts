import { type Access, type Parameters, type Send, sender } from './request.ts';
import type {
  Activation,
  ActivationsQuery,
  Answers,
  CallAnswer,
  CallRequest,
  Check,
  Connection,
  ConnectionsQuery,
  Credentials,
  Disconnected,
  NewAccount,
  Page,
  Query,
  Target,
} from './shapes.ts';

export { HandfastError } from './error.ts';
export type { Numbers } from './numbers.ts';
export type * from './records.ts';
export type { Access } from './request.ts';
export type * from './shapes.ts';

export type Handfast = ReturnType<typeof handfast>;
export type Store = ReturnType<Handfast['connection']>;

/**
 * A client of Handfast's API. It fetches tokens itself, keeps them until they expire, and throws `HandfastError`s.
 *
 * Copy this folder into your backend: it depends on nothing but `fetch`.
 */
export function handfast(access: Access) {
  const send = sender(access);
  return {
    connections: {
      /** All matching connections, fetched page by page as they are read. Scope `connections:read`. */
      list: (query: ConnectionsQuery = {}) => walk<Connection>(send, '/v1/connections', query),
      /** Scope `connections:read`. */
      get: (id: string) => send<Connection>('GET', at(id)),
      /** Destroys the credentials. Scope `connections:write`. */
      disconnect: (id: string) => send<Disconnected>('DELETE', at(id)),
      /** Gives the store to another account. Scope `connections:write`. */
      move: (id: string, account: NewAccount) => send<Connection>('POST', `${at(id)}/account`, { body: account }),
      /** A health check now. Scope `connections:call`. */
      check: (id: string) => send<Check>('POST', `${at(id)}/check`),
      /** For signing requests yourself. Scope `connections:credentials`. */
      credentials: (id: string) => send<Credentials>('GET', `${at(id)}/credentials`),
      /** What the merchant answered when they connected the store. Scope `answers:read`. */
      answers: (id: string) => send<Answers>('GET', `${at(id)}/answers`),
    },
    activations: {
      /** Attempts to connect and their outcomes, newest first. Scope `connections:read`. */
      list: (query: ActivationsQuery = {}) => walk<Activation>(send, '/v1/activations', query),
    },
    /** Calls to one store. Scope `connections:call`. */
    connection: (id: string) => ({
      /** One call, signed and sent for you. Magento's own errors are answers: check `status`. */
      call: <T = unknown>(request: CallRequest) => send<CallAnswer<T>>('POST', `${at(id)}/call`, { body: request }),
      /** Every item of a list of Magento's, whatever its pages. */
      items: <T = unknown>(path: Target['path'], query: Query = {}, more: ItemsOptions = {}) =>
        items<T>(send, `${at(id)}/pages`, { path, query, ...more }),
    }),
  };
}

/** `pageSize`: how many items are asked for at once, 100 unless given. */
export type ItemsOptions = { readonly store?: string; readonly pageSize?: number };

function at(id: string): string {
  return `/v1/connections/${encodeURIComponent(id)}`;
}

async function* walk<T>(send: Send, path: string, query: Parameters): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page: Omit<Page<T>, 'total'> = await send('GET', path, { query: { ...query, cursor } });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

async function* items<T>(send: Send, path: string, asked: object): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await send('POST', path, { body: { ...asked, cursor } });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
