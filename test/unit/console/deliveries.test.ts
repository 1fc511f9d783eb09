import { describe, expect, test } from 'vitest';
import { graphQlTwin, refusing } from './graphql-twin.ts';
import { DELIVERY, DELIVERY_ID, INTEGRATION_ID, list, OWNER } from './integration-samples.ts';
import { consoleFor, pageOf, textOf } from './setup.ts';

const now = () => new Date('2026-11-26T12:00:00.000Z');
const HERE = `/console/deliveries/${DELIVERY_ID}`;
const WAITING = { ...DELIVERY, status: 'WAITING', nextAttemptOn: Date.parse('2026-11-26T14:00:00Z') };
const DUE = { ...WAITING, nextAttemptOn: Date.parse('2026-11-26T11:59:59Z') };
const queued = (count: number, more = false) => ({ queued: count, more, userErrors: null });

describe('the list of deliveries', () => {
  test('begins with what has failed, of all integrations, and names those with trouble', async () => {
    const troubled = { ...OWNER, deliveriesEnabled: false, failingSince: Date.parse('2026-11-21T12:00:00Z') };
    const twin = graphQlTwin({ deliveries: list([DELIVERY], 'bmV4dA'), productIntegrations: list([troubled]) });
    const { get } = await consoleFor({ now, graphQl: twin.graphQl });
    const answer = await get('/console/deliveries');
    expect(twin.asked[0]?.variables).toEqual({ status: 'FAILED' });
    const rows = pageOf(answer)
      .querySelectorAll('tbody tr')
      .map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(rows[0]).toContain(
      'Store connected connection.created, 28 hours agoAcme ERPfailed2HTTP 503 – The status of the answer',
    );
    expect(rows[1]).toContain('Acme ERPdeliveries paused5 days ago');
    const links = pageOf(answer).querySelectorAll('tbody a[href*="integration="]');
    expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['Waiting deliveries', `/console/deliveries?integration=${OWNER.sourceId}&status=WAITING`],
      ['Failed deliveries', `/console/deliveries?integration=${OWNER.sourceId}&status=FAILED`],
    ]);
    expect(pageOf(answer).querySelector('.pager a')?.getAttribute('href')).toBe('/console/deliveries?cursor=bmV4dA');
  });

  test('says in words why there was no answer, with what the network said', async () => {
    const attempts = [{ on: Date.parse('2026-11-26T11:00:00Z'), errorCode: 'unreachable: ECONNREFUSED' }];
    const twin = graphQlTwin({ deliveries: list([{ ...DELIVERY, attempts }]), productIntegrations: list([OWNER]) });
    const text = textOf(await (await consoleFor({ now, graphQl: twin.graphQl })).get('/console/deliveries'));
    expect(text).toContain('No connection: nothing listens there, or a firewall is in the way. ECONNREFUSED');
  });

  test('can be about one store, and leads back to it', async () => {
    const connection = `con_${'a'.repeat(32)}`;
    const twin = graphQlTwin({ deliveries: list([DELIVERY], 'bmV4dA'), productIntegrations: list([OWNER]) });
    const { get } = await consoleFor({ now, graphQl: twin.graphQl });
    const page = pageOf(await get(`/console/deliveries?connection=${connection}&status=WAITING`));
    expect(twin.asked[0]?.variables).toEqual({ status: 'WAITING', connection });
    expect(page.querySelector('input[name=connection]')?.getAttribute('value')).toBe(connection);
    expect(page.querySelector('p.soft a')?.getAttribute('href')).toBe(`/console/stores/${connection}`);
    expect(page.querySelector('.pager a')?.getAttribute('href')).toContain(`connection=${connection}`);
    expect((await get('/console/deliveries?connection=con_1')).status).toBe(404);
    expect(twin.asked).toHaveLength(1);
  });

  test('is of one integration, of any status, and offers to send the failed ones again', async () => {
    const of = { ...OWNER, deliveries: list([WAITING]) };
    const twin = graphQlTwin({ productIntegration: of, productIntegrations: list([OWNER]) });
    const { get } = await consoleFor({ now, graphQl: twin.graphQl });
    const answer = await get(`/console/deliveries?integration=${INTEGRATION_ID}&status=WAITING`);
    expect(twin.asked[0]?.variables).toEqual({ id: INTEGRATION_ID, status: 'WAITING' });
    expect(textOf(answer)).toContain('in 2 hours');
    expect(textOf(answer)).toContain('Send all that failed');
  });

  test('offers to enable what is paused before anything is sent again', async () => {
    const of = { ...OWNER, deliveriesEnabled: false, deliveries: list([DELIVERY]) };
    const { graphQl } = graphQlTwin({ productIntegration: of, productIntegrations: list([]) });
    const { get } = await consoleFor({ now, graphQl });
    const actions = pageOf(await get(`/console/deliveries?integration=${INTEGRATION_ID}`))
      .querySelectorAll('main form[method=post]')
      .map((form) => form.getAttribute('action'));
    expect(actions).toEqual([`/console/integrations/${INTEGRATION_ID}/enable`]);
  });
});

