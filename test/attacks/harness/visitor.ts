import { type Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type HTMLElement, parse } from 'node-html-parser';
import { REFUSALS } from '../../../functions/domain/refusals/handshake-refusals.ts';

export type Seen = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As they came over the wire, names included. */
  readonly rawHeaders: readonly string[];
  readonly location: string;
  readonly body: string;
  readonly page: HTMLElement;
  /** The code of a refusal, from a problem document or from the page's reference line; empty when there is none. */
  readonly code: string;
};

export type Sent = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
  /** Sends without a content length. */
  readonly chunked?: boolean;
  readonly agent?: Agent;
};

export type Visitor = ReturnType<typeof visitor>;

/** A browser that does as it is told: any header, any cookie, and no redirect followed. */
export function visitor(origin: string) {
  const cookies = new Map<string, string>();
  async function send(path: string, sent: Sent = {}): Promise<Seen> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const seen = await exchange(origin, path, {
      ...sent,
      headers: { ...(cookie === '' ? {} : { cookie }), ...sent.headers },
    });
    for (const line of seen.headers['set-cookie'] ?? []) keep(cookies, line);
    return seen;
  }
  return {
    cookies,
    send,
    get: (path: string, headers: Sent['headers'] = {}) => send(path, { headers }),
    post: (path: string, fields: Readonly<Record<string, string>>, headers: Sent['headers'] = {}) =>
      send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

function exchange(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body, chunked, agent }: Sent,
): Promise<Seen> {
  const { hostname, port } = new URL(origin);
  const length = body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path, method, headers: { ...length, ...headers }, ...(agent && { agent }) },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve(seen(answer.statusCode ?? 0, answer.headers, answer.rawHeaders, Buffer.concat(chunks).toString())),
        );
      },
    );
    asked.on('error', reject);
    if (chunked) for (const part of body?.toString().match(/.{1,7}/gs) ?? []) asked.write(part);
    asked.end(chunked ? undefined : body);
  });
}

function seen(status: number, headers: IncomingHttpHeaders, rawHeaders: readonly string[], body: string): Seen {
  const page = parse(headers['content-type']?.startsWith('text/html') ? body : '');
  const code = headers['content-type'] === 'application/problem+json' ? String(JSON.parse(body).code) : codeOn(page);
  return { status, headers, rawHeaders, location: headers.location ?? '', body, page, code };
}

/** Every refusal page shows its code as a reference, in whatever words. */
function codeOn(page: HTMLElement): string {
  const words = page.querySelector('.reference')?.text.split(/[^a-z_]+/) ?? [];
  return words.find((word) => Object.hasOwn(REFUSALS, word)) ?? '';
}
