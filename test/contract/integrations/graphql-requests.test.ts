import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type GraphQlSetup, OPERATOR, openGraphQl } from './graphql-setup.ts';

let setup: GraphQlSetup;
beforeAll(async () => {
  setup = await openGraphQl();
});
afterAll(() => setup.close());

afterEach(() => vi.restoreAllMocks());

/** What is logged from now on. */
function logLines(): readonly string[] {
  const lines: string[] = [];
  const write = (chunk: string | Uint8Array) => lines.push(String(chunk)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  return lines;
}

const codeOf = (answer: Awaited<ReturnType<GraphQlSetup['ask']>>) => answer.errors?.[0]?.extensions?.code;

describe('what is too much', () => {
  test('a body of more than 64 KB is not read', async () => {
    const body = JSON.stringify({ query: `{ __typename } #${'a'.repeat(64 * 1024)}` });
    expect(await setup.post(body)).toMatchObject({ status: 413 });
    expect(await setup.post(body.slice(0, 60_000))).toMatchObject({ status: 400 });
  });

  test('a document of more than 1,000 tokens is not parsed to its end', async () => {
    const query = (fields: number) => `{ __typename ${'products { pageInfo { endCursor } } '.repeat(fields)} }`;
    expect((await setup.ask(query(140))).errors?.[0]?.message).not.toContain('token');
    const { errors } = await setup.ask(query(150));
    expect(errors?.[0]?.message).toContain('1000');
  });

  test('six root fields, in one operation or through fragments', async () => {
    const fields = (count: number) => Array.from({ length: count }, (_, at) => `f${at}: __typename`).join(' ');
    expect(await setup.ask(`{ ${fields(5)} }`)).toMatchObject({ data: { f4: 'Query' } });
    expect(codeOf(await setup.ask(`{ ${fields(6)} }`))).toBe('LIMIT_EXCEEDED');
    const hidden = `{ ...a ...b } fragment a on Query { ${fields(3)} } fragment b on Query { g: __typename h: __typename i: __typename }`;
    expect(codeOf(await setup.ask(hidden))).toBe('LIMIT_EXCEEDED');
  });

  test('fields nested nine deep, through fragments too', async () => {
    const nested = (depth: number) => `${'published { '.repeat(depth)} id ${'}'.repeat(depth)}`;
    const query = (depth: number) => `{ productIntegration(id: "1") { ${nested(depth)} } }`;
    expect(await setup.ask(query(6))).toEqual({ data: { productIntegration: null } });
    expect(codeOf(await setup.ask(query(7)))).toBe('LIMIT_EXCEEDED');
    const spread = `{ productIntegration(id: "1") { published { published { ...deep } } } } fragment deep on ProductIntegration { ${nested(5)} }`;
    expect(codeOf(await setup.ask(spread))).toBe('LIMIT_EXCEEDED');
  });

  test('a fragment that spreads itself, or doubles with each spread, is refused or measured at once', async () => {
    const { errors } = await setup.ask('{ products { ...a } } fragment a on ProductConnection { ...a }');
    expect(errors?.[0]?.message).toContain('Cannot spread fragment "a" within itself');
    const doubling = Array.from(
      { length: 60 },
      (_, at) => `fragment f${at} on ProductConnection { ${at === 59 ? '__typename' : `...f${at + 1} ...f${at + 1}`} }`,
    );
    const began = performance.now();
    await setup.ask(`{ products { ...f0 } } ${doubling.join(' ')}`);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('lists within lists, once they read too much', async () => {
    for (let at = 0; at < 8; at += 1) {
      const integrationId = await setup.create({ name: `${at}` });
      for (let edit = 0; edit < 8; edit += 1) {
        await setup.change('updateProductIntegration', { id: integrationId, name: `${at} ${edit}` });
        await setup.change('publishProductIntegration', { integrationId });
      }
    }
    const query = '{ productIntegrations(first: 50) { nodes { history { history { history { id } } } } } }';
    const answer = await setup.ask(query);
    expect(codeOf(answer)).toBe('LIMIT_EXCEEDED');
  }, 60_000);

  test('more than fifty at once', async () => {
    expect(codeOf(await setup.ask('{ products(first: 51) { nodes { id } } }'))).toBe('INPUT_INVALID');
    expect(codeOf(await setup.ask('{ products(after: "AAAA") { nodes { id } } }'))).toBe('INPUT_INVALID');
  });
});

describe('the schema', () => {
  test('is shown to whoever asks, by the query that tools send', async () => {
    const { data, errors } = await setup.ask(getIntrospectionQuery({ inputValueDeprecation: true }));
    expect(errors).toBeUndefined();
    const schema = buildClientSchema(Object(data) as IntrospectionQuery);
    expect(schema.getMutationType()?.getFields()).toHaveProperty('replayDeliveries');
  });

  test('takes names of enums as strings and as names, and refuses others', async () => {
    const ask = (version: string) => setup.ask(`{ productIntegration(id: "1", version: ${version}) { id } }`);
    expect(await ask('"PUBLISHED"')).toEqual({ data: { productIntegration: null } });
    expect(await ask('PUBLISHED')).toEqual({ data: { productIntegration: null } });
    expect((await ask('"DRAFT"')).errors?.[0]?.message).toContain('DRAFT');
    expect((await ask('1')).errors?.[0]?.message).toContain('Enum');
  });

  test('reads times as milliseconds and as ISO 8601 with a zone', async () => {
    const integrationId = await setup.create();
    const replay = (failedSince: string) =>
      setup.ask(
        `mutation { replayDeliveries(input: {integrationId: "${integrationId}", failedSince: ${failedSince}}) { queued } }`,
      );
    expect(await replay('1689287082000')).toEqual({ data: { replayDeliveries: { queued: 0 } } });
    expect(await replay('"2026-11-26T08:00:00+01:00"')).toEqual({ data: { replayDeliveries: { queued: 0 } } });
    for (const wrong of ['"yesterday"', '"2026-11-26T08:00:00"', '1.5', 'true']) {
      expect((await replay(wrong)).errors?.[0]?.message, wrong).toContain('DateTime');
    }
    const { createdOn } = (await setup.read(integrationId, 'createdOn')) ?? {};
    expect(createdOn).toBeGreaterThan(1_600_000_000_000);
  });
});

describe('errors that nobody foresaw', () => {
  test('say nothing of themselves, and are logged without their words', async () => {
    const logged = logLines();
    const broken = await openGraphQl({
      integrations: { ...setup.deps.integrations, find: () => Promise.reject(new TypeError('table handfast-prod')) },
    });
    const id = '5f157a26-0238-4f3f-9c31-1f3e65b4713e';
    const { status, body } = await broken.post({ query: `{ productIntegration(id: "${id}") { id } }` });
    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        data: { productIntegration: null },
        errors: [
          {
            message: 'Something went wrong on our side. It has been recorded. Try again.',
            locations: [{ line: 1, column: 3 }],
            path: ['productIntegration'],
            extensions: { code: 'INTERNAL' },
          },
        ],
      },
    ]);
    expect(logged.join('')).toContain('TypeError');
    expect(logged.join('')).not.toContain('handfast-prod');
    await broken.close();
  });

  test('a query that cannot be read is in no log', async () => {
    const logged = logLines();
    await setup.post({ query: 'mutation { createProductIntegration(input: {clientSecret: "hunter2"' }, OPERATOR);
    await setup.post({ query: 'mutation { createProductIntegration(input: {secret: "hunter2"}) { signingSecret } }' });
    expect(logged.join('')).not.toContain('hunter2');
  });
});

test('answers in the media type that was asked for, with the status that it asks for', async () => {
  const ask = async (query: string, accept: string, contentType?: string) => {
    const { status, headers } = await setup.post({ query }, OPERATOR, { accept, ...(contentType && { contentType }) });
    return [status, headers?.['content-type']];
  };
  const [plain, own] = ['application/json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'];
  expect(await ask('{', '')).toEqual([200, plain]);
  expect(await ask('{', 'application/graphql-response+json')).toEqual([400, own]);
  expect(await ask('{ nothing }', 'application/graphql-response+json, application/json;q=0.9')).toEqual([400, own]);
  expect(await ask('{ __typename }', 'text/html, application/*;q=0.2')).toEqual([200, plain]);
  expect(await ask('{ __typename }', 'text/html')).toEqual([406, plain]);
  expect(await ask('{ __typename }', 'application/json;q=0, text/html')).toEqual([406, plain]);
  expect(await ask('{ __typename }', '', 'text/plain')).toEqual([415, plain]);
});
