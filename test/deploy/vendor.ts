import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { writeContext } from '../../functions/adapters/lambda/authorizer-context.ts';
import { listen, shut } from '../../infra/local/aws/aws-json.ts';
import type { Emulator } from './emulator.ts';

export type Post = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

const answered = z.object({ statusCode: z.number(), body: z.string() });
const data = z.object({ data: z.record(z.string(), z.looseObject({ userErrors: z.null() })) });

/** The vendor's HTTPS server, with the one certificate that functions of the emulator trust. */
export async function openVendorServer({ certificate }: Pick<Emulator, 'certificate'>) {
  const received: Post[] = [];
  const [key, cert] = [readFileSync(certificate.key), readFileSync(certificate.cert)];
  const server = createServer({ key, cert }, async (request, response) => {
    received.push({ path: request.url ?? '', headers: request.headers, body: await text(request) });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"success":true,"accountIdentifier":"acme-4711"}');
  });
  const port = await listen(server, 0);
  return { url: `https://127.0.0.1:${port}`, received, close: () => shut(server) };
}

/**
 * Asks the deployed function as API Gateway does for a client with every scope: the emulator's pool gives out no tokens.
 *
 * @throws Error for errors, of users too
 */
export async function mutate({ access }: Pick<Emulator, 'access'>, FunctionName: string, query: string) {
  const lambda = writeContext({
    client: 'backend',
    scopes: ['integrations:read', 'integrations:write', 'products:write'],
    products: 'all',
    expiresAt: Math.floor(Date.now() / 1000) + 600,
  });
  const event = {
    version: '2.0',
    routeKey: 'POST /v1/graphql',
    rawPath: '/v1/graphql',
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    requestContext: {
      requestId: 'deploy',
      routeKey: 'POST /v1/graphql',
      http: { method: 'POST', path: '/v1/graphql' },
      timeEpoch: Date.now(),
      authorizer: { lambda },
    },
    body: JSON.stringify({ query }),
    isBase64Encoded: false,
  };
  const invoked = await new LambdaClient(access).send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  const { statusCode, body } = answered.parse(JSON.parse(invoked.Payload?.transformToString() ?? ''));
  if (statusCode !== 200) throw new Error(`GraphQL answered ${statusCode}: ${body}`);
  return data.parse(JSON.parse(body)).data;
}
