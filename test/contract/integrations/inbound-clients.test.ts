import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Caller } from '../../../functions/adapters/lambda/caller.ts';
import { parseClientId } from '../../../functions/domain/api/registered-client.ts';
import { type IntegrationId, parseIntegrationId } from '../../../functions/domain/integrations/integration-ids.ts';
import { basic, EVERYTHING, GRANT, openAccess, refusalIn, tokenIn } from '../access/access-setup.ts';

let access: Awaited<ReturnType<typeof openAccess>>;
beforeAll(async () => {
  access = await openAccess();
});
afterAll(() => access.close());

const SHOWN = 'clientId clientSecret scopes tokenUrl createdOn';
const generate = (input: object, caller: Caller = EVERYTHING) =>
  access.change('generateProductIntegrationInboundClient', input, SHOWN, caller);
const revoke = (id: string, clientId: string, caller: Caller = EVERYTHING) =>
  access.refused('revokeProductIntegrationInboundClient', { id, clientId }, caller);
const refusedToGenerate = (input: object, caller: Caller = EVERYTHING) =>
  access.refused('generateProductIntegrationInboundClient', input, caller);

function integrationId(text: string): IntegrationId {
  const id = parseIntegrationId(text);
  if (id === undefined) throw new Error('no id of an integration');
  return id;
}

async function itemOf(clientId: unknown) {
  const pk = `CLIENT#${clientId}`;
  return (await access.table.client.send(new GetCommand({ TableName: access.table.name, Key: { pk } }))).Item;
}

