import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { StoreAnswer } from '../../../domain/sync/changes/writer.ts';
import { complaintIn } from '../replies/complaint.ts';
import { busyRefusal, kindOfBody } from '../replies/foreign-answer.ts';
import { statedProblem } from '../replies/oauth-problem.ts';
import { readRest } from '../replies/rest-reply.ts';
import type { Reply } from '../transport/send.ts';
import { storeJson } from './store-json.ts';

/**
 * What Magento said to a call that may have changed something, with numbers as they came.
 *
 * @throws Refusal `store_busy`, `store_timeout` for a gateway that did not wait, and for a call that the store had
 * before; `store_error` for a 5xx that is not Magento's; what `readRest` throws
 */
export function readAnswer(reply: Reply): StoreAnswer {
  const { status, body } = reply;
  const busy = busyRefusal(reply);
  if (busy !== undefined) throw busy;
  if (status === 504 || status === 524) throw new Refusal('store_timeout', { status, fault: 'GATEWAY' });
  // A web server has passed the call on twice, and this is the answer to the second one.
  if (statedProblem(reply)?.problem === 'nonce_used') throw new Refusal('store_timeout', { status, fault: 'REPEATED' });
  if (status >= 500) {
    const json = storeJson(body);
    if (complaintIn(json) !== undefined) return { status, json };
    throw status === 502
      ? new Refusal('store_busy', { status })
      : new Refusal('store_error', { status, message: kindOfBody(body) });
  }
  return { status: readRest(reply).status, json: storeJson(body) };
}
