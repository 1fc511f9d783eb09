import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { busyRefusal, kindOfBody } from '../../adapters/magento/replies/foreign-answer.ts';
import { jsonTextIn } from '../../adapters/magento/replies/json-in.ts';
import { restTarget } from '../../adapters/magento/transport/rest-target.ts';
import type { Reply } from '../../adapters/magento/transport/send.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import { type Deps as CallDeps, callStore } from '../../stores/call-store.ts';
import { callBody } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readBody } from '../read-request.ts';
import { connectionAndLease, type Deps as ReachDeps } from './connection-and-lease.ts';

export type Deps = CallDeps & ReachDeps;

/** `POST /v1/connections/{id}/call`: one signed call, answered with Magento's status, body and time; `store_busy` for 503 and 429. */
export function call(deps: Deps): ApiHandler {
  return async (request) => {
    const { method, body, ...path } = readBody(request, callBody);
    const target = restTarget(path);
    const { connection, lease } = await connectionAndLease(deps, request);
    const asked = { method, target, body };
    const { reply, generations, tries, milliseconds } = await callStore(deps, connection, asked, lease);
    const busy = busyRefusal(reply);
    if (busy !== undefined) throw busy;
    const summary = {
      status: reply.status,
      milliseconds,
      tries,
      ...(generations[0] && { generation: generations[0] }),
    };
    // The body is passed on as it came: numbers beyond 2^53 and the like survive.
    return answer(`${JSON.stringify(summary).slice(0, -1)},"body":${jsonOf(reply)}}`);
  };
}

/**
 * The answer's body as JSON text.
 *
 * @throws Refusal `store_invalid_response` for a success that no Magento gives
 */
function jsonOf({ status, body }: Reply): string {
  if (body.trim() === '') return 'null';
  const json = jsonTextIn(body);
  if (json !== undefined) return json;
  // A page with a bad status speaks for itself; with a good one it is a login page or a firewall's.
  if (status < 400) throw new Refusal('store_invalid_response', { status, answer: kindOfBody(body) });
  return JSON.stringify(body);
}
