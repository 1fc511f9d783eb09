import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { listen, shut } from '../../infra/local/aws/aws-json.ts';
import { ACCOUNT, type Emulator } from './emulator.ts';

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

const client = z.object({ clientId: z.string(), clientSecret: z.string(), tokenUrl: z.string() });
type Cloud = Pick<Emulator, 'access'>;

/**
 * Asks the function behind routes that take AWS signatures, with the event that API Gateway makes of a good one.
 *
 * @throws Error for anything but success
 */
async function invokeSigned({ access }: Cloud, FunctionName: string, routeKey: string, more: object): Promise<unknown> {
  const [method, path] = routeKey.split(' ');
  const iam = { userArn: `arn:aws:iam::${ACCOUNT}:user/operator` };
  const event = {
    ...{ version: '2.0', routeKey, rawPath: path, rawQueryString: '', headers: { 'content-type': 'application/json' } },
    requestContext: { requestId: 'deploy', routeKey, http: { method, path }, authorizer: { iam } },
    isBase64Encoded: false,
    ...more,
  };
  const invoked = await new LambdaClient(access).send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  const { statusCode, body } = answered.parse(JSON.parse(invoked.Payload?.transformToString() ?? ''));
  if (statusCode >= 300) throw new Error(`${routeKey} answered ${statusCode}: ${body}`);
  return JSON.parse(body || 'null');
}

/** A client of the API, as an operator makes one, and a token for it from the deployed token URL. */
export async function openClient(aws: Cloud, fn: string, scopes: readonly string[]) {
  const input = { name: 'deploy', scopes };
  const made = client.parse(await invokeSigned(aws, fn, 'POST /v1/clients', { body: JSON.stringify(input) }));
  const response = await fetch(made.tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${made.clientId}:${made.clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await response.json());
  const pathParameters = { id: made.clientId };
  return { ...made, token, revoke: () => invokeSigned(aws, fn, 'DELETE /v1/clients/{id}', { pathParameters }) };
}

/**
 * Sends a mutation to the deployed API.
 *
 * @throws Error for errors, of users too
 */
export async function mutate(apiUrl: string, token: string, query: string) {
  const response = await fetch(`${apiUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`GraphQL answered ${response.status}: ${body}`);
  return data.parse(JSON.parse(body)).data;
}
