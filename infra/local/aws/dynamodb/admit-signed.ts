import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { assertLoopback, assertSigned } from '../admission.ts';
import { sendFault } from '../aws-fault.ts';
import type { Credentials } from '../credentials.ts';

/**
 * Puts the check of host and signature before dynalite, which takes any signature, and shows its answers to every
 * origin. It is handed the body once that has been read: of a client that hangs up in the middle it would throw.
 */
export function admitSigned(server: Server, credentials: Credentials): void {
  const listeners = server.listeners('request');
  async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      assertLoopback(request.headers);
      const { method = '', url = '/', headers } = request;
      const body = await buffer(request);
      await assertSigned(credentials, { method, url, headers, body });
      const read = Object.assign(Readable.from([body]), { method, url, headers });
      for (const listener of listeners) Reflect.apply(listener, server, [read, response]);
    } catch (error) {
      sendFault(response, error);
    }
  }
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    request.on('error', () => request.destroy());
    void admit(request, response);
  });
}
