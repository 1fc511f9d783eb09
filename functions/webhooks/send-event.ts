import { VendorFault, type VendorReply } from '../adapters/http/vendor-request.ts';
import { TokenFailure } from '../adapters/oidc/client-credentials.ts';
import { judgeAnswer, type Verdict } from '../domain/integrations/deliveries/answer-verdict.ts';
import type { Delivery } from '../domain/integrations/deliveries/delivery.ts';
import { eventUrlCall, webhookPayload } from '../domain/integrations/deliveries/webhook-payload.ts';
import { signatureHeaders } from '../domain/integrations/deliveries/webhook-signature.ts';
import { URL_OF_TYPE } from '../domain/integrations/event-urls.ts';
import type { Answers } from '../domain/integrations/form-answers.ts';
import type { Integration, IntegrationFields } from '../domain/integrations/integration.ts';
import { type Authorization, authorizationOf, signingSecrets, type TokenUse } from './authorization.ts';
import type { Deps } from './dependencies.ts';
import { orderAnswers } from './order-answers.ts';

export type SendDeps = Pick<Deps, 'vault' | 'tokens' | 'send' | 'apiUrl' | 'now' | 'connections'>;

/** What one attempt has shown. */
export type Sent = {
  readonly verdict: Verdict;
  readonly httpStatus?: number | undefined;
  /** From the look-up of the name to the last byte of the answer. */
  readonly milliseconds?: number | undefined;
  readonly tokenMilliseconds?: number | undefined;
  /** A code: what exactly is wrong with the token or the connection. */
  readonly message?: string | undefined;
};

type Event = Pick<Delivery, 'id' | 'type' | 'event' | 'integration' | 'connection' | 'ping'>;

/** Sends an event to the URL of its kind, once; a second time with a new token where the first one is refused. */
export async function sendEvent(
  deps: SendDeps,
  integration: Pick<Integration, 'id' | 'signing'>,
  fields: IntegrationFields,
  event: Event,
  use: TokenUse = 'kept',
): Promise<Sent> {
  const url = fields.urls[URL_OF_TYPE[event.type]];
  if (url === undefined || url === '') return { verdict: { kind: 'failed', error: 'url_missing' } };
  // Before anything is opened for it: the sender refuses it, too.
  if (URL.parse(url)?.protocol !== 'https:') {
    return { verdict: { kind: 'failed', error: 'url_refused' }, message: 'not_https' };
  }
  const begunMs = performance.now();
  try {
    const authorization = await authorizationOf(deps, integration.id, fields.credentials, use);
    const isByToken = fields.credentials?.type === 'OAUTH2';
    const tokenMilliseconds = isByToken ? Math.round(performance.now() - begunMs) : undefined;
    const sent = await exchange(deps, integration, fields, { event, url, authorization });
    return { ...sent, tokenMilliseconds };
  } catch (error) {
    if (!(error instanceof TokenFailure)) throw error;
    const tokenMilliseconds = Math.round(performance.now() - begunMs);
    return { verdict: { kind: 'failed', error: 'token_failed' }, tokenMilliseconds, message: error.message };
  }
}

type Exchange = { readonly event: Event; readonly url: string; readonly authorization: Authorization };

async function exchange(
  deps: SendDeps,
  integration: Pick<Integration, 'id' | 'signing'>,
  { payloadStyle }: IntegrationFields,
  { event, url, authorization }: Exchange,
): Promise<Sent> {
  const secrets = await signingSecrets(deps, integration);
  // Who fetches events fetches answers, too, with a scope of their own.
  const answers = payloadStyle === 'EVENT_URL' ? undefined : await orderAnswers(deps, event);
  const ask = async (header: string | undefined): Promise<Sent> => {
    const begunMs = performance.now();
    try {
      const reply = await deps.send(requestOf(deps, event, url, payloadStyle, { header, secrets, answers }));
      const verdict = judgeAnswer(answerOf(reply), payloadStyle, deps.now());
      return { verdict, httpStatus: reply.status, milliseconds: Math.round(performance.now() - begunMs) };
    } catch (error) {
      if (!(error instanceof VendorFault)) throw error;
      const milliseconds = Math.round(performance.now() - begunMs);
      return { verdict: { kind: 'failed', error: error.code }, milliseconds, message: error.message };
    }
  };
  const first = await ask(authorization.header);
  if (first.verdict.kind !== 'unauthorized' || authorization.renew === undefined) return first;
  return ask(await authorization.renew());
}

type Parts = {
  readonly header: string | undefined;
  readonly secrets: readonly string[];
  readonly answers: Answers | undefined;
};

function requestOf(
  { apiUrl, now }: SendDeps,
  event: Event,
  url: string,
  style: IntegrationFields['payloadStyle'],
  { header, secrets, answers }: Parts,
): Parameters<Deps['send']>[0] {
  const eventUrl = `${apiUrl}/events/${event.id}`;
  const authorization = header === undefined ? {} : { authorization: header };
  if (style === 'EVENT_URL') {
    const signature = signatureHeaders(event.id, now(), '', secrets);
    return { method: 'GET', url: eventUrlCall(url, eventUrl), headers: { ...signature, ...authorization } };
  }
  const body = JSON.stringify(webhookPayload(event, eventUrl, answers));
  const signature = signatureHeaders(event.id, now(), body, secrets);
  const headers = { 'content-type': 'application/json', ...signature, ...authorization };
  return { method: 'POST', url, headers, body };
}

function answerOf({ status, headers, body }: VendorReply) {
  return { status, body, retryAfter: headers['retry-after'] };
}
