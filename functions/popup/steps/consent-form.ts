import type { HttpRequest } from '../../adapters/lambda/http-handler.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';

/** What the consent page's form sends. */
export type ConsentForm = {
  readonly activation: string;
  readonly csrf: string;
  readonly decision: 'yes' | 'no';
  /** The version of the existing connection that was shown as one to give up, if the merchant ticked its box. */
  readonly replaces: number | undefined;
  /** The foreign host that was shown, if the merchant ticked its box. */
  readonly returnTo: string | undefined;
};

const FORM_MAX_BYTES = 4 * 1024;

/** @throws Refusal `form_not_ours` */
export function readConsentForm({ contentType, body }: HttpRequest): ConsentForm {
  const ours = contentType === 'application/x-www-form-urlencoded' && body.byteLength <= FORM_MAX_BYTES;
  const form = new URLSearchParams(ours ? body.toString('utf8') : '');
  const decision = form.get('decision');
  if (decision !== 'yes' && decision !== 'no') throw new Refusal('form_not_ours');
  const replaces = form.get('replaces');
  return {
    activation: form.get('activation') ?? '',
    csrf: form.get('csrf') ?? '',
    decision,
    replaces: replaces !== null && /^\d{1,15}$/.test(replaces) ? Number(replaces) : undefined,
    returnTo: form.get('return_to') ?? undefined,
  };
}
