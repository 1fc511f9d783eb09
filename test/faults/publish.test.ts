import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { type ApiClientSetup, openApiClientSetup } from '../journey/api/api-setup.ts';
import { countingHost } from '../journey/handshake/counting-host.ts';
import { killable } from '../journey/webhooks/killable-functions.ts';

/*
 * A publish has two writes: the copy, and the pointer to it. Wherever its function is killed, what is published is whole, and a
 * repetition ends at the same version.
 */

const FUNCTION = /Integrations/;
const COPY = /PutItem SNAPSHOT#/;
const POINTER = /UpdateItem INTEGRATION#/;

let setup: ApiClientSetup;
let killAfter: RegExp | undefined;
let token: string;
beforeAll(async () => {
  let kill = (_: RegExp): void => undefined;
  const { host } = countingHost(undefined, (operation, body) => {
    const key = /"pk":\{"S":"([^"]*)"/.exec(body)?.[1] ?? '';
    if (!killAfter?.test(`${operation.split('.').at(-1)} ${key}`)) return;
    killAfter = undefined;
    kill(FUNCTION);
  });
  const functions = killable(host);
  kill = functions.kill;
  setup = await openApiClientSetup({ hostFunctions: functions.hostFunctions, schedules: false });
  token = await setup.token();
}, 180_000);
afterAll(() => setup?.close());
beforeEach(() => {
  killAfter = undefined;
});

const version = z.object({ id: z.string(), name: z.string() }).nullable();
const integration = z.object({
  id: z.string(),
  name: z.string(),
  published: version,
  history: z.array(z.object({ id: z.string() })),
  audit: z.object({ nodes: z.array(z.object({ action: z.string() })) }),
});
const FIELDS = 'id name published { id name } history { id } audit(first: 50) { nodes { action } }';

async function ask(query: string) {
  const response = await fetch(`${setup.local.url}/v1/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, text: await response.text() };
}

async function change(mutation: string, input: string, fields: string) {
  const { status, text } = await ask(`mutation { ${mutation}(input: {${input}}) { ${fields} userErrors { code } } }`);
  const payload = status === 200 ? JSON.parse(text).data[mutation] : undefined;
  if (payload !== undefined) expect(payload.userErrors).toBeNull();
  return { status, one: payload?.productIntegration };
}

const publish = (id: string) =>
  change('publishProductIntegration', `integrationId: "${id}"`, 'productIntegration { id }');

async function read(id: string) {
  const { text } = await ask(`{ productIntegration(id: "${id}") { ${FIELDS} } }`);
  return integration.parse(JSON.parse(text).data.productIntegration);
}

async function killed(id: string, after: RegExp): Promise<void> {
  killAfter = after;
  expect((await publish(id)).status).toBeGreaterThanOrEqual(500);
  expect(killAfter).toBeUndefined();
}

const publishes = ({ audit }: z.output<typeof integration>) =>
  audit.nodes.filter(({ action }) => action === 'publishProductIntegration').length;

test.each([
  ['its copy was written', COPY, 'First'],
  ['its pointer was moved', POINTER, 'Second'],
] as const)('a publish whose function is killed once %s is repeated to the same version', async (_, after, shown) => {
  const { one } = await change('createProductIntegration', 'name: "First"', 'productIntegration { id }');
  const before = (await publish(one.id)).one;
  await change('updateProductIntegration', `id: "${one.id}", name: "Second"`, 'productIntegration { id }');
  await killed(one.id, after);
  const between = await read(one.id);
  expect(between.published?.name).toBe(shown);
  const repeated = (await publish(one.id)).one;
  expect(repeated.id).not.toBe(before.id);
  if (shown === 'Second') expect(repeated.id).toBe(between.published?.id);
  expect((await publish(one.id)).one).toEqual(repeated);
  const end = await read(one.id);
  expect(end.published).toEqual({ id: repeated.id, name: 'Second' });
  expect(end.history.map(({ id }) => id)).toEqual([repeated.id, before.id]);
  expect(publishes(end)).toBe(2);
});
