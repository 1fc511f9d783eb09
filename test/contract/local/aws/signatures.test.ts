import { request } from 'node:http';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Credentials } from '../../../../infra/local/aws/credentials.ts';
import { createCredentials } from '../../../../infra/local/aws/credentials.ts';
import { authorizationOf } from '../../../../infra/local/aws/signature.ts';
import type { LittleLocal } from '../small-stack.ts';
import { startLittle } from '../small-stack.ts';

let local: LittleLocal;

beforeAll(async () => {
  local = await startLittle();
});
afterAll(() => local.remove());

type Sent = { credentials?: Credentials; host?: string; body?: string; sentBody?: string; authorization?: string };

/** A call signed by hand; `sentBody` replaces what was signed. */
async function call(endpoint: string, target: string, sent: Sent = {}): Promise<{ status: number; code: string }> {
  const { credentials = local.tableAccess.credentials, host = new URL(endpoint).host, body = '{}' } = sent;
  const named = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20261125/us-east-1/any/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`;
  const headers = { host, 'x-amz-date': '20261125T120000Z', 'x-amz-target': target, authorization: named };
  const unsigned = { method: 'POST', url: '/', headers, body: Buffer.from(body) };
  const authorization = sent.authorization ?? (await authorizationOf(credentials, unsigned));
  const all = { ...headers, authorization, 'content-type': 'application/x-amz-json-1.0' };
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint);
    const sending = request({ hostname, port, method: 'POST', headers: all }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(Buffer.from(chunk));
      const answered: { __type?: string } = JSON.parse(Buffer.concat(chunks).toString());
      resolve({ status: response.statusCode ?? 0, code: (answered.__type ?? '').replace(/^.*#/, '') });
    });
    sending.on('error', reject).end(sent.sentBody ?? body);
  });
}

const ENDPOINTS = [
  ['DynamoDB', () => local.tableAccess.endpoint, 'DynamoDB_20120810.ListTables', 200, ''],
  ['KMS and the others', () => local.awsUrl, 'AWSEvents.PutEvents', 400, 'ValidationException'],
] as const;

describe.each(ENDPOINTS)('%s', (_, endpoint, target, status, code) => {
  test("takes a call that is signed with the run's credentials", async () => {
    expect(await call(endpoint(), target)).toEqual({ status, code });
  });

  test('refuses another access key', async () => {
    const credentials = { ...local.tableAccess.credentials, accessKeyId: 'local' };
    expect((await call(endpoint(), target, { credentials })).code).toBe('UnrecognizedClientException');
  });

  test('refuses the right access key with another secret', async () => {
    const credentials = { ...local.tableAccess.credentials, secretAccessKey: 'local' };
    expect((await call(endpoint(), target, { credentials })).code).toBe('InvalidSignatureException');
  });

  test('refuses a body that is not the one that was signed', async () => {
    const sent = { body: '{"Limit":1}', sentBody: '{"Limit":2}' };
    expect((await call(endpoint(), target, sent)).code).toBe('InvalidSignatureException');
  });

  test.each([
    ['', 'MissingAuthenticationTokenException'],
    ['AWS4-HMAC-SHA256 x', 'IncompleteSignatureException'],
    ['Bearer x', 'IncompleteSignatureException'],
  ])('refuses the header "%s"', async (authorization, refused) => {
    expect((await call(endpoint(), target, { authorization })).code).toBe(refused);
  });

  test.each(['attacker.example', 'localhost', '127.0.0.1.attacker.example', '127.0.0.1@attacker.example'])(
    'refuses the host %s, also in a call that is signed',
    async (name) => {
      const { port } = new URL(endpoint());
      expect(await call(endpoint(), target, { host: `${name}:${port}` })).toMatchObject({
        status: 421,
        code: 'MisdirectedRequest',
      });
    },
  );
});

test('SDK clients are let in with the credentials that an instance gives, and refused with others', async () => {
  const others = { ...local.tableAccess, credentials: createCredentials(), maxAttempts: 1 };
  expect((await new DynamoDBClient(local.tableAccess).send(new ListTablesCommand({}))).TableNames).toHaveLength(1);
  await expect(new DynamoDBClient(others).send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
  const kms = new KMSClient({ ...others, endpoint: local.awsUrl });
  const encrypting = kms.send(new EncryptCommand({ KeyId: 'k', Plaintext: Buffer.from('x') }));
  await expect(encrypting).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
});

test('credentials are new in each run', () => {
  const [one, other] = [createCredentials(), createCredentials()];
  expect(one.accessKeyId).not.toBe(other.accessKeyId);
  expect(one.secretAccessKey).not.toBe(other.secretAccessKey);
});
