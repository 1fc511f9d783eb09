import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Handfast, handfast } from '../../../client/handfast.ts';
import { type GraphQlSetup, OPERATOR, openGraphQl } from './graphql-setup.ts';

let setup: GraphQlSetup;
beforeAll(async () => {
  setup = await openGraphQl();
});
afterAll(() => setup.close());

/** The client of a caller with these scopes, in the place of whom HTTP is answered. */
function clientOf(scopes: Parameters<GraphQlSetup['post']>[1] = OPERATOR): Handfast {
  return handfast({
    url: 'https://connect.example',
    authorize: () => ({}),
    fetch: async (_, init) => {
      const accept = new Headers(init?.headers).get('accept') ?? '';
      const { status, headers, body } = await setup.post(String(init?.body), scopes, { accept });
      return new Response(body, { status, headers: Object.entries(headers ?? {}).map(([k, v]) => [k, String(v)]) });
    },
  });
}

const CREATE = `mutation ($input: CreateProductInput!) {
  createProduct(input: $input) { product { id } userErrors { code path message } }
}`;
const ID = '06ea7f9d-4a1b-4a00-810f-089ac43972e2';
type Created = { createProduct: { product: { id: string } } };

test('a mutation gives its payload', async () => {
  const { createProduct } = await clientOf().graphql<Created>(CREATE, { input: { id: ID, name: 'ERP' } });
  expect(createProduct.product).toEqual({ id: ID });
});

test('what a mutation refuses is thrown, and says where it is', async () => {
  await expect(clientOf().graphql(CREATE, { input: { id: ID, name: '' } })).rejects.toMatchObject({
    ...{ name: 'HandfastError', code: 'INPUT_INVALID', status: 200 },
    problems: [expect.stringMatching(/^input\.name: /)],
    userErrors: [{ code: 'INPUT_INVALID', path: ['input', 'name'] }],
  });
});

test('what is no operation of the schema is thrown in the words of GraphQL', async () => {
  await expect(clientOf().graphql('{ colour }')).rejects.toMatchObject({
    code: 'graphql_failed',
    problems: [expect.stringContaining('Cannot query field "colour"')],
  });
});

test('what the caller may not, and what is too much, have their codes', async () => {
  const nobody = { ...OPERATOR, scopes: new Set(['records:read']) };
  await expect(clientOf(nobody).graphql('{ products { nodes { id } } }')).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const fields = Array.from({ length: 6 }, (_, at) => `f${at}: __typename`).join(' ');
  await expect(clientOf().graphql(`{ ${fields} }`)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  const long = `{ __typename } #${'a'.repeat(64 * 1024)}`;
  await expect(clientOf().graphql(long)).rejects.toMatchObject({ code: 'graphql_failed', status: 413 });
});
