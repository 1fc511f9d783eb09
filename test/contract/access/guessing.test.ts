import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAILURES_MAX } from '../../../functions/adapters/dynamodb/clients/client-failures.ts';
import { basic, type Generated, GRANT, openAccess, refusalIn, tokenIn, tokenRequest } from './access-setup.ts';

let access: Awaited<ReturnType<typeof openAccess>>;
beforeAll(async () => {
  access = await openAccess();
});
afterAll(() => access.close());

const wrong = ({ clientId }: Generated, secret = 'w'.repeat(43)) => basic({ clientId, clientSecret: secret });

async function guesses(client: Generated, times: number): Promise<string[]> {
  const answers = [];
  for (let index = 0; index < times; index += 1)
    answers.push(await access.send(GRANT, wrong(client, `guess-${index}`)));
  return answers.map(refusalIn);
}

test('whoever guesses is told to wait after ten wrong secrets in a minute', async () => {
  const client = await access.generate(await access.create());
  const answers = await guesses(client, FAILURES_MAX + 3);
  expect(answers.slice(0, FAILURES_MAX)).toEqual(Array.from({ length: FAILURES_MAX }, () => '401 invalid_client'));
  expect(answers.slice(FAILURES_MAX)).toEqual(Array.from({ length: 3 }, () => '429 invalid_client'));
  const { headers } = await access.send(GRANT, wrong(client));
  expect(Number(headers?.['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(Number(headers?.['retry-after'])).toBeLessThanOrEqual(60);
});

test('the client itself gets its tokens while somebody guesses', async () => {
  const client = await access.generate(await access.create());
  await guesses(client, FAILURES_MAX + 5);
  tokenIn(await access.send(GRANT, basic(client)));
});

test('an id that nobody has is throttled like one that somebody has', async () => {
  const nobody = { clientId: `cli_${'0'.repeat(24)}`, clientSecret: '' };
  expect((await guesses(nobody, FAILURES_MAX + 1)).at(-1)).toBe('429 invalid_client');
});

test('guesses at one client slow no other down', async () => {
  const [attacked, other] = [
    await access.generate(await access.create()),
    await access.generate(await access.create()),
  ];
  await guesses(attacked, FAILURES_MAX + 1);
  expect(refusalIn(await access.send(GRANT, wrong(other)))).toBe('401 invalid_client');
});

test('guesses are counted over all functions, and a flood of them is no flood of writes', async () => {
  const client = await access.generate(await access.create());
  await guesses(client, FAILURES_MAX + 1);
  expect(refusalIn(await access.warm()(tokenRequest(GRANT, wrong(client))))).toBe('429 invalid_client');
  const calls: unknown[] = [];
  const { send } = access.table.client;
  access.table.client.send = (command: unknown) => {
    calls.push(command);
    return Reflect.apply(send, access.table.client, [command]);
  };
  await guesses(client, 50);
  access.table.client.send = send;
  // One read of the client each.
  expect(calls).toHaveLength(50);
});

test('after a minute, a mistake is an ordinary one again', async () => {
  const client = await access.generate(await access.create());
  await guesses(client, FAILURES_MAX + 1);
  access.moveClock(60_000);
  expect(refusalIn(await access.send(GRANT, wrong(client)))).toBe('401 invalid_client');
});
