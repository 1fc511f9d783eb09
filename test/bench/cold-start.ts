import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleEntry } from '../../infra/functions/bundles.ts';
import { serveAwsJson } from '../../infra/local/aws/aws-json.ts';
import { messageOf } from './callback-work.ts';

const RUNS = 30;
const HANDLER = fileURLToPath(new URL('../../functions/callback/handler.ts', import.meta.url));

/** KMS and DynamoDB, answering at once: what they take themselves is not the function's. */
const OPERATIONS = {
  'TrentService.Encrypt': () => ({ CiphertextBlob: Buffer.alloc(200, 7).toString('base64') }),
  'DynamoDB_20120810.UpdateItem': () => ({ Attributes: {} }),
};

/** In the words of API Gateway: a form is no text to it. */
const EVENT = {
  version: '2.0',
  routeKey: 'POST /{product}/callback',
  rawPath: '/demo/callback',
  rawQueryString: '',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  requestContext: { http: { method: 'POST', path: '/demo/callback' }, stage: '$default' },
  pathParameters: { product: 'demo' },
  body: Buffer.from(messageOf(1).toString()).toString('base64'),
  isBase64Encoded: true,
};

export type ColdStart = { readonly medianMs: number; readonly p95Ms: number };

/** Milliseconds from the start of the callback's import to its first answer, each time in a fresh process. */
export async function coldStart(): Promise<ColdStart> {
  const folder = mkdtempSync(join(tmpdir(), 'handfast-bench-'));
  const aws = await serveAwsJson(OPERATIONS, { accessKeyId: 'bench', secretAccessKey: 'bench' });
  try {
    const bundle = pathToFileURL(join(bundleEntry(HANDLER, folder), 'index.mjs')).href;
    const samples: number[] = [];
    for (let run = 0; run < RUNS; run += 1) samples.push(await answerOnce(bundle, aws.url));
    samples.sort((one, other) => one - other);
    return { medianMs: at(samples, 0.5), p95Ms: at(samples, 0.95) };
  } finally {
    await aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function answerOnce(bundle: string, awsUrl: string): Promise<number> {
  const script =
    `const begun = performance.now(); const { handler } = await import('${bundle}');` +
    `const { statusCode } = await handler(${JSON.stringify(EVENT)}, {});` +
    `process.stdout.write('\\n' + JSON.stringify([statusCode, performance.now() - begun]));`;
  const env = {
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    HANDFAST_TABLE: 'table',
    HANDFAST_KEY: 'key',
    HANDFAST_PRODUCTS: '[{"id":"demo","name":"Demo"}]',
    HANDFAST_STORE_PORTS: '[]',
    HANDFAST_ALLOW_LOOPBACK_STORES: 'I know that this lets anyone reach this machine',
  };
  const node = promisify(execFile);
  const { stdout } = await node(process.execPath, ['--input-type=module', '--eval', script], { env, timeout: 20_000 });
  const [status, ms] = JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
  if (status !== 200) throw new Error(`the callback answered ${status}`);
  return ms;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