describe('one delivery', () => {
  const answers = { delivery: DELIVERY, productIntegration: OWNER, product: { slug: 'erp', name: 'Acme ERP' } };

  test('shows each attempt with its time, status and reason, and leads to the store', async () => {
    const { get } = await consoleFor({ now, graphQl: graphQlTwin(answers).graphQl });
    const page = pageOf(await get(HERE));
    const rows = page.querySelectorAll('tbody tr').map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(rows[0]).toMatch(/^2.*HTTP 503 – The status.*80 ms$/);
    expect(rows[1]).toMatch(/^1.*No answer in time\..*15000 ms$/);
    expect(page.querySelector('.facts a.id')?.getAttribute('href')).toBe(`/console/stores/${DELIVERY.connection}`);
  });

  test('is sent again by its own id and integration, whatever the form says', async () => {
    const twin = graphQlTwin({ ...answers, replayDeliveries: queued(1) });
    const { post, csrf } = await consoleFor({ now, graphQl: twin.graphQl });
    const answer = await post(`${HERE}/again`, { csrf, integration: 'another' });
    expect(answer.headers?.['location']).toBe(`${HERE}?done=delivery_queued`);
    expect(twin.inputsOf('replayDeliveries')).toEqual([{ integrationId: INTEGRATION_ID, ids: [DELIVERY_ID] }]);
  });

  test('says when nothing was queued, and why GraphQL refuses', async () => {
    const none = await consoleFor({ now, graphQl: graphQlTwin({ ...answers, replayDeliveries: queued(0) }).graphQl });
    expect((await none.post(`${HERE}/again`)).headers?.['location']).toBe(`${HERE}?done=failed_delivery_queued`);
    const refused = { ...queued(0), ...refusing('FORBIDDEN') };
    const { post } = await consoleFor({ now, graphQl: graphQlTwin({ ...answers, replayDeliveries: refused }).graphQl });
    const answer = await post(`${HERE}/again`);
    expect([answer.status, textOf(answer).includes('You may not do this.')]).toEqual([422, true]);
  });

  test('has no button once it was taken, and none for viewers', async () => {
    const delivered = graphQlTwin({ ...answers, delivery: { ...DELIVERY, status: 'DELIVERED' } });
    const operator = await consoleFor({ now, graphQl: delivered.graphQl });
    expect(pageOf(await operator.get(HERE)).querySelectorAll('main form')).toEqual([]);
    const viewer = await consoleFor({ now, role: 'viewer', graphQl: graphQlTwin(answers).graphQl });
    expect(pageOf(await viewer.get(HERE)).querySelectorAll('main form')).toEqual([]);
  });

  test('is not there under an id that nothing has', async () => {
    const { get } = await consoleFor({ now, graphQl: graphQlTwin({ delivery: null }).graphQl });
    expect((await get('/console/deliveries/dlv_1')).status).toBe(404);
  });
});

