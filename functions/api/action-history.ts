import { randomUUID } from 'node:crypto';
import type { ActionAudit } from '../adapters/dynamodb/action-audit.ts';
import type { ApiHandler, ApiRequest } from '../adapters/lambda/api-handler.ts';
import type { log } from '../adapters/lambda/log.ts';
import { Refusal, type RefusalCode } from '../domain/refusals/refusal.ts';

export type Deps = {
  readonly audit: Pick<ActionAudit, 'put'>;
  readonly now: () => Date;
  readonly log: typeof log;
};

/** What clients do to the connection, the channel or the run that the route names as `id`. Calls of stores are no such action. */
export const API_ACTIONS: Readonly<Record<string, string>> = {
  'DELETE /v1/connections/{id}': 'disconnect',
  'POST /v1/connections/{id}/account': 'move',
  'POST /v1/connections/{id}/check': 'check',
  'POST /v1/connections/{id}/channels': 'create_channel',
  'PUT /v1/channels/{id}': 'change_channel',
  'POST /v1/channels/{id}/sync': 'sync',
  'POST /v1/channels/{id}/pause': 'pause',
  'POST /v1/channels/{id}/resume': 'resume',
  'POST /v1/channels/{id}/changes/{batch}/cancel': 'cancel_changes',
  'DELETE /v1/runs/{id}': 'stop_run',
  'POST /v1/runs/{id}/confirm': 'confirm_run',
};

/** A backend may check stores by the hour: what clients did is kept for a year, what people did for good. */
const KEPT_DAYS = 365;

/** Before these, nobody has looked whether the client may see what it names. */
const UNREAD: readonly RefusalCode[] = ['request_malformed', 'media_type_unsupported', 'body_too_large'];

const TARGET = /^(?:con|chn|run)_[0-9a-f]{32}$/;

/**
 * Has the history of a store, a channel or a run say what clients of the API did to it, or were refused. For the API's own
 * function: the console, which calls the same handlers in its own process, writes down what people do.
 */
export function withActionHistory(
  deps: Deps,
  routes: Readonly<Record<string, ApiHandler>>,
): Readonly<Record<string, ApiHandler>> {
  const wrapped = Object.entries(routes).map(([route, handle]): [string, ApiHandler] => {
    const action = API_ACTIONS[route];
    return [route, action === undefined ? handle : audited(deps, action, handle)];
  });
  return Object.fromEntries(wrapped);
}

function audited(deps: Deps, action: string, handle: ApiHandler): ApiHandler {
  return async (request) => {
    try {
      const answer = await handle(request);
      await write(deps, request, action, 'done');
      return answer;
    } catch (error) {
      if (error instanceof Refusal && isOfTarget(error.code)) await write(deps, request, action, error.code);
      throw error;
    }
  };
}

function isOfTarget(code: RefusalCode): boolean {
  return !code.endsWith('_unknown') && !UNREAD.includes(code);
}

/** The action is done, or refused: what fails here changes nothing about that. */
async function write(deps: Deps, { client, parameters }: ApiRequest, action: string, outcome: string): Promise<void> {
  const { id = '' } = parameters;
  if (!TARGET.test(id)) return;
  const now = deps.now();
  const entry = { id: randomUUID(), at: now.toISOString(), by: `client:${client}`, action, outcome };
  const expiresAt = Math.floor(now.getTime() / 1000) + KEPT_DAYS * 24 * 60 * 60;
  try {
    await deps.audit.put(id, entry, expiresAt);
  } catch (error) {
    deps.log('history_not_written', { action, target: id, error: error instanceof Error ? error.name : typeof error });
  }
}
