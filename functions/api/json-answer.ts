import type { HttpResponse } from '../adapters/lambda/http-handler.ts';

const HEADERS = { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' };

/** @param body JSON text, or what becomes one */
export function answer(body: string | object, status = 200): HttpResponse {
  return { status, headers: HEADERS, body: typeof body === 'string' ? body : JSON.stringify(body) };
}
