import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { HandfastError } from '../../../client/handfast.ts';
import { apiOf } from './fake-api.ts';

async function failure(answer: unknown, init: ResponseInit = {}): Promise<HandfastError> {
  const { api } = apiOf([Response.json(answer, init)]);
  const error = await api.graphql('mutation { x }').catch((error: unknown) => error);
  if (error instanceof HandfastError) return error;
  throw new Error('no HandfastError');
}

test('an operation is posted with its variables, and its data returned', async () => {
  const { api, sent } = apiOf([Response.json({ data: { product: { id: 'erp' } } })]);
  const query = 'query Q($id: ID!) { product(id: $id) { id } }';
  const data = await api.graphql<{ product: { id: string } | null }>(query, { id: 'erp' });
  expect(data.product?.id).toBe('erp');
  expect(sent.map(({ method, path }) => [method, path])).toEqual([['POST', '/v1/graphql']]);
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ query, variables: { id: 'erp' } });
  expect(sent[0]?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' });
});

describe('what is thrown', () => {
  test('are userErrors, with their code and where they are', async () => {
    const userErrors = [
      { code: 'INPUT_INVALID', path: ['input', 'name'], message: 'must not be empty' },
      { code: 'FORBIDDEN', path: null, message: 'needs another scope' },
    ];
    const error = await failure({ data: { createProduct: { product: null, userErrors } } });
    expect(error).toMatchObject({
      code: 'INPUT_INVALID',
      status: 200,
      problems: ['input.name: must not be empty', 'needs another scope'],
      userErrors,
    });
  });

  test('are errors of the operation, with the code of the first', async () => {
    const errors = [{ message: 'lacks the scope', extensions: { code: 'FORBIDDEN' } }, { message: 'and this' }];
    expect(await failure({ data: null, errors })).toMatchObject({
      code: 'FORBIDDEN',
      problems: ['lacks the scope', 'and this'],
    });
    expect(await failure({ errors: [{ message: 'Syntax Error' }] })).toMatchObject({
      code: 'graphql_failed',
      problems: ['Syntax Error'],
    });
  });

  test('is what is no operation at all, in its words', async () => {
    expect(await failure({ errors: [{ message: 'Send at most 64 KB.' }] }, { status: 413 })).toMatchObject({
      ...{ code: 'graphql_failed', status: 413, detail: 'Send at most 64 KB.' },
    });
  });

  test('keeps what other mutations of the request answered, and shows none of it when it is logged', async () => {
    const data = {
      a: { signingSecret: 'whsec_secret', userErrors: [] },
      b: { userErrors: [{ code: 'NOT_FOUND', message: 'no' }] },
    };
    const error = await failure({ data });
    expect(error.data).toEqual(data);
    expect(`${inspect(error, { depth: 9 })} ${JSON.stringify(error)}`).not.toContain('whsec_secret');
  });
});

test('empty userErrors are none', async () => {
  const { api } = apiOf([Response.json({ data: { a: { userErrors: [] }, b: null } })]);
  expect(await api.graphql('mutation { a }')).toEqual({ a: { userErrors: [] }, b: null });
});
