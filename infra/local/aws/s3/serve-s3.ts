import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { assertLoopback, assertSigned } from '../admission.ts';
import { AwsFault, toFault } from '../aws-fault.ts';
import { type AwsEndpoint, listen, shut } from '../aws-json.ts';
import type { Credentials } from '../credentials.ts';
import type { SignedCall } from '../signature.ts';
import { answerBucket, element, xml } from './bucket-operations.ts';
import { openObjectFiles } from './object-files.ts';
import { answerObject, type S3Answer } from './object-operations.ts';

/**
 * As much of S3's protocol as functions use, to callers that sign with these credentials: single objects, lists and
 * deletions, by paths such as `/bucket/key`. Whatever else is asked is answered with `NotImplemented`.
 *
 * @param folder where buckets lie, each in a folder of its own
 */
export async function serveS3(
  folder: string,
  buckets: readonly string[],
  credentials: Credentials,
): Promise<AwsEndpoint> {
  const files = new Map(buckets.map((bucket) => [bucket, openObjectFiles(join(folder, bucket))]));

  async function answer(call: SignedCall): Promise<S3Answer> {
    const [path = ''] = call.url.slice(1).split('?');
    const [bucket = '', ...key] = path.split('/').map(decodeURIComponent);
    const found = files.get(bucket);
    if (found === undefined) throw new AwsFault('NoSuchBucket', 'The specified bucket does not exist.', 404);
    const named = key.join('/');
    return named === '' ? answerBucket(found, bucket, call) : answerObject(found, named, call);
  }

  const server = createServer((request, response) => void respond(answer, credentials, request, response));
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, close: () => shut(server) };
}

async function respond(
  answer: (call: SignedCall) => Promise<S3Answer>,
  credentials: Credentials,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '/', headers } = request;
  let sent: S3Answer;
  try {
    assertLoopback(headers);
    const call = { method, url, headers, body: await buffer(request) };
    await assertSigned(credentials, call);
    sent = await answer(call);
  } catch (error) {
    const { code, message, status } = toFault(error);
    sent = xml(`<Error>${element('Code', code)}${element('Message', message)}</Error>`, status);
  }
  response.writeHead(sent.status, { 'x-amz-request-id': randomUUID(), ...sent.headers });
  response.end(sent.body);
}
