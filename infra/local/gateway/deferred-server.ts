import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';

/** A server whose port is known before there is anything to serve. Early requests wait. */
export function createDeferredServer(): { readonly server: Server; open(serve: RequestListener): void } {
  const { promise: opened, resolve: open } = Promise.withResolvers<RequestListener>();
  const server = createServer((request, response) => {
    void opened.then((serve) => serve(request, response));
  });
  return { server, open };
}
