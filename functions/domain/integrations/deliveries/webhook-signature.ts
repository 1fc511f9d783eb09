import { createHmac } from 'node:crypto';

const SECRET = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;

/** The headers by which a receiver knows that a message is ours (Standard Webhooks 1.0.0). */
export type SignatureHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

/**
 * Signs one attempt.
 *
 * @param secrets `whsec_…`, the current one first; the previous one signs too while it is being replaced
 * @throws Error for a secret of another shape
 */
export function signatureHeaders(id: string, at: Date, body: string, secrets: readonly string[]): SignatureHeaders {
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signed = `${id}.${seconds}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': secrets.map((secret) => `v1,${hmac(secret, signed)}`).join(' '),
  };
}

function hmac(secret: string, text: string): string {
  const key = SECRET.exec(secret)?.[1];
  if (key === undefined) throw new Error('A signing secret has another shape than whsec_ and base64');
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest('base64');
}
