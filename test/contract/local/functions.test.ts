import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { LittleLocal } from './small-stack.ts';
import { startLittle } from './small-stack.ts';

let local: LittleLocal;

beforeAll(async () => {
  process.env['HANDFAST_TEST_LEAK'] = 'of the starting process';
  local = await startLittle();
});
afterAll(async () => {
  delete process.env['HANDFAST_TEST_LEAK'];
  await local.remove();
});

const Echoed = z.object({
  environment: z.record(z.string(), z.string()),
  now: z.number(),
  context: z.object({
    awsRequestId: z.string(),
    functionName: z.string(),
    invokedFunctionArn: z.string(),
    memoryLimitInMB: z.string(),
    left: z.number(),
  }),
});

async function echo(event: unknown = {}) {
  return Echoed.parse(await local.invoke('Echo', event));
}

test("gives a function its own variables and the runtime's, and no other", async () => {
  const { environment } = await echo();
  expect(environment).toMatchObject({
    WHO: 'echo',
    TABLE: 'Little-Table',
    URL: local.url,
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'Little-Echo',
    AWS_ENDPOINT_URL_DYNAMODB: local.tableAccess.endpoint,
    AWS_ENDPOINT_URL_KMS: local.awsUrl,
  });
  expect(environment).not.toHaveProperty('HANDFAST_TEST_LEAK');
  expect(environment).not.toHaveProperty('PATH');
});

test('hands over a context with the time left', async () => {
  const { context } = await echo({ waitMs: 50 });
  expect(context).toMatchObject({
    functionName: 'Little-Echo',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Little-Echo',
    memoryLimitInMB: '256',
  });
  expect(context.left).toBeGreaterThan(1000);
  expect(context.left).toBeLessThan(1960);
});

test('lets no more than forty wait for one function’s answer, and begins the time of the others later', async () => {
  const begun = performance.now();
  const echoed = await Promise.all(Array.from({ length: 80 }, () => echo({ waitMs: 300 })));
  expect(performance.now() - begun).toBeGreaterThan(600);
  for (const { context } of echoed) expect(context.left).toBeGreaterThan(1000);
});

test('answers several invocations of one function at a time', async () => {
  const begun = performance.now();
  await Promise.all([1, 2, 3, 4].map(() => echo({ waitMs: 300 })));
  expect(performance.now() - begun).toBeLessThan(900);
});

test("reports a function's error by its name", async () => {
  await expect(local.invoke('Echo', { fail: { name: 'store_busy', message: 'later' } })).rejects.toMatchObject({
    report: { errorType: 'store_busy', errorMessage: 'later' },
  });
});

test("refuses an answer beyond Lambda's limit, and takes one at it", async () => {
  const LIMIT_BYTES = 6_291_556;
  const QUOTES = 2;
  const most = 'x'.repeat(LIMIT_BYTES - QUOTES);
  expect(await local.invoke('Echo', { answer: most })).toHaveLength(most.length);
  await expect(local.invoke('Echo', { answer: `${most}x` })).rejects.toMatchObject({
    report: { errorType: 'Function.ResponseSizeTooLarge' },
  });
});

test('times a function out, and serves the next invocation', async () => {
  await expect(local.invoke('Echo', { waitMs: 4000 })).rejects.toMatchObject({
    report: { errorType: 'Sandbox.Timedout' },
  });
  expect((await echo()).context.functionName).toBe('Little-Echo');
});

test('replaces a thread that crashed, and logs why', async () => {
  await expect(local.invoke('Echo', { crash: true, waitMs: 1000 })).rejects.toMatchObject({
    report: { errorType: 'Runtime.ExitError' },
  });
  expect((await echo()).context.functionName).toBe('Little-Echo');
  expect(readFileSync(local.logFile, 'utf8')).toContain('nobody catches this');
});

test('shows functions the moved clock', async () => {
  const HOUR_MS = 3_600_000;
  local.moveClock(HOUR_MS);
  const { now } = await echo();
  local.moveClock(-HOUR_MS);
  expect(now - Date.now()).toBeGreaterThan(HOUR_MS - 5000);
  expect((await echo()).now - Date.now()).toBeLessThan(1000);
});
