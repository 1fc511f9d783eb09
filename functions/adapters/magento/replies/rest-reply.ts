import * as z from 'zod/mini';
import { Refusal } from '../../../domain/refusals/refusal.ts';
import type { Reply } from '../transport/send.ts';
import { invalidResponse, kindOfBody, refuseForeignAnswer } from './foreign-answer.ts';
import { problemCode, problemRefusal } from './oauth-problem.ts';

/** What Magento itself answered to a REST call that it let through: 404s and validation errors are answers too. */
export type RestAnswer = { readonly status: number; readonly value: unknown };

const complaint = z.object({
  message: z.string(),
  parameters: z.optional(z.object({ resources: z.optional(z.string()) })),
});
const moduleNames = z.array(z.string());
const RESOURCES = /^[A-Za-z0-9_:, ]{1,200}$/;
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
  const value = status === 204 ? null : parsed(body);
  if (value === undefined) {
    if (status >= 500) throw new Refusal('store_busy', { status });
    throw invalidResponse(status, kindOfBody(body));
  }
  if (status === 401) throw unauthorized(value, status);
  return { status, value };
}

/**
 * Reads the answer to `GET rest/V1/modules`: the names of the installed modules.
 *
 * @throws Refusal as `readRest` does; `store_busy` for a 5xx, `store_invalid_response` for all else that is no list of names
 */
export function readModules(reply: Reply): readonly string[] {
  const { status, value } = readRest(reply);
  if (status >= 500) throw new Refusal('store_busy', { status });
  const names = moduleNames.safeParse(value);
  if (status !== 200 || !names.success) throw invalidResponse(status, 'JSON');
  return names.data.filter((name) => MODULE.test(name));
}

function unauthorized(value: unknown, status: number): Refusal {
  const { data } = complaint.safeParse(value);
  if (data === undefined) return invalidResponse(status, 'JSON');
  const resources = data.parameters?.resources ?? '';
  if (problemCode(data.message) === 'permission_missing' && RESOURCES.test(resources)) {
    return new Refusal('permission_missing', { status, resources });
  }
  return problemRefusal(data.message, status);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
