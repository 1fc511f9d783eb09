import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSamlKeys } from '../../../functions/adapters/dynamodb/saml/saml-keys.ts';
import { samlRequestKey } from '../../../functions/adapters/dynamodb/saml/saml-request-item.ts';
import { openSamlRequests } from '../../../functions/adapters/dynamodb/saml/saml-requests.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { newSamlRequestId, readSamlRequestId } from '../../../functions/domain/handshake/saml-request.ts';
import { newActivationId, parseProductId } from '../../../functions/domain/ids.ts';
import { embeddedTable } from './embedded-table.ts';

const AT = Date.parse('2026-11-21T12:00:00.000Z');
const PRODUCT = parseProductId('acme');
const OTHER = parseProductId('other');
const ANA = sealed.parse(new Uint8Array([1]));
const BEN = sealed.parse(new Uint8Array([2]));

let table: Awaited<ReturnType<typeof embeddedTable>>;
beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

/** A request, and the table `later` seconds after it was made. */
async function made(later = 0) {
  const request = { id: newSamlRequestId(), product: PRODUCT, activation: newActivationId() };
  await openSamlRequests(table, () => new Date(AT)).create(request);
  return { ...request, requests: openSamlRequests(table, () => new Date(AT + later * 1000)) };
}

describe('requests to SAML identity providers', () => {
  test('a request takes one answer, and the first one stays', async () => {
    const { requests, id, activation } = await made();
    expect(await requests.answer(PRODUCT, id, ANA, 'first')).toBe(true);
    expect(await requests.answer(PRODUCT, id, BEN, 'second')).toBe(false);
    expect(await requests.consume(PRODUCT, id, 'second')).toBeUndefined();
    expect(await requests.consume(PRODUCT, id, 'first')).toEqual({ product: PRODUCT, activation, account: ANA });
  });

  test('of answers at the same time, one is kept', async () => {
    const { requests, id } = await made();
    const kept = await Promise.all(['a', 'b', 'c'].map((code) => requests.answer(PRODUCT, id, ANA, code)));
    expect(kept.filter(Boolean)).toHaveLength(1);
  });

  test('twenty answers are counted, also of those at the same time, and none of another product or of a request that is over', async () => {
    const { requests, id } = await made();
    expect(await requests.countAnswer(OTHER, id)).toBe(false);
    const counted = await Promise.all(Array.from({ length: 25 }, () => requests.countAnswer(PRODUCT, id)));
    expect(counted.filter(Boolean)).toHaveLength(20);
    expect(await requests.countAnswer(PRODUCT, newSamlRequestId())).toBe(false);
    const after = await made(3_600);
    expect(await after.requests.countAnswer(PRODUCT, after.id)).toBe(false);
    const answered = await made();
    await answered.requests.answer(PRODUCT, answered.id, ANA, 'code');
    expect(await answered.requests.countAnswer(PRODUCT, answered.id)).toBe(false);
  });

  test('an answer is taken once, also by those who come at the same time', async () => {
    const { requests, id } = await made();
    await requests.answer(PRODUCT, id, ANA, 'code');
    const taken = await Promise.all([1, 2, 3].map(() => requests.consume(PRODUCT, id, 'code')));
    expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
    expect(await requests.consume(PRODUCT, id, 'code')).toBeUndefined();
  });

  test('an answer is not taken without its code', async () => {
    const { requests, id } = await made();
    expect(await requests.consume(PRODUCT, id, '')).toBeUndefined();
    await requests.answer(PRODUCT, id, ANA, 'code');
    for (const code of ['', 'Code', 'code ']) expect(await requests.consume(PRODUCT, id, code)).toBeUndefined();
  });

  test('the request of one product is not there for another', async () => {
    const { requests, id } = await made();
    expect(await requests.find(OTHER, id)).toBeUndefined();
    expect(await requests.answer(OTHER, id, ANA, 'code')).toBe(false);
    await requests.answer(PRODUCT, id, ANA, 'code');
    expect(await requests.consume(OTHER, id, 'code')).toBeUndefined();
  });

  test('a request that nobody made takes no answer', async () => {
    const { requests } = await made();
    expect(await requests.find(PRODUCT, newSamlRequestId())).toBeUndefined();
    expect(await requests.answer(PRODUCT, newSamlRequestId(), ANA, 'code')).toBe(false);
  });

  test('after an hour it is gone, whether or not the table has deleted it', async () => {
    const before = await made(3_599);
    expect(await before.requests.find(PRODUCT, before.id)).toMatchObject({ createdAt: '2026-11-21T12:00:00.000Z' });
    const after = await made(3_600);
    expect(await after.requests.find(PRODUCT, after.id)).toBeUndefined();
    expect(await after.requests.answer(PRODUCT, after.id, ANA, 'code')).toBe(false);
  });

  test('neither code nor account are left of an answer that was taken, and the code never lies in the table', async () => {
    const { requests, id } = await made();
    const item = async () =>
      (await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: samlRequestKey(id) } }))).Item ?? {};
    await requests.answer(PRODUCT, id, ANA, 'the-code');
    expect(JSON.stringify(await item())).not.toContain('the-code');
    await requests.consume(PRODUCT, id, 'the-code');
    expect(Object.keys(await item()).sort()).toEqual(
      ['activation', 'answeredAt', 'consumedAt', 'createdAt', 'expiresAt', 'id', 'pk', 'product'].sort(),
    );
  });

  test('what is no id of ours is none', () => {
    expect(readSamlRequestId(newSamlRequestId())).toMatch(/^_[0-9a-f]{40}$/);
    for (const text of [null, undefined, '', '_', `_${'a'.repeat(41)}`, `_${'A'.repeat(40)}`, `_${'a'.repeat(40)}\n`]) {
      expect(readSamlRequestId(text)).toBeUndefined();
    }
  });
});

test('of keys made at the same time, all get the one that is kept', async () => {
  const keys = openSamlKeys(table);
  expect(await keys.find()).toBeUndefined();
  const kept = await Promise.all(['a', 'b', 'c'].map((certificate) => keys.keep({ certificate, privateKey: ANA })));
  expect(new Set(kept.map(({ certificate }) => certificate)).size).toBe(1);
  expect(await keys.find()).toEqual(kept[0]);
});
