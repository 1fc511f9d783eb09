import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Server } from 'node:net';
import { onTestFinished } from 'vitest';

/** What an integration's endpoint was sent. `headers` are raw pairs, names as they came. */
export type Posted = { method: string; path: string; headers: [string, string][]; body: string };

/** A server at the integration's side; it is closed when the test is over. */
export async function openEndpoint(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end(),
): Promise<{ url: string; port: number; posted: Posted[] }> {
  const posted: Posted[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const { method = '', url = '', rawHeaders } = request;
    const pairs = rawHeaders.flatMap((name, at): [string, string][] =>
      at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1] ?? '']] : [],
    );
    posted.push({ method, path: url, headers: pairs, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
  const port = await listenOn(server);
  return { url: `http://127.0.0.1:${port}/demo/callback`, port, posted };
}

/** Any free port of the loopback; the server goes down with the test. */
export async function listenOn(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return address.port;
}
