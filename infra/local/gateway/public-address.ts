import type { IncomingMessage, RequestListener } from 'node:http';

/** Names of this computer, of which a browser keeps cookies apart. */
const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/** The API takes tokens instead of cookies, under any name. */
const API = /^\/v1(?:\/|$)/;

/**
 * Sends browsers that came by another name of this computer, such as `localhost`, to the public address: sign-in returns
 * there, and finds no cookie that was set under another name. Only between names of this computer, since a tunnel in
 * front of it may send any `Host`. Magento follows no redirect, so what it posts is served as it comes.
 *
 * @param publicUrl origin at which browsers are expected
 */
export function atPublicAddress(publicUrl: string, serve: RequestListener): RequestListener {
  const expected = new URL(publicUrl);
  return (request, response) => {
    const target = request.url ?? '/';
    if (!isBrowsing(request, target) || !isAlias(request.headers.host, expected)) return serve(request, response);
    response.writeHead(307, { location: `${expected.origin}${target}`, 'cache-control': 'no-store' }).end();
  };
}

function isBrowsing({ method }: IncomingMessage, target: string): boolean {
  return (method === 'GET' || method === 'HEAD') && target.startsWith('/') && !API.test(target);
}

function isAlias(host: string | undefined, expected: URL): boolean {
  const came = URL.parse(`http://${host}`);
  if (came === null || came.host === expected.host) return false;
  return LOOPBACK.test(came.hostname) && LOOPBACK.test(expected.hostname);
}