describe('sending all again that failed', () => {
  test('goes on from the time that its first lot began with, and takes nothing else for one', async () => {
    const twin = graphQlTwin({ replayDeliveries: queued(1, false) });
    const { post, csrf } = await consoleFor({ now, graphQl: twin.graphQl });
    const send = (since: string) => post('/console/deliveries/failed', { csrf, integration: INTEGRATION_ID, since });
    for (const odd of ['', 'garbage', '-271821-04-20T00:00:00Z', '2026']) {
      expect((await send(odd)).status, odd).toBe(400);
    }
    const since = '2026-11-25T12:00:00.000Z';
    await send(since);
    expect(twin.inputsOf('replayDeliveries')).toEqual([{ integrationId: INTEGRATION_ID, failedSince: since }]);
  });

  test('asks for those since a time, and leads to a page that says how far it is', async () => {
    const twin = graphQlTwin({ replayDeliveries: queued(200, true) });
    const { post, csrf } = await consoleFor({ now, graphQl: twin.graphQl });
    const answer = await post('/console/deliveries/failed', { csrf, integration: INTEGRATION_ID, span: '24' });
    const since = '2026-11-25T12:00:00.000Z';
    expect(twin.inputsOf('replayDeliveries')).toEqual([{ integrationId: INTEGRATION_ID, failedSince: since }]);
    const to = new URL(answer.headers?.['location'] ?? '', 'https://handfast.example');
    expect(to.pathname).toBe('/console/deliveries/sending');
    expect(Object.fromEntries(to.searchParams)).toEqual({
      integration: INTEGRATION_ID,
      since,
      queued: '200',
      more: '1',
    });
  });

  const sending = `/console/deliveries/sending?integration=${INTEGRATION_ID}&since=2026-11-25T12:00:00.000Z&queued=3&more=1`;

  test.each(['-5', '1e309', '0x10', '1.5', '<b>'])('takes %s for no number of deliveries', async (queued) => {
    const { graphQl } = graphQlTwin({ productIntegration: OWNER, deliveries: list([]) });
    const { get } = await consoleFor({ now, graphQl });
    const page = async (count: string) =>
      pageOf(
        await get(`/console/deliveries/sending?integration=${INTEGRATION_ID}&queued=${encodeURIComponent(count)}`),
      ).querySelector('main')?.textContent;
    expect(await page(queued)).toBe(await page('0'));
    expect(await page('5')).not.toBe(await page('0'));
  });

  test('counts those of this integration that are still due, and looks again', async () => {
    const other = { ...DUE, integrationId: 'another' };
    const { graphQl } = graphQlTwin({ productIntegration: OWNER, deliveries: list([DUE, other, WAITING]) });
    const { get } = await consoleFor({ now, graphQl });
    const answer = await get(sending);
    expect(textOf(answer)).toContain('3 deliveries are sent again.One is still to be sent.');
    expect(pageOf(answer).querySelector('progress')?.getAttribute('value')).toBe('2');
    expect(answer.body).toContain('data-reload="3"');
  });

  test('ends when none is due, and goes on with the same time where there was more', async () => {
    const { graphQl } = graphQlTwin({ productIntegration: OWNER, deliveries: list([WAITING], 'more') });
    const { get } = await consoleFor({ now, graphQl });
    const answer = await get(sending);
    expect(textOf(answer)).toContain('Nothing is left to be sent at once.');
    expect(answer.body).not.toContain('data-reload=');
    expect(pageOf(answer).querySelector('main input[name=since]')?.getAttribute('value')).toBe(
      '2026-11-25T12:00:00.000Z',
    );
  });

  test('does not claim to be done while more are due than it has looked at', async () => {
    const other = { ...DUE, integrationId: 'another' };
    const { graphQl } = graphQlTwin({ productIntegration: OWNER, deliveries: list([other], 'more') });
    const answer = await (await consoleFor({ now, graphQl })).get(sending);
    expect(textOf(answer)).toContain('More than can be counted here are still to be sent.');
    expect(answer.body).toContain('data-reload="3"');
  });
});
