import { describe, expect, test } from 'vitest';
import { MAX_METADATA_LENGTH } from '../../../functions/adapters/saml/metadata-document.ts';
import { answering, consoleFor, textOf } from '../../unit/console/setup.ts';
import { STORE } from '../../unit/console/store-samples.ts';
import { tries } from '../harness/attack-count.ts';

const here = `/console/stores/${STORE.id}`;
const routes = {
  'GET /v1/connections/{id}': answering(STORE).handler,
  'GET /v1/connections/{id}/channels': answering({ items: [] }).handler,
};

describe('a link elsewhere', () => {
  const codes = ['disconnected', 'store_works', 'failed_check', 'run_started'];

  test('makes no page say that something was done', async (context) => {
    tries(context, { attacks: 3 * codes.length, honest: codes.length });
    const { get } = await consoleFor({ routes });
    const plain = textOf(await get(here));
    for (const code of codes) {
      for (const fetchSite of ['cross-site', 'same-site', 'none']) {
        expect(textOf(await get(`${here}?done=${code}`, { fetchSite })), `${code} ${fetchSite}`).toBe(plain);
      }
      expect(textOf(await get(`${here}?done=${code}`)), code).not.toBe(plain);
    }
  });

  test('makes nobody believe that they have signed out', async (context) => {
    tries(context, { attacks: 1, honest: 1 });
    const { get, jar } = await consoleFor({ routes });
    const led = await get('/console/session?ended=1');
    expect([led.status, led.headers?.['location']]).toEqual([303, '/console']);
    jar.clear();
    expect(textOf(await get('/console/session?ended=1'))).toContain('You have signed out');
  });
});

describe('a form that is far too large', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`was_${at}`, 'on:5']));
  const forms: readonly [string, Record<string, string>][] = [
    ['of thousands of fields', many(1_001)],
    ['of more than a megabyte', { note: 'a'.repeat(1024 * 1024) }],
  ];

  test('is neither gone through nor shown again, whoever sends it and wherever to', async (context) => {
    const targets = [`${here}/check`, '/console/channels/chn_x/connectors', '/console/session/end'];
    tries(context, { attacks: forms.length * targets.length + forms.length, honest: 2 });
    const operator = await consoleFor({ routes });
    const nobody = await consoleFor({ role: 'none', routes });
    for (const [what, fields] of forms) {
      for (const target of targets) {
        const answer = await operator.post(target, { ...fields, csrf: operator.csrf });
        expect(answer.status, `${target} ${what}`).toBe(413);
        expect(answer.body).not.toContain('<textarea');
      }
      const stranger = await nobody.post(`${here}/check`, fields);
      expect([stranger.status, stranger.body.includes('<textarea')], what).toEqual([413, false]);
    }
    const metadata = '<a b="c">text of metadata</a>\n'.repeat(MAX_METADATA_LENGTH / 30);
    expect((await nobody.post(`${here}/check`, { metadata })).status).toBe(401);
    expect((await nobody.post(`${here}/check`, many(100))).status).toBe(401);
  });
});
