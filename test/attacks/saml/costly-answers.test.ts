import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAML_ANSWERS_VERIFIED } from '../../../functions/domain/handshake/saml-request.ts';
import { embeddedTable } from '../../contract/dynamodb/embedded-table.ts';
import {
  type AllKeys,
  makeAllKeys,
  partsOf,
  providerWith,
  signedAnswer,
  verdict,
} from '../../contract/saml/answer-setup.ts';
import { assertionXml, attribute, responseXml, signed } from '../../contract/saml/raw-answer.ts';
import { ACME, ledTo, openRoutes } from '../../contract/saml/routes-setup.ts';
import { tries } from '../harness/attack-count.ts';

/* Answers that cost more than they should, whoever sends them: none of it takes a signature. */

let keys: AllKeys;
let table: Awaited<ReturnType<typeof embeddedTable>>;
beforeAll(async () => {
  [keys, table] = await Promise.all([makeAllKeys(), embeddedTable()]);
});
afterAll(() => table.close());

const TOO_LARGE = 'signin_unavailable too_large';
const numbered = (count: number, one: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => one(n)).join(' ');

/** Signed twice, with this put where the signatures do not allow it. */
function withInside(inside: string): string {
  const parts = partsOf();
  const assertion = signed(assertionXml(parts), '_assertion', keys.provider);
  const answer = signed(responseXml(parts, assertion), '_response', keys.provider);
  return answer.replace('<saml:AuthnStatement', `${inside}$&`);
}

/** Processor time, which other work on the same machine does not change as much. */
async function cost(xml: string, by: Parameters<typeof verdict>[1]) {
  const before = process.cpuUsage();
  const found = await verdict(xml, by);
  return { found, milliseconds: process.cpuUsage(before).user / 1000 };
}

describe('an answer is not verified', () => {
  test.for<readonly [string, () => string]>([
    ['with thousands of elements', () => '<x/>'.repeat(4_000)],
    ['with thousands of elements in elements', () => `${'<x>'.repeat(20)}${'</x>'.repeat(20)}`.repeat(100)],
    ['with thousands of attributes at one element', () => `<x ${numbered(4_000, (n) => `a${n}=""`)}/>`],
    [
      'with thousands of attributes, however they are written',
      () => '<x a \n=\n\'\' b = "" c="" d="" e=""/>'.repeat(700),
    ],
    ['with thousands of prefixes', () => `<x ${numbered(4_000, (n) => `xmlns:a${n}="u"`)}/>`],
    ['with more than 128 KB', () => `<x>${'a'.repeat(128 * 1024)}</x>`],
  ])('%s', async ([, inside], context) => {
    tries(context, { attacks: 1 });
    const { found, milliseconds } = await cost(withInside(inside()), { provider: providerWith(keys.provider), keys });
    expect(found).toBe(TOO_LARGE);
    expect(milliseconds).toBeLessThan(200);
  });

  test('with each of ten certificates, if it is long and does not name one', async (context) => {
    tries(context, { attacks: 1 });
    const provider = providerWith(...Array.from({ length: 9 }, () => keys.next), keys.provider);
    const named = withInside('<x/>'.repeat(1_000));
    const unnamed = named.replaceAll(/<ds:KeyInfo>.*?<\/ds:KeyInfo>/gs, '');
    expect(await verdict(unnamed, { provider, keys })).toBe(TOO_LARGE);
    expect(await verdict(named, { provider, keys })).toBe('signin_unavailable invalid');
  });
});

test('the costliest answers that are verified take less than a second', async (context) => {
  const insides = [
    '<x/>'.repeat(1_380),
    '<x xmlns:a="a" xmlns:b="b" b:c=""/>'.repeat(960),
    `<x ${numbered(2_800, (n) => `a${n}=""`)}/>`,
    `<x ${numbered(1_400, (n) => `xmlns:a${n}="u${n}" a${n}:y=""`)}>${'<a1399:x/>'.repeat(1_300)}</x>`,
  ];
  tries(context, { attacks: insides.length });
  for (const inside of insides) {
    const answer = withInside(inside);
    const by = { provider: providerWith(keys.provider), keys };
    // The second time without what loads and compiles.
    const times = [await cost(answer, by), await cost(answer, by)];
    expect(times.map(({ found }) => found)).toEqual(Array(2).fill('signin_unavailable invalid'));
    expect(Math.min(...times.map(({ milliseconds }) => milliseconds))).toBeLessThan(1_000);
  }
});

test('people in hundreds of groups sign in, with either of two certificates', async (context) => {
  tries(context, {});
  const group = (n: number) => `CN=Group ${n},OU=Groups of the company,DC=acme,DC=example`;
  const attributes = attribute('groups', ...Array.from({ length: 800 }, (_, n) => group(n)));
  const answer = signedAnswer(keys.provider, { attributes });
  expect(answer.length).toBeGreaterThan(60_000);
  const provider = providerWith(keys.next, keys.provider);
  expect(await verdict(answer, { provider, keys })).toBe('ana@acme.example');
  expect(await verdict(answer.replaceAll(/<ds:KeyInfo>.*?<\/ds:KeyInfo>/gs, ''), { provider, keys })).toBe(
    'ana@acme.example',
  );
});

describe('of the answers to one request', () => {
  const wrong = (id: string) => signedAnswer(keys.stranger, { inResponseTo: id, confirmedRequest: id });
  const right = (id: string) => signedAnswer(keys.provider, { inResponseTo: id, confirmedRequest: id });
  const routes = () => openRoutes(table, () => providerWith(keys.provider));

  test('twenty are verified, also when they come at the same time, and the others close it', async (context) => {
    const { request, answer, requests, logged } = routes();
    const { id } = await request();
    const posts = SAML_ANSWERS_VERIFIED + 10;
    tries(context, { attacks: posts + 1 });
    await Promise.all(Array.from({ length: posts }, () => answer(wrong(id))));
    const reasons = logged.map((facts) => facts['reason']);
    expect(reasons.filter((one) => one === 'invalid')).toHaveLength(20);
    expect(reasons.filter((one) => one === 'too_many_answers')).toHaveLength(10);
    expect(ledTo(await answer(right(id))).query).toEqual({ saml: id, refused: 'signin_refused' });
    expect((await requests.find(ACME, id))?.answeredAt).toBeUndefined();
  });

  test('the right one counts after nineteen others, and another request is open all the while', async (context) => {
    const { request, answer } = routes();
    const [{ id }, other] = [await request(), await request()];
    tries(context, { attacks: 19 });
    for (let n = 1; n < SAML_ANSWERS_VERIFIED; n++) await answer(wrong(id));
    expect(ledTo(await answer(right(id))).query['code']).toBeDefined();
    expect(ledTo(await answer(right(other.id))).query['code']).toBeDefined();
  });
});
