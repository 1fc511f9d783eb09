import { createServer, type Server } from 'node:http';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openTable } from '../../../functions/adapters/dynamodb/table.ts';

/** A DynamoDB that fails a given number of times, and then answers. */
let server: Server;
let failures = 0;
let asked = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    asked += 1;
    const failing = asked <= failures;
    response.writeHead(failing ? 500 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(failing ? '{"__type":"InternalServerError"}' : '{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'none');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'none');
});
afterEach(() => {
  asked = 0;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const anything = new GetCommand({ TableName: 'handfast', Key: { pk: 'x' } });

test('a write that keeps a token goes on where another gives up', async () => {
  failures = 6;
  await expect(openTable('handfast').client.send(anything)).rejects.toThrow();
  expect(asked).toBeLessThan(failures);
  asked = 0;
  await expect(openTable('handfast').persistent.send(anything)).resolves.toBeDefined();
  expect(asked).toBe(failures + 1);
});
