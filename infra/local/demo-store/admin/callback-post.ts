import type { ClientRequest } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { formBody } from '../oauth/octets.ts';

/** In the order in which Magento sends them. */
export type CallbackFields = {
  oauth_consumer_key: string;
  oauth_consumer_secret: string;
  store_base_url: string;
  oauth_verifier: string;
};

/** `status` of whatever answer came in time; null when none did (time-out, closed connection, not HTTP). */
export type Delivery = { readonly status: number | null; readonly ms: number };

/**
 * Posts the keys to the integration's endpoint as Magento does: any answer counts as delivered, its body is read
 * and thrown away, redirects are not followed. The time-out covers the whole answer.
 */
export async function postToConsumer(
  endpointUrl: string,
  fields: CallbackFields,
  timeoutMs: number,
): Promise<Delivery> {
  const started = performance.now();
  const status = await statusOf(endpointUrl, formBody(fields), timeoutMs).catch(() => null);
  return { status, ms: Math.round(performance.now() - started) };
}

function statusOf(endpointUrl: string, body: string, timeoutMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = open(new URL(endpointUrl), body, AbortSignal.timeout(timeoutMs));
    request.on('error', reject);
    request.on('response', (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    request.end(body);
  });
}

function open(url: URL, body: string, signal: AbortSignal): ClientRequest {
  const headers = {
    'user-agent': 'Laminas\\Http\\Client',
    connection: 'close',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    ...strayHeader(url),
  };
  const { request } = url.protocol === 'https:' ? https : http;
  return request(url, { method: 'POST', headers, signal, agent: false });
}

// Laminas sends `Host: name:port` a second time, as if `name` were a header. Observed on 2.4.7-p3. An IPv6
// address is no header name that Node would send.
function strayHeader(url: URL): Record<string, string> {
  return url.port === '' || url.hostname.startsWith('[') ? {} : { [url.hostname]: url.port };
}
