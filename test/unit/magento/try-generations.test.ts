import { describe, expect, test } from 'vitest';
import {
  authorizationHeader,
  GENERATIONS,
  type Generation,
} from '../../../functions/adapters/magento/signing/signature.ts';
import { requestUrl } from '../../../functions/adapters/magento/transport/request-url.ts';
import type { Reply } from '../../../functions/adapters/magento/transport/send.ts';
import { type Candidates, sendSigned } from '../../../functions/adapters/magento/transport/try-generations.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';

const store = parseStoreUrl('https://shop.example/');
const keys = { consumerKey: 'ck', consumerSecret: 'cs', token: 't', tokenSecret: 'ts' };
const REST_REJECTION = '{"message":"The signature is invalid. Verify and try again."}';
const TOKEN_REJECTION = 'oauth_problem=The+signature+is+invalid.+Verify+and+try+again.';
const TELLING = 'rest/V1/modules?h[2]=1&h[10]=1';
const THREE_WAYS = 'rest/V1/products/a%2Fb?h[2]=1&h[10]=1';

/** A store of one generation: it verifies by signing the same again with the nonce and timestamp it was sent. */
function storeOf(generation: Generation, target: string, rejection = REST_REJECTION) {
  const url = requestUrl(store, target);
  const headers: string[] = [];
  const reply = (status: number, body: string): Reply => ({ status, body, headers: {} });
  const verify = async (header: string): Promise<Reply> => {
    headers.push(header);
    const nonce = nonceOf(header);
    const [, timestamp = ''] = /oauth_timestamp="(\d+)"/.exec(header) ?? [];
    const right = authorizationHeader({ ...keys, method: 'GET', url, generation, nonce, timestamp });
    return header === right ? reply(200, '[]') : reply(401, rejection);
  };
  const ask = (candidates: Candidates) => sendSigned({ method: 'GET', url, keys }, candidates, verify);
  return { ask, headers };
}

const nonceOf = (header: string): string => /oauth_nonce="([^"]+)"/.exec(header)?.[1] ?? '';

describe('signing for a store of unknown generation', () => {
  test.each<[Generation, string, number, Candidates]>([
    ['2.4.8', TELLING, 2, ['2.4.8']],
    ['2.4.6', TELLING, 1, ['2.4.6', '2.0']],
    ['2.0', TELLING, 1, ['2.4.6', '2.0']],
    ['2.0', THREE_WAYS, 3, ['2.0']],
    ['2.4.6', THREE_WAYS, 1, ['2.4.6']],
    ['2.0', 'rest/V1/modules', 1, ['2.4.6', '2.4.8', '2.0']],
  ])('a %s at %s is reached with try %i and may be %j', async (generation, target, tries, left) => {
    const { ask, headers } = storeOf(generation, target);
    const { reply, generations } = await ask(GENERATIONS);
    expect(reply.status).toBe(200);
    expect(headers).toHaveLength(tries);
    expect(generations).toEqual(left);
  });

  test('every try has a nonce of its own', async () => {
    const { ask, headers } = storeOf('2.0', THREE_WAYS);
    await ask(GENERATIONS);
    expect(new Set(headers.map(nonceOf)).size).toBe(3);
  });

  test('an empty list of candidates means all', async () => {
    expect((await storeOf('2.4.6', TELLING).ask([])).generations).toEqual(['2.4.6', '2.0']);
  });

  test('a rejection on a token call is understood too', async () => {
    expect((await storeOf('2.0', TELLING, TOKEN_REJECTION).ask(GENERATIONS)).reply.status).toBe(200);
  });
});

describe('signing for a store of known generation', () => {
  test('the likeliest is tried first, and the order is kept', async () => {
    const { ask, headers } = storeOf('2.0', TELLING);
    expect((await ask(['2.0', '2.4.6'])).generations).toEqual(['2.0', '2.4.6']);
    expect(headers).toHaveLength(1);
  });

  test('a request that all sign alike widens nothing', async () => {
    expect((await storeOf('2.4.8', 'rest/V1/modules').ask(['2.4.8'])).generations).toEqual(['2.4.8']);
  });

  test('a store that was upgraded is found again', async () => {
    const { ask, headers } = storeOf('2.4.8', TELLING);
    expect((await ask(['2.4.6', '2.0'])).generations).toEqual(['2.4.8']);
    expect(headers).toHaveLength(2);
  });
});

describe('a signature that nobody accepts', () => {
  test('is refused after one try for each way to sign', async () => {
    let sent = 0;
    const url = requestUrl(store, TELLING);
    const attempt = sendSigned({ method: 'GET', url, keys }, GENERATIONS, async () => {
      sent += 1;
      return { status: 401, body: REST_REJECTION, headers: {} };
    });
    await expect(attempt).rejects.toMatchObject({ code: 'signature_rejected', facts: { tries: 2 } });
    expect(sent).toBe(2);
  });

  test.each([
    [401, '{"message":"Specified token does not exist"}'],
    [200, REST_REJECTION],
    [503, TOKEN_REJECTION],
  ])('is not what %i %s says', async (status, body) => {
    const url = requestUrl(store, TELLING);
    const { reply } = await sendSigned({ method: 'GET', url, keys }, GENERATIONS, async () => ({
      status,
      body,
      headers: {},
    }));
    expect(reply.body).toBe(body);
  });
});

describe('a refusal in words that nobody knows', () => {
  const UNKNOWN = '{"message":"Podpis jest inny"}';

  test('may be about the signature: the others are tried', async () => {
    const { ask, headers } = storeOf('2.4.8', TELLING, UNKNOWN);
    expect((await ask(['2.4.6', '2.0'])).generations).toEqual(['2.4.8']);
    expect(headers).toHaveLength(2);
  });

  test('is the answer when all of them get it, and nothing is learnt', async () => {
    const url = requestUrl(store, TELLING);
    const reply = { status: 401, body: UNKNOWN, headers: {} };
    expect(await sendSigned({ method: 'GET', url, keys }, ['2.0'], async () => reply)).toEqual({
      reply,
      generations: ['2.0'],
    });
  });
});

describe('a nonce that was used', () => {
  test.each([
    'oauth_problem=The+nonce+is+already+being+used+by+the+consumer+with+ID+7',
    '{"message":"The nonce is already being used by the consumer with ID %1","parameters":["7"]}',
  ])('is replaced once: %s', async (body) => {
    const url = requestUrl(store, 'rest/V1/modules');
    const nonces: string[] = [];
    const used = { status: 401, body, headers: {} };
    const fine = { status: 200, body: '[]', headers: {} };
    const attempt = (answers: Reply[]) =>
      sendSigned({ method: 'GET', url, keys }, GENERATIONS, async (header) => {
        nonces.push(nonceOf(header));
        return answers.shift() ?? used;
      });
    expect((await attempt([used, fine])).reply).toEqual(fine);
    expect(new Set(nonces).size).toBe(2);
    expect((await attempt([])).reply).toEqual(used);
    expect(nonces).toHaveLength(4);
  });
});
