import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { handfast } from '../../../client/handfast.ts';
import { type Numbers, quoteNumbers } from '../../../client/http/numbers.ts';

function read(text: string, numbers?: Numbers): unknown {
  return JSON.parse(quoteNumbers(text, numbers));
}

/** A client of an API that gives these answers, one after the other. */
function clientOf(numbers: Numbers | undefined, ...answers: string[]) {
  return handfast({
    url: 'https://connect.example',
    tokenUrl: 'https://issuer.example/token',
    clientId: 'backend',
    clientSecret: 'secret',
    numbers,
    fetch: async (to) => {
      if (String(to).endsWith('/token')) return Response.json({ access_token: 'token', expires_in: 3600 });
      return new Response(answers.shift(), { headers: { 'content-type': 'application/json' } });
    },
  }).connection('con_1');
}

describe('numbers, unless asked for otherwise', () => {
  test.each([
    '9007199254740993',
    '9007199254740992',
    '100000000000000000000',
    '-9007199254740993',
    '12345678901234567890',
    '0.1234567890123456789',
    '1e400',
    '1.00000000000000000001',
  ])('%s, which JavaScript would change, comes as a string', (number) => {
    expect(read(`{"body":{"id":${number}}}`)).toEqual({ body: { id: number } });
  });

  test.each(['0', '-0.5', '42', '9007199254740991', '12.5000', '0.1', '19.99', '1e3', '1.5E-7'])(
    '%s, which it holds, comes as a number',
    (number) => {
      expect(read(`{"body":{"price":${number}}}`)).toEqual({ body: { price: Number(number) } });
    },
  );

  test('within texts and names are left alone', () => {
    const text = '{"body":{"9007199254740993":"9007199254740993 \\" 9007199254740993 \\\\","a":[9007199254740993]}}';
    expect(read(text)).toEqual({
      body: { '9007199254740993': '9007199254740993 " 9007199254740993 \\', a: ['9007199254740993'] },
    });
  });

  test('of any JSON that JavaScript wrote stay as they are, but for integers above 2^53', async () => {
    await fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(quoteNumbers(text)).toBe(text);
      }),
    );
  });

  test('of any integer keep their digits', async () => {
    await fc.assert(
      fc.property(fc.bigInt(), (value) => {
        const [found] = Object(read(`[${value}]`));
        expect(BigInt(found)).toBe(value);
        expect(typeof found).toBe(Number.isSafeInteger(Number(value)) ? 'number' : 'string');
      }),
    );
  });

  test('are found behind texts of megabytes', () => {
    const long = 'x\\n"'.replace('"', '\\"').repeat(1_000_000);
    expect(read(`{"body":["${long}",9007199254740993,"${'y'.repeat(6_000_000)}"]}`)).toMatchObject({
      body: { 1: '9007199254740993' },
    });
  });
});

describe('numbers as text', () => {
  test('come as they were sent, wherever a store sent them', () => {
    expect(read('{"status":200,"body":{"id":7,"price":12.5000,"more":[1e3,-0,{"a":0.10}]}}', 'text')).toEqual({
      status: 200,
      body: { id: '7', price: '12.5000', more: ['1e3', '-0', { a: '0.10' }] },
    });
  });

  test('are text in a body that is nothing but a number, too, and in no other member', () => {
    expect(read('{"body":12.5000,"status":200,"milliseconds":5}', 'text')).toEqual({
      body: '12.5000',
      status: 200,
      milliseconds: 5,
    });
  });
});

describe.each<[Numbers | undefined, unknown]>([
  [undefined, { id: '9007199254740993', price: 12.5 }],
  ['safe', { id: '9007199254740993', price: 12.5 }],
  ['text', { id: '9007199254740993', price: '12.5000' }],
])('a client told %s', (numbers, item) => {
  const sent = '{"id":9007199254740993,"price":12.5000}';

  test('reads calls so', async () => {
    const client = clientOf(numbers, `{"status":200,"milliseconds":3,"tries":1,"body":${sent}}`);
    expect(await client.call({ method: 'GET', path: 'V1/products/7' })).toEqual({
      ...{ status: 200, milliseconds: 3, tries: 1 },
      body: item,
    });
  });

  test('reads lists so, page by page', async () => {
    const client = clientOf(numbers, `{"items":[${sent}],"total":2,"next":"n"}`, `{"items":[${sent}],"total":2}`);
    const items: unknown[] = [];
    for await (const one of client.items('V1/products')) items.push(one);
    expect(items).toEqual([item, item]);
  });
});
