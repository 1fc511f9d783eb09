import type { HttpResponse } from '../adapters/lambda/http-handler.ts';
import { securityHeaders } from '../adapters/lambda/security-headers.ts';
import { isSamlRefusalCode, type SamlRefusalCode, type SamlRequestId } from '../domain/handshake/saml-request.ts';
import type { ProductId } from '../domain/ids.ts';
import { type Refusal, refusalWords } from '../domain/refusals/refusal.ts';

/** 303: the browser goes on with GET, and so with its cookies. */
export function redirect(location: string): HttpResponse {
  return { status: 303, headers: { ...securityHeaders(), location }, body: '' };
}

/** Back to the popup's session, with the code that takes the answer. */
export function toAnswered(product: ProductId, saml: SamlRequestId, code: string): HttpResponse {
  return redirect(`/${product}/signin/return?${new URLSearchParams({ saml, code })}`);
}

/** Back to the popup's session, which says why there is no account. */
export function toRefused(product: ProductId, saml: SamlRequestId | undefined, refusal: Refusal): HttpResponse {
  const named = { ...(saml !== undefined && { saml }), refused: publicCode(refusal) };
  return redirect(`/${product}/signin/return?${new URLSearchParams(named)}`);
}

/** Where there is no session to go back to. */
export function toNotice({ code }: Refusal): HttpResponse {
  return redirect(`/notice?${new URLSearchParams({ page: code })}`);
}

/** For providers that fetch our metadata: no person reads it. */
export function asText({ code }: Refusal): HttpResponse {
  const { status, title, next } = refusalWords(code);
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${title}. ${next}\n` };
}

/** Anything else is a failure of ours, or of the configuration: trying again may help. */
function publicCode({ code }: Refusal): SamlRefusalCode {
  return isSamlRefusalCode(code) ? code : 'signin_unavailable';
}
