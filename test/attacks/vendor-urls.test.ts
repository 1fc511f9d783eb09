import { isIP } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lookup } from '../../functions/adapters/http/address-guard.ts';
import type { UrlPolicy } from '../../functions/adapters/http/url-policy.ts';
import { openVendorSender, VendorFault } from '../../functions/adapters/http/vendor-request.ts';
import { openVendorTokens, TokenFailure } from '../../functions/adapters/oidc/client-credentials.ts';
import { judgeAnswer } from '../../functions/domain/integrations/deliveries/answer-verdict.ts';
import { eventUrlCall } from '../../functions/domain/integrations/deliveries/webhook-payload.ts';
import { any } from './corpus/hostile-input.ts';
import { asHost, SPECIAL } from './corpus/special-addresses.ts';
import { HOSTILE, NAMES } from './corpus/store-urls.ts';
import { tries } from './harness/attack-count.ts';
import { watchSockets } from './harness/opened-sockets.ts';

/*
 * URLs for events and token URIs are named at run time, by whoever may change an integration; their answers come from
 * anybody's server.
 */

const PRODUCTION: UrlPolicy = { allowLoopbackStores: false, allowedPorts: [] };
const PUBLIC = '93.184.215.14';
const SECRET = 'a-client-secret';

const found = (addresses: readonly string[]) => addresses.map((address) => ({ address, family: isIP(address) || 4 }));
const everythingIsPublic: Lookup = async () => found([PUBLIC]);
const leadingTo =
  (addresses: readonly string[]): Lookup =>
  async () =>
    found(addresses);

let sockets: ReturnType<typeof watchSockets>;
beforeEach(() => {
  sockets = watchSockets();
});
afterEach(() => sockets.stop());

/** As a URL for events, of both styles, and as a token URI. */
async function tryAll(url: string, lookup: Lookup): Promise<unknown[]> {
  const send = openVendorSender(PRODUCTION, lookup);
  const headers = { authorization: 'Bearer token' };
  const request = { tokenUri: url, clientId: 'handfast', clientSecret: SECRET };
  return Promise.all(
    [
      send({ method: 'POST', url, headers, body: '{}' }),
      send({ method: 'GET', url: eventUrlCall(url, 'https://connect.example/v1/events/1'), headers }),
      openVendorTokens(send, () => new Date()).fresh(request),
    ].map((attempt) => attempt.catch((error: unknown) => error)),
  );
}

const SCHEMES = ['http:', 'ftp:', 'file:', 'gopher:', 'ws:', 'data:', 'javascript:', 'unix:'];

describe('a URL that was named at run time', () => {
  test('leads to no address that is not public, however it is written', async (context) => {
    tries(context, { attacks: HOSTILE.length * 3 });
    for (const url of HOSTILE) await tryAll(url, everythingIsPublic);
    for (const { addresses, port } of sockets.departures) {
      expect(addresses).toEqual([PUBLIC]);
      expect(port).toBe(443);
    }
  });

  test.for(SPECIAL)('opens no socket to %s, neither written out nor by a name', async (address, context) => {
    tries(context, { attacks: 6 });
    for (const results of [
      await tryAll(`https://${asHost(address)}/events`, everythingIsPublic),
      await tryAll('https://vendor.example/events', leadingTo([PUBLIC, address])),
    ]) {
      const [post, get, token] = results;
      for (const refused of [post, get]) expect(refused).toMatchObject({ name: 'VendorFault', code: 'url_refused' });
      expect(token).toBeInstanceOf(TokenFailure);
    }
    expect(sockets.opened()).toBe(0);
  });

  test('whose name leads astray opens no socket', async (context) => {
    const names = Object.entries(NAMES).filter(([, addresses]) => addresses.length > 0);
    tries(context, { attacks: names.length * 3 });
    for (const [name, addresses] of names) await tryAll(`https://${name}/`, leadingTo(addresses));
    expect(sockets.departures.filter(({ addresses }) => addresses.some((one) => one !== PUBLIC))).toEqual([]);
  });

  test.for(SCHEMES)('is sent nothing over %s', async (scheme, context) => {
    tries(context, { attacks: 3 });
    await tryAll(`${scheme}//vendor.example/events`, everythingIsPublic);
    expect(sockets.opened()).toBe(0);
  });

  test('at random throws nothing but faults that say no more than a code', async (context) => {
    tries(context, { attacks: 200 });
    await fc.assert(
      fc.asyncProperty(any, async (url) => {
        const [post, get, token] = await tryAll(url, everythingIsPublic);
        for (const refused of [post, get]) {
          expect(refused).toBeInstanceOf(VendorFault);
          expect(String(refused)).toMatch(/^VendorFault: [A-Za-z0-9_]{1,60}$/);
        }
        expect(token).toBeInstanceOf(TokenFailure);
        expect(String(token)).not.toContain(SECRET);
        expect(String(token)).toMatch(/^TokenFailure: [\w (),]{1,120}$/);
      }),
      { numRuns: 70 },
    );
    expect(sockets.departures.filter(({ addresses }) => addresses.join() !== PUBLIC)).toEqual([]);
  });
});

describe('a hostile answer', () => {
  const NOW = new Date('2026-11-22T12:00:00.000Z');

  test('is judged, whatever it holds, and shows no control character', async (context) => {
    tries(context, { attacks: 2_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 999 }),
        fc.option(any, { nil: undefined }),
        any,
        (status, body, retryAfter) => {
          for (const style of ['STANDARD_WEBHOOK', 'EVENT_URL'] as const) {
            const verdict = judgeAnswer({ status, body, retryAfter }, style, NOW);
            if (verdict.kind === 'failed') expect(verdict.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
            if (status >= 300 || status < 200) expect(['failed', 'gone', 'unauthorized']).toContain(verdict.kind);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('that says success in its own ways says no more than it says', (context) => {
    const odd = [
      '{"__proto__":{"success":true}}',
      '{"constructor":{"success":true}}',
      '"success"',
      '{"success":["true"]}',
      '{"success":"TRUE"}',
      '{"success":1}',
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    ];
    tries(context, { attacks: odd.length });
    for (const body of odd) {
      expect(judgeAnswer({ status: 200, body }, 'EVENT_URL', NOW)).toEqual({ kind: 'failed', error: 'answer' });
    }
  });

  test('with a number that never ends, or a text of a megabyte, is cut to what can be shown', (context) => {
    tries(context, { attacks: 2 });
    const long = JSON.stringify({
      success: false,
      message: '\u202e\u0007x'.repeat(300_000),
      errorCode: '9'.repeat(1_000),
    });
    const verdict = judgeAnswer({ status: 200, body: long }, 'STANDARD_WEBHOOK', NOW);
    expect(verdict).toMatchObject({ kind: 'rejected', answer: { errorCode: '9'.repeat(64) } });
    expect(verdict.kind === 'rejected' && verdict.answer.message?.length).toBeLessThanOrEqual(500);
    expect(JSON.stringify(verdict)).not.toContain('\\u0007');
  });
});
