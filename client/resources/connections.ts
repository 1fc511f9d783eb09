import type { CallOptions, Send } from '../http/request.ts';
import type { Answers, Check, Connection, ConnectionsQuery, Credentials, Disconnected, NewAccount } from '../shapes.ts';
import { listOf } from './list.ts';
import { connectionAt } from './paths.ts';

/** Stores linked to accounts. */
export function connectionsOf(send: Send) {
  return {
    /** All matching connections. Scope `connections:read`. */
    list: (query: ConnectionsQuery = {}, options: CallOptions = {}) =>
      listOf<Connection>(
        ({ signal, ...place }) => send('GET', '/v1/connections', { query: { ...query, ...place }, signal }),
        options,
      ),
    /** Scope `connections:read`. */
    get: (id: string, options: CallOptions = {}) => send<Connection>('GET', connectionAt(id), options),
    /** Destroys the credentials. Scope `connections:write`. */
    disconnect: (id: string, options: CallOptions = {}) =>
      send<Disconnected>('DELETE', connectionAt(id), { ...options, repeatable: true }),
    /** Gives the store to another account. Scope `connections:write`. */
    move: (id: string, account: NewAccount, options: CallOptions = {}) =>
      send<Connection>('POST', `${connectionAt(id)}/account`, { ...options, body: account, repeatable: true }),
    /** A health check now. Scope `connections:call`. */
    check: (id: string, options: CallOptions = {}) =>
      send<Check>('POST', `${connectionAt(id)}/check`, { ...options, repeatable: true }),
    /** For signing requests yourself. Scope `connections:credentials`. */
    credentials: (id: string, options: CallOptions = {}) =>
      send<Credentials>('GET', `${connectionAt(id)}/credentials`, options),
    /** What the merchant answered when they connected the store. Scope `answers:read`. */
    answers: (id: string, options: CallOptions = {}) => send<Answers>('GET', `${connectionAt(id)}/answers`, options),
  };
}
