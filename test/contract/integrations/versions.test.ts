import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openEventSender } from './event-sender.ts';
import { type GraphQlSetup, idIn, OPERATOR, openGraphQl } from './graphql-setup.ts';

let setup: GraphQlSetup;
beforeAll(async () => {
  setup = await openGraphQl();
});
afterAll(() => setup.close());

const FIELDS =
  'name createUrl cancelUrl payloadStyle outboundCredentials { type clientId tokenUri hasSecret } ' +
  'singleSignOn { ... on BookmarkConfiguration { url } } formFields { key }';

const publish = (integrationId: string, more: object = {}) =>
  setup.change(
    'publishProductIntegration',
    { integrationId, ...more },
    `productIntegration { id version note ${FIELDS} }`,
  );

describe('publishing', () => {
  test('answers with the version, whose id is found again by a repetition', async () => {
    const id = await setup.create({ name: 'Acme' });
    const first = await publish(id, { note: 'first' });
    expect(first).toMatchObject({ productIntegration: { version: 'PUBLISHED', note: 'first', name: 'Acme' } });
    expect(await publish(id)).toEqual(first);
    await setup.change('updateProductIntegration', { id, name: 'Acme 2' });
    expect(idIn(await publish(id))).not.toBe(idIn(first));
  });

  test('of another revision than the one that was read is refused', async () => {
    const id = await setup.create();
    expect(await setup.refused('publishProductIntegration', { integrationId: id, revision: 2 })).toEqual([
      'REVISION_CONFLICT',
    ]);
  });

  test('stopped between its two writes shows nothing, and gives the same id when it is repeated', async () => {
    const real = setup.deps.integrations;
    let kept: unknown;
    const stopped = await openGraphQl({
      integrations: {
        ...real,
        keepSnapshot: async (snapshot) => {
          kept = snapshot.id;
          await real.keepSnapshot(snapshot);
          throw new Error('the function was stopped');
        },
      },
      snapshot: setup.deps.snapshot,
    });
    const id = await setup.create({ name: 'Acme' });
    await expect(stopped.change('publishProductIntegration', { integrationId: id })).rejects.toThrow(
      'Something went wrong',
    );
    await stopped.close();
    expect(await setup.read(id, 'published { id } changedSincePublished')).toEqual({
      published: null,
      changedSincePublished: true,
    });
    expect(idIn(await publish(id))).toBe(kept);
  });

  test('an edit is not published until it is, and can be seen not to be', async () => {
    const id = await setup.create({ name: 'Acme' });
    await publish(id);
    await setup.change('updateProductIntegration', { id, name: 'Edited' });
    const selection = 'name changedSincePublished published { name version sourceId }';
    expect(await setup.read(id, selection)).toEqual({
      name: 'Edited',
      changedSincePublished: true,
      published: { name: 'Acme', version: 'PUBLISHED', sourceId: id },
    });
    await setup.change('updateProductIntegration', { id, name: 'Acme' });
    expect(await setup.read(id, 'changedSincePublished')).toEqual({ changedSincePublished: false });
    expect(await setup.read(id, 'name version', OPERATOR, 'PUBLISHED')).toEqual({ name: 'Acme', version: 'PUBLISHED' });
  });

  test('keeps twenty versions, each found by its own id', async () => {
    const id = await setup.create();
    const ids: string[] = [];
    for (let round = 0; round < 22; round += 1) {
      await setup.change('updateProductIntegration', { id, name: `Version ${round}` });
      ids.push(idIn(await publish(id)));
    }
    const found = await setup.read(id, 'history(first: 50) { id version }');
    const history = z
      .object({ history: z.array(z.object({ id: z.string(), version: z.string() })) })
      .parse(found).history;
    expect(history.map((one) => one.id)).toEqual(ids.slice(2).toReversed());
    expect(history.slice(0, 2).map(({ version }) => version)).toEqual(['PUBLISHED', ids.at(-2)]);
    expect(await setup.read(ids[5] ?? '', 'name')).toEqual({ name: 'Version 5' });
    expect(await setup.refused('rollbackProductIntegration', { integrationId: id, toId: ids[1] })).toEqual([
      'NOT_IN_HISTORY',
    ]);
  });
});