describe('a generated client', () => {
  test('is shown once, with where its tokens are, nested and flat', async () => {
    const id = await access.create();
    const nested = `productIntegrationInboundClient { ${SHOWN} }`;
    const payload = await access.change(
      'generateProductIntegrationInboundClient',
      { id },
      `${nested} ${SHOWN}`,
      EVERYTHING,
    );
    const { productIntegrationInboundClient: inner, userErrors, ...flat } = payload;
    expect(userErrors).toBeNull();
    expect(inner).toEqual(flat);
    expect(flat).toMatchObject({
      clientId: expect.stringMatching(/^inc_[0-9a-f]{24}$/),
      scopes: ['events:read', 'events:write'],
      tokenUrl: 'https://api.example/v1/oauth2/token',
    });
    const seen = await access.read(id, 'inboundClients { clientId scopes createdOn }');
    expect(JSON.stringify(seen)).not.toContain(String(flat['clientSecret']));
  });

  test('is shown with who generated it, also once that client is revoked: it lives on', async () => {
    const id = await access.create();
    const maker = await access.generate(id, ['integrations:read', 'integrations:write', 'events:read']);
    const caller = { ...EVERYTHING, client: maker.clientId };
    const generate = { id, scopes: ['events:read'] };
    const left = await access.change(
      'generateProductIntegrationInboundClient',
      generate,
      'clientId clientSecret',
      caller,
    );
    expect(await revoke(id, maker.clientId)).toEqual([]);
    expect(await access.read(id, 'inboundClients { clientId createdBy }')).toEqual({
      inboundClients: [{ clientId: left['clientId'], createdBy: maker.clientId }],
    });
    const credentials = { clientId: String(left['clientId']), clientSecret: String(left['clientSecret']) };
    expect((await access.send(GRANT, basic(credentials))).status).toBe(200);
  });

  test('leaves a salted digest of its secret in the table, and the secret nowhere', async () => {
    const id = await access.create();
    const { clientId, clientSecret } = await access.generate(id);
    const item = await itemOf(clientId);
    expect(item).toMatchObject({
      salt: expect.stringMatching(/^[0-9a-f]{32}$/),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const audit = await access.read(id, 'audit(first: 50) { nodes { action by fields } }');
    expect(JSON.stringify([item, await access.deps.integrations.find(integrationId(id)), audit])).not.toContain(
      clientSecret,
    );
    expect(audit).toMatchObject({
      audit: {
        nodes: [
          { action: 'generateProductIntegrationInboundClient', by: 'operator', fields: ['clients'] },
          { action: 'createProductIntegration' },
        ],
      },
    });
  });

  test('is one of two at most', async () => {
    const id = await access.create();
    const first = await access.generate(id);
    await access.generate(id);
    expect(await refusedToGenerate({ id })).toEqual(['TOO_MANY_CLIENTS']);
    expect(await revoke(id, first.clientId)).toEqual([]);
    expect(await refusedToGenerate({ id })).toEqual([]);
  });

  test('is one of two at most when five are asked for at once', async () => {
    const id = await access.create();
    const asked = await Promise.all(Array.from({ length: 5 }, () => refusedToGenerate({ id })));
    expect(asked.filter((codes) => codes.length === 0)).toHaveLength(2);
    const seen = await access.read(id, 'inboundClients { clientId }');
    expect(seen?.['inboundClients']).toHaveLength(2);
  });
});

describe('a client never exceeds its maker', () => {
  const maker = (scopes: string[], products: Caller['products'] = 'all'): Caller => ({
    client: 'maker',
    scopes: new Set(['integrations:write', ...scopes]),
    products,
  });

  test('in its scopes', async () => {
    const id = await access.create();
    const scopes = ['connections:read', 'events:read'];
    expect(await refusedToGenerate({ id, scopes }, maker(['events:read']))).toEqual(['FORBIDDEN']);
    expect(await generate({ id, scopes }, maker(scopes))).toMatchObject({ scopes, userErrors: null });
    expect(await refusedToGenerate({ id }, maker(['events:read']))).toEqual(['FORBIDDEN']);
  });

  test('in its products', async () => {
    const bound = maker(['events:read', 'events:write'], ['demo']);
    const id = await access.create({}, bound);
    const { clientId } = await generate({ id }, bound);
    expect(await itemOf(clientId)).toMatchObject({ products: ['demo'], createdBy: 'maker' });
    expect(await itemOf((await access.generate(id)).clientId)).not.toHaveProperty('products');
  });

  test('by way of AWS signatures, which say nothing of scopes', async () => {
    const id = await access.create();
    const signed: Caller = { client: 'arn:aws:iam::0:user/ana', scopes: 'all', products: 'as-bound' };
    expect(await refusedToGenerate({ id, scopes: ['connections:credentials'] }, signed)).toEqual(['FORBIDDEN']);
    expect(await refusedToGenerate({ id }, signed)).toEqual([]);
  });

  test.each([['read'], ['handfast/connections:read'], ['*'], ['']])(
    'with a scope that there is not: %j',
    async (scope) => {
      const id = await access.create();
      expect(await refusedToGenerate({ id, scopes: [scope] })).toEqual(['INPUT_INVALID']);
      expect(await refusedToGenerate({ id, scopes: [] })).toEqual(['INPUT_INVALID']);
    },
  );
});

describe('a client counts for nothing', () => {
  test('before its integration lists it, and if that never happens', async () => {
    const id = await access.create();
    const created = vi.spyOn(access.deps.integrations, 'change').mockRejectedValueOnce(new Error('stopped'));
    const made = vi.spyOn(access.deps.clientItems, 'create');
    await expect(access.generate(id)).rejects.toThrow();
    const [client] = made.mock.calls[0] ?? [];
    created.mockRestore();
    made.mockRestore();
    if (client === undefined) throw new Error('no client was written');
    expect(await itemOf(client.id)).toBeDefined();
    // Its secret is lost; the digest of a known one takes its place.
    const other = await access.generate(await access.create());
    await access.table.client.send(
      new UpdateCommand({
        TableName: access.table.name,
        Key: { pk: `CLIENT#${client.id}` },
        UpdateExpression: 'SET salt = :salt, digest = :digest',
        ExpressionAttributeValues: {
          ':salt': (await itemOf(other.clientId))?.['salt'],
          ':digest': (await itemOf(other.clientId))?.['digest'],
        },
      }),
    );
    const known = { clientId: client.id, clientSecret: other.clientSecret };
    expect(refusalIn(await access.send(GRANT, basic(known)))).toBe('401 invalid_client');
    expect(await access.read(id, 'inboundClients { clientId }')).toEqual({ inboundClients: [] });
  });

  test('once it is revoked, whatever stops the revocation in between', async () => {
    const id = await access.create();
    const client = await access.generate(id);
    const stopped = vi.spyOn(access.deps.integrations, 'change').mockRejectedValueOnce(new Error('stopped'));
    await expect(revoke(id, client.clientId)).rejects.toThrow();
    stopped.mockRestore();
    expect(refusalIn(await access.send(GRANT, basic(client)))).toBe('401 invalid_client');
    expect(await revoke(id, client.clientId)).toEqual([]);
    expect(await access.read(id, 'inboundClients { clientId }')).toEqual({ inboundClients: [] });
    expect(await revoke(id, client.clientId)).toEqual([]);
  });

  test('once its integration is deleted', async () => {
    const id = await access.create();
    const client = await access.generate(id);
    expect(await access.refused('deleteProductIntegration', { id }, EVERYTHING)).toEqual([]);
    expect(refusalIn(await access.send(GRANT, basic(client)))).toBe('401 invalid_client');
    expect(await itemOf(client.clientId)).toHaveProperty('revokedAt');
  });
});

test('nobody revokes a client by way of an integration that does not list it', async () => {
  const [own, other] = [await access.create(), await access.create()];
  const client = await access.generate(other);
  expect(await revoke(own, client.clientId)).toEqual([]);
  tokenIn(await access.send(GRANT, basic(client)));
});

test('a client from before there were tokens is listed, of no use, and can be revoked', async () => {
  const id = await access.create();
  const legacy = { clientId: `inc_${'a'.repeat(24)}`, secretDigest: 'f'.repeat(64), scopes: ['events:read'] };
  await access.table.client.send(
    new UpdateCommand({
      TableName: access.table.name,
      Key: { pk: `INTEGRATION#${id}` },
      UpdateExpression: 'SET clients = :clients',
      ExpressionAttributeValues: { ':clients': [{ ...legacy, createdAt: '2026-01-01T00:00:00.000Z' }] },
    }),
  );
  expect(await access.read(id, 'inboundClients { clientId scopes lastUsedOn }')).toEqual({
    inboundClients: [{ clientId: legacy.clientId, scopes: ['events:read'], lastUsedOn: null }],
  });
  const guess = { clientId: legacy.clientId, clientSecret: 'x' };
  expect(refusalIn(await access.send(GRANT, basic(guess)))).toBe('401 invalid_client');
  expect(parseClientId(legacy.clientId)).toBeDefined();
  expect(await revoke(id, legacy.clientId)).toEqual([]);
  expect(await access.read(id, 'inboundClients { clientId }')).toEqual({ inboundClients: [] });
});

test('a secret is rotated without a request that fails while many ask', async () => {
  const id = await access.create();
  let inUse = await access.generate(id);
  const statuses = new Map<number, number>();
  let stop = false;
  async function backend(): Promise<void> {
    while (!stop) {
      const { status } = await access.send(GRANT, basic(inUse));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  }
  const backends = Promise.all(Array.from({ length: 8 }, backend));
  for (let rotation = 0; rotation < 3; rotation += 1) {
    const old = inUse;
    inUse = await access.generate(id);
    const before = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    // Requests under way with the old secret end before it is revoked, as the guide says.
    await vi.waitUntil(() => [...statuses.values()].reduce((sum, count) => sum + count, 0) > before + 20, 10_000);
    expect(await revoke(id, old.clientId)).toEqual([]);
    expect(refusalIn(await access.send(GRANT, basic(old)))).toBe('401 invalid_client');
  }
  stop = true;
  await backends;
  expect([...statuses.keys()]).toEqual([200]);
  expect(statuses.get(200)).toBeGreaterThan(60);
});
