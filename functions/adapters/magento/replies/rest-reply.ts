import * as z from 'zod/mini';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Reply } from '../transport/send.ts';
import { invalidResponse, kindOfBody, refuseForeignAnswer } from './foreign-answer.ts';
import { jsonIn } from './json-in.ts';
import { refusalFor, statedProblem } from './oauth-problem.ts';
import { complaintRefusal } from './store-error.ts';

/** What Magento itself answered to a REST call that it let through: 404s and validation errors are answers too. */
export type RestAnswer = { readonly status: number; readonly value: unknown };

/** PHP makes an object of a list that was filtered. */
const moduleNames = z.union([z.array(z.string()), z.record(z.string().check(z.regex(/^\d+$/)), z.string())]);
// What gateways and firewalls answer as JSON; no text of Magento's.
const FOREIGN = /^(?:un-?authori[sz]ed|forbidden|access denied|missing authentication token|authenticat)/i;
/** Magento_TwoFactorAuth and its like; anything else is not a module and may not be kept. */
const MODULE = /^[A-Za-z0-9]+_[A-Za-z0-9]+$/;

/**
 * Reads the answer to a REST call.
 *
 * @throws Refusal `permission_missing` with the resources Magento names, `token_rejected`, `consumer_unknown`,
 * `signature_rejected`; `token_refused` for any other 401 of Magento's; `store_busy`; `store_invalid_response`
 */
export function readRest(reply: Reply): RestAnswer {
  const { status, body } = reply;
  refuseForeignAnswer(reply);
  const value = status === 204 ? null : jsonIn(body);
  if (value === undefined) {
    if (status >= 500) throw new Refusal('store_busy', { status });
    throw invalidResponse(status, kindOfBody(body));
  }
  if (status === 401) throw unauthorized(reply);
  return { status, value };
}

/**
 * Reads the answer to `GET rest/V1/modules`: the names of the installed modules. Open to every integration that has any
 * permission; so a 401 with an unknown text means here that the token is of no use.
 *
 * @throws Refusal as `readRest` does, with `token_rejected` in place of `token_refused`; `store_error` or `store_busy`
 *   for a 5xx, `store_invalid_response` for all else that is no list of names
 */
export function readModules(reply: Reply): readonly string[] {
  const stated = statedProblem(reply);
  if (reply.status === 401 && stated !== undefined && stated.problem === undefined && !FOREIGN.test(stated.text)) {
    throw refusalFor({ ...stated, problem: 'token_rejected' }, reply);
  }
  const { status, value } = readRest(reply);
  if (status >= 500) throw complaintRefusal(reply) ?? new Refusal('store_busy', { status });
  const names = moduleNames.safeParse(value);
  if (status !== 200 || !names.success) throw invalidResponse(status, 'JSON');
  return Object.values(names.data).filter((name) => MODULE.test(name));
}

function unauthorized(reply: Reply): Refusal {
  const stated = statedProblem(reply);
  return stated === undefined ? invalidResponse(reply.status, 'JSON') : refusalFor(stated, reply);
}