describe('rolling back', () => {
  test('restores every field, of the published and of the working one, in one step', async () => {
    const outboundCredentials = { type: 'OAUTH2', clientId: 'a', clientSecret: 'b', tokenUri: 'https://a.example' };
    const id = await setup.create({
      name: 'Acme',
      createUrl: 'https://a.example',
      payloadStyle: 'EVENT_URL',
      outboundCredentials,
      formFields: [{ key: 'vat', type: 'TEXT', labels: [{ language: 'en', text: 'VAT' }] }],
    });
    await setup.change('addProductIntegrationBookmarkConfiguration', {
      integrationConfigurationId: id,
      url: 'https://b',
    });
    const toId = idIn(await publish(id));
    const before = await setup.read(id, FIELDS);
    await setup.change('updateProductIntegration', {
      id,
      name: null,
      createUrl: null,
      payloadStyle: 'STANDARD_WEBHOOK',
      outboundCredentials: null,
      formFields: [],
    });
    await setup.change('removeProductIntegrationSingleSignOnConfiguration', { integrationConfigurationId: id });
    const bad = idIn(await publish(id));
    expect(await setup.refused('rollbackProductIntegration', { integrationId: id, toId })).toEqual([]);
    expect(await setup.read(id, FIELDS)).toEqual(before);
    expect(await setup.read(id, `published { id } changedSincePublished revision history { id }`)).toEqual({
      published: { id: toId },
      changedSincePublished: false,
      revision: 5,
      history: [{ id: toId }, { id: bad }],
    });
    expect(await setup.read(id, FIELDS, OPERATOR, 'PUBLISHED')).toEqual(before);
  });
});

describe('over any sequence of edits, pings, publishes, rollbacks and events', () => {
  type Kind = 'event' | 'edit' | 'ping' | 'publish' | 'rollback' | 'rotate';
  /** What the table should hold after some steps. */
  type Model = { working: string; published: string | null; readonly versions: { id: string; name: string }[] };

  const step = fc.record({
    kind: fc.constantFrom<Kind[]>('event', 'event', 'edit', 'edit', 'ping', 'publish', 'rollback', 'rotate'),
    value: fc.nat(99),
  });

  const urlOf = (name: string) => `https://a.example/${encodeURIComponent(name)}`;
  let connect: ReturnType<typeof openEventSender>;

  const run: Readonly<Record<Kind, (id: string, model: Model, value: number) => Promise<unknown>>> = {
    edit: (id, model, value) => {
      model.working = `name ${value}`;
      return setup.change('updateProductIntegration', { id, name: model.working, createUrl: urlOf(model.working) });
    },
    event: async (id, { published }) => expect(await connect(id)).toEqual(published === null ? [] : [urlOf(published)]),
    ping: (id) => setup.change('triggerProductIntegrationPingTest', { id }),
    rotate: (id) => setup.change('rotateProductIntegrationSigningSecret', { id }),
    publish: async (id, model) => {
      model.versions.push({ id: idIn(await publish(id)), name: model.working });
      model.published = model.working;
    },
    rollback: async (id, model, value) => {
      const version = model.versions[value % Math.max(model.versions.length, 1)];
      if (version === undefined) return;
      await setup.change('rollbackProductIntegration', { integrationId: id, toId: version.id });
      model.working = version.name;
      model.published = version.name;
    },
  };

  test('what is published, and called, is what the last publish or rollback made of it', async () => {
    connect = openEventSender(setup);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const id = await setup.create({ name: 'begin', createUrl: urlOf('begin') });
        const model: Model = { working: 'begin', published: null, versions: [] };
        for (const { kind, value } of steps) {
          setup.moveClock(11_000);
          await run[kind](id, model, value);
          expect(await setup.read(id, 'name published { name } changedSincePublished')).toEqual({
            name: model.working,
            published: model.published === null ? null : { name: model.published },
            changedSincePublished: model.working !== model.published,
          });
        }
      }),
      { numRuns: 12, seed: 14 },
    );
  }, 120_000);
});

