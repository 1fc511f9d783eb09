import { describe, expect, test } from 'vitest';
import { type AuthorizerContext, writeContext } from '../../../functions/adapters/lambda/authorizer-context.ts';
import { callerOf } from '../../../functions/adapters/lambda/caller.ts';

const NOW_SECONDS = 1_800_000_000;
const event = (authorizer: object | undefined, timeEpoch = NOW_SECONDS * 1000) =>
  Object.assign(Object.create(null), { requestContext: { authorizer, timeEpoch } });

const ERP: AuthorizerContext = {
  client: 'inc_1',
  scopes: ['events:read', 'events:write'],
  products: ['erp', 'crm-lite'],
  integration: 'int_1',
  expiresAt: NOW_SECONDS + 60,
};
const passedOn = (context: Partial<AuthorizerContext>, timeEpoch?: number) =>
  callerOf(event({ lambda: writeContext({ ...ERP, ...context }) }, timeEpoch));

describe('a caller', () => {
  test('is whoever the authorizer has found, with its scopes, products and integration', () => {
    expect(passedOn({})).toEqual({
      client: 'inc_1',
      scopes: new Set(['events:read', 'events:write']),
      products: ['erp', 'crm-lite'],
      integration: 'int_1',
    });
  });

  test.each<[AuthorizerContext['products']]>([['all'], ['as-bound'], [[]], [['erp']]])(
    'may see the products %j',
    (products) => {
      expect(passedOn({ products }).products).toEqual(products);
    },
  );

  test('that may see no product is told apart from one that may see all, by text that is never empty', () => {
    const texts = (['all', 'as-bound', []] as const).map((products) => writeContext({ ...ERP, products })['products']);
    expect(new Set(texts).size).toBe(3);
    for (const text of texts) expect(text).toMatch(/^[^a-z]$/);
  });

  test('whose token has expired since it was let in is refused, to the second', () => {
    expect(passedOn({}, (NOW_SECONDS + 60) * 1000 - 1).client).toBe('inc_1');
    expect(() => passedOn({}, (NOW_SECONDS + 60) * 1000)).toThrow(expect.objectContaining({ code: 'token_expired' }));
  });

  test('with an AWS signature has all scopes, and is bound by nothing but its policies', () => {
    expect(callerOf(event({ iam: { userArn: 'arn:aws:iam::1:role/a' } }))).toEqual({
      client: 'arn:aws:iam::1:role/a',
      scopes: 'all',
      products: 'as-bound',
    });
  });
});

describe('nobody is let in', () => {
  test('when API Gateway tells no time', () => {
    const timeless = Object.assign(Object.create(null), {
      requestContext: { authorizer: { lambda: writeContext(ERP) } },
    });
    expect(() => callerOf(timeless)).toThrow(expect.objectContaining({ code: 'token_expired' }));
  });

  const whole = writeContext(ERP);
  test.each<[string, object | undefined]>([
    ['without an authorizer', undefined],
    ['by an empty one', {}],
    ["by claims, which API Gateway's own check would pass on", { jwt: { claims: { client_id: 'a' }, scopes: ['a'] } }],
    ['by an empty signature', { iam: {} }],
    ['by an empty context', { lambda: {} }],
    ['by no context', { lambda: null }],
    ...Object.keys(whole)
      .filter((name) => name !== 'integration')
      .flatMap((name): [string, object][] => [
        [`without ${name}`, { lambda: { ...whole, [name]: undefined } }],
        [`with an empty ${name}`, { lambda: { ...whole, [name]: '' } }],
        [`with ${name} that is no text`, { lambda: { ...whole, [name]: 1 } }],
      ]),
    ['with an integration that is no text', { lambda: { ...whole, integration: '' } }],
    ['with an end that is no number', { lambda: { ...whole, expiresAt: 'never' } }],
  ])('%s', (_, authorizer) => {
    expect(() => callerOf(event(authorizer))).toThrow();
  });
});
