import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Generation } from '../../../../infra/local/demo-store/oauth/base-string.ts';
import { signatureOf } from '../../../../infra/local/demo-store/oauth/protocol.ts';
import { readParameters } from '../../../../infra/local/demo-store/oauth/signed-request.ts';

export type Call = {
  method: string;
  url: string;
  consumerKey: string;
  consumerSecret: string;
  token?: { token: string; secret: string };
  extra?: Record<string, string>;
  now?: Date;
  generation?: Generation;
  /** Protocol parameters to change after all, or to leave out (undefined). Signed as changed. */
  change?: Record<string, string | undefined>;
  signature?: string;
  /** JSON; never signed. */
  body?: string;
};
export type Reply = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** Signs by the demo store's own base string, which the signature vectors verify. */
export function signedCall(call: Call): Promise<Reply> {
  const { method, url, generation = '2.4.6', now = new Date() } = call;
  const fields: Record<string, string | undefined> = {
    oauth_consumer_key: call.consumerKey,
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_signature_method: 'HMAC-SHA256',
    oauth_timestamp: String(Math.floor(now.getTime() / 1000)),
    oauth_version: '1.0',
    ...(call.token && { oauth_token: call.token.token }),
    ...call.extra,
    ...call.change,
  };
  const given = readParameters({ method, url, authorization: headerOf(fields) }, generation) ?? new Map();
  const secrets = { consumer: call.consumerSecret, token: call.token?.secret ?? '' };
  const signature = call.signature ?? signatureOf(generation, { method, url }, given, secrets);
  const authorization = headerOf({ ...fields, oauth_signature: signature });
  return rawCall(method, url, { authorization }, call.body);
}

/** Sends the target exactly as written: `fetch` would tidy it first. */
export function rawCall(method: string, url: string, headers: Record<string, string> = {}, body = ''): Promise<Reply> {
  const [, host = '', port = '', path = '/'] = /^http:\/\/([^:/]+):(\d+)(.*)$/.exec(url) ?? [];
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers: received } = response;
        resolve({ status: statusCode, headers: received, body: Buffer.concat(chunks).toString() });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function headerOf(fields: Record<string, string | undefined>): string {
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}="${encodeURIComponent(value)}"`],
  );
  return `OAuth ${parts.join(', ')}`;
}
