import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './credentials.ts';
import { Sha256 } from './sha256.ts';

/** A call as it came in. `url` is the request target. */
export type SignedCall = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/\s]+)\/\d{8}\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=(?<signed>[a-z0-9;-]+), ?Signature=[0-9a-f]{64}$/;
const LONG_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Whether the header `Authorization` is one of Signature Version 4, and whose. */
export function accessKeyIn(authorization: string | undefined): string | undefined {
  return AUTHORIZATION.exec(authorization ?? '')?.groups?.['key'];
}

function hostAndPort(host: string): { hostname: string; port?: number } {
  const [hostname = '', port] = host.split(':');
  return port === undefined ? { hostname } : { hostname, port: Number(port) };
}

/** The headers that are named as signed, without those that the signer makes anew. */
function signedHeaders(headers: IncomingHttpHeaders, names: ReadonlySet<string>): Record<string, string> {
  const kept = [...names].filter((name) => name !== 'x-amz-content-sha256');
  return Object.fromEntries(kept.map((name) => [name, [headers[name] ?? []].flat().join(',')]));
}

/**
 * The header `Authorization` as these credentials sign this call: for the scope, the time and the headers that its own
 * names. The hash of the body is computed, not taken from a header.
 *
 * @returns undefined when the call names none
 */
export async function authorizationOf(credentials: Credentials, call: SignedCall): Promise<string | undefined> {
  const named = AUTHORIZATION.exec(call.headers.authorization ?? '')?.groups;
  const date = String(call.headers['x-amz-date'] ?? '');
  if (!named || !LONG_DATE.test(date)) return undefined;
  const names = new Set((named['signed'] ?? '').split(';'));
  // Not the path of a `URL`, which takes `..` away: in a key of S3, that is a name like any other.
  const [path = ''] = call.url.split('?');
  const { searchParams } = new URL(call.url, 'http://127.0.0.1');
  const signer = new SignatureV4({
    credentials,
    region: named['region'] ?? '',
    service: named['service'] ?? '',
    sha256: Sha256,
    applyChecksum: names.has('x-amz-content-sha256'),
    // S3 signs paths as they are; every other service escapes them once more.
    uriEscapePath: named['service'] !== 's3',
  });
  const request = {
    method: call.method,
    protocol: 'http:',
    ...hostAndPort(call.headers.host ?? ''),
    path,
    query: Object.fromEntries(searchParams),
    headers: signedHeaders(call.headers, names),
    body: call.body,
  };
  const signingDate = new Date(date.replace(LONG_DATE, '$1-$2-$3T$4:$5:$6Z'));
  return (await signer.sign(request, { signingDate, signableHeaders: names })).headers['authorization'];
}

/** Whether these credentials signed the call. Its time does not count: tests move the clock. */
export async function isSignedBy(credentials: Credentials, call: SignedCall): Promise<boolean> {
  const expected = Buffer.from((await authorizationOf(credentials, call)) ?? '');
  const given = Buffer.from((call.headers.authorization ?? '').replaceAll(/, ?/g, ', '));
  return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
}
