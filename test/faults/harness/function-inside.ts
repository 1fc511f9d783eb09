import { AsyncLocalStorage } from 'node:async_hooks';
import diagnostics from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { ClientRequest } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { Tag, Tagged } from './tag.ts';
import { TAG_HEADER } from './tag.ts';

/*
 * Stands around a function in its thread: tells the proxy which step of which handshake an AWS call belongs to, and
 * leads questions to the OpenID provider to where its faults are made. The function itself is the bundle that deploys.
 */

const tags = new AsyncLocalStorage<Tag>();
const Created = z.object({ request: z.instanceof(ClientRequest) });

diagnostics.subscribe('http.client.request.created', (message) => {
  const tag = tags.getStore();
  if (tag) Created.parse(message).request.setHeader(TAG_HEADER, JSON.stringify(tag));
});

const authority = process.env['FAULTS_AUTHORITY'] ?? '';
setDefaultCACertificates([...getCACertificates('default'), readFileSync(authority, 'utf8')]);

const plainFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const provider = tags.getStore()?.provider;
  if (provider === undefined || input instanceof Request) return plainFetch(input, init);
  const url = new URL(input);
  // Not what is remembered for other handshakes, too: endpoints and keys.
  return url.pathname.endsWith('/token') ? plainFetch(new URL(url.pathname, provider), init) : plainFetch(input, init);
};

type Handler = (event: unknown, context: unknown) => unknown;
const Handler = z.custom<Handler>((value) => typeof value === 'function');
const bundle = await import(pathToFileURL(process.env['FAULTS_BUNDLE'] ?? '').href);
const inner = Handler.parse(bundle.handler);

export const handler = ({ tag, event }: Tagged, context: unknown): unknown =>
  tag === undefined ? inner(event, context) : tags.run(tag, () => inner(event, context));
