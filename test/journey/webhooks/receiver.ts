import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { listen } from '../../../infra/local/aws/aws-json.ts';

export type Received = {
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Breaks the connection off after the first half of the body. */
  readonly half?: true;
  /** Nothing is answered. */
  readonly silent?: true;
};

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

/** The vendor's HTTPS server: takes what comes, and answers as it is told to. */
export async function openReceiver({ key, cert }: { readonly key: string; readonly cert: string }) {
  const received: Received[] = [];
  let answerTo: (request: Received) => Answer = () => ({});
  const server = createServer({ key, cert }, async (request, response) => {
    const { method = '', url = '', headers } = request;
    const one = { at: Date.now(), method, path: url, headers, body: await text(request) };
    received.push(one);
    write(response, answerTo(one));
  });
  const port = await listen(server, 0);
  return {
    url: `https://127.0.0.1:${port}`,
    received,
    /** Those whose path begins so. */
    at: (path: string) => received.filter((one) => one.path.startsWith(path)),
    answer(of: Answer | ((request: Received) => Answer)): void {
      answerTo = typeof of === 'function' ? of : () => of;
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function write(response: ServerResponse, { status = 200, headers = {}, body = '', half, silent }: Answer): void {
  if (silent) return;
  if (half) {
    response.writeHead(status, { ...headers, 'content-length': body.length });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
    return;
  }
  response.writeHead(status, headers);
  response.end(body);
}