describe('the audit', () => {
  test('says who changed what when, and never a secret', async () => {
    const id = await setup.create({ name: 'Acme' });
    const ana = { client: 'ana', scopes: 'all' as const, products: 'as-bound' as const };
    const outboundCredentials = { type: 'BASIC', username: 'u', password: 'hunter2' };
    await setup.change(
      'updateProductIntegration',
      { id, name: 'B', createUrl: 'https://a.example', outboundCredentials },
      '',
      ana,
    );
    await publish(id);
    const { audit } =
      (await setup.read(id, 'audit { nodes { by action revision fields on } pageInfo { hasNextPage } }')) ?? {};
    expect(audit).toEqual({
      nodes: [
        {
          by: 'operator',
          action: 'publishProductIntegration',
          revision: 2,
          fields: ['published'],
          on: expect.any(Number),
        },
        {
          by: 'ana',
          action: 'updateProductIntegration',
          revision: 2,
          fields: ['credentials', 'name', 'urls.createUrl'],
          on: expect.any(Number),
        },
        { by: 'operator', action: 'createProductIntegration', revision: 1, fields: ['name'], on: expect.any(Number) },
      ],
      pageInfo: { hasNextPage: false },
    });
    expect(JSON.stringify(audit)).not.toContain('hunter2');
  });

  test('comes in pages', async () => {
    const id = await setup.create();
    for (const name of ['A', 'B', 'C']) await setup.change('updateProductIntegration', { id, name });
    const page = async (after: string | null) => {
      const query = `query ($after: String) { auditEntries(integrationId: "${id}", first: 3, after: $after) { nodes { revision } pageInfo { endCursor } } }`;
      const { data } = await setup.ask(query, { after });
      return z
        .object({
          auditEntries: z.object({
            nodes: z.array(z.object({ revision: z.number() })),
            pageInfo: z.object({ endCursor: z.string().nullable() }),
          }),
        })
        .parse(data).auditEntries;
    };
    const first = await page(null);
    expect(first.nodes).toEqual([{ revision: 4 }, { revision: 3 }, { revision: 2 }]);
    expect((await page(first.pageInfo.endCursor)).nodes).toEqual([{ revision: 1 }]);
  });

  test('holds the entry of a change whose function was stopped before it was put', async () => {
    const { openIntegrationRepository } = await import(
      '../../../functions/adapters/dynamodb/integrations/integration-repository.ts'
    );
    const id = await setup.create();
    const puts: string[] = [];
    // Drops the second put of the change: the one after its conditional write.
    const send = setup.table.client.send.bind(setup.table.client);
    const client = new Proxy(setup.table.client, {
      get: (target, name) =>
        name !== 'send'
          ? Reflect.get(target, name)
          : async (command: Parameters<typeof send>[0]) => {
              const key = String(Reflect.get(Object(Reflect.get(command.input, 'Item')), 'pk'));
              if (key.startsWith('AUDIT#')) puts.push(key);
              if (puts.length === 2) throw new Error('the function was stopped');
              return send(command);
            },
    });
    const stopped = await openGraphQl({
      ...setup.deps,
      integrations: openIntegrationRepository({ ...setup.table, client }),
    });
    await expect(stopped.change('updateProductIntegration', { id, name: 'A' })).rejects.toThrow();
    await stopped.close();
    expect(await setup.read(id, 'name')).toEqual({ name: 'A' });
    const { audit: before } = (await setup.read(id, 'audit(first: 1) { nodes { revision } }')) ?? {};
    expect(before).toEqual({ nodes: [{ revision: 2 }] });
    await setup.change('updateProductIntegration', { id, name: 'B' });
    const { audit } = (await setup.read(id, 'audit { nodes { revision } }')) ?? {};
    expect(audit).toEqual({ nodes: [{ revision: 3 }, { revision: 2 }, { revision: 1 }] });
  });
});
