import { describe, expect, test } from 'vitest';
import { graphQlTwin, refusing } from './graphql-twin.ts';
import { FIRST_VERSION, INTEGRATION, INTEGRATION_ID, list, VERSION } from './integration-samples.ts';
import { consoleFor, pageOf, textOf } from './setup.ts';

const now = () => new Date('2026-11-26T12:00:00.000Z');
const HERE = `/console/integrations/${INTEGRATION_ID}`;

describe('the list of integrations', () => {
  test('asks for one page, by the cursor and a part of the name', async () => {
    const { graphQl, asked } = graphQlTwin({ productIntegrations: list([INTEGRATION], 'bmV4dA') });
    const { get } = await consoleFor({ now, graphQl });
    const page = pageOf(await get('/console/integrations?name=+acme+&cursor=Y3Vy'));
    expect(asked.map(({ variables }) => variables)).toEqual([{ after: 'Y3Vy', name: 'acme' }]);
    expect(page.querySelector('.pager a[rel=next]')?.getAttribute('href')).toBe(
      '/console/integrations?name=acme&cursor=bmV4dA'.replace('name=acme', 'name=+acme+'),
    );
  });

  test('shows what is published, what is not yet, and how the URLs do', async () => {
    const paused = {
      ...INTEGRATION,
      sourceId: FIRST_VERSION,
      name: null,
      number: null,
      published: null,
      deliveriesEnabled: false,
    };
    const { graphQl } = graphQlTwin({ productIntegrations: list([INTEGRATION, paused]) });
    const { get } = await consoleFor({ now, graphQl });
    const rows = pageOf(await get('/console/integrations')).querySelectorAll('tbody tr');
    const texts = rows.map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(texts[0]).toBe('Acme ERP34827erp6 days ago changed sincefailedin use');
    expect(texts[1]).toBe('Integration without a name–erpnever publishedfaileddeliveries paused');
  });

  test('leads to the page of the one that a number or an id names', async () => {
    const { get } = await consoleFor({ now, graphQl: graphQlTwin({}).graphQl });
    expect((await get('/console/integrations?name=34827')).headers?.['location']).toBe('/console/integrations/34827');
  });
});

describe("an integration's page", () => {
  test('shows working beside published, and marks what differs', async () => {
    const { get } = await consoleFor({ now, graphQl: graphQlTwin({ productIntegration: INTEGRATION }).graphQl });
    const answer = await get(HERE);
    const rows = pageOf(answer).querySelectorAll('section.part:nth-of-type(4) tbody tr');
    const texts = rows.map((row) => row.querySelectorAll('td').map((cell) => cell.textContent.trim()));
    expect(texts.filter(([label]) => label?.includes('differs'))).toEqual([
      ['Store connected differs', 'http://erp.example/orders', 'https://erp.example/created'],
    ]);
    expect(texts).toContainEqual(['Secret', 'stored', 'stored']);
  });

  test('says first what would fail, where it is, and what the last test brought', async () => {
    const { get } = await consoleFor({ now, graphQl: graphQlTwin({ productIntegration: INTEGRATION }).graphQl });
    const text = textOf(await get(HERE));
    expect(text).toMatch(/error ?Store connected ?Nothing is sent over plain http\. Use https\..*warning/);
    expect(text).toContain(
      'failed HTTP 404 · 120 ms · token 45 ms The status of the answer says that the event was not taken.',
    );
    expect(text).toContain('Edited: Store connected (revision 4) by otto@example.com');
  });

  test('does not call it well while no product uses it, or its test failed', async () => {
    const [finding] = INTEGRATION.findings;
    const tried = (code: string) => ({ findings: [{ ...finding, code }] });
    const published = { ...INTEGRATION, changedSincePublished: false, ...tried('TEST_FAILED') };
    const shown = async (productIntegration: object) => {
      const { get } = await consoleFor({ now, graphQl: graphQlTwin({ productIntegration }).graphQl });
      return pageOf(await get(HERE));
    };
    const failing = await shown(published);
    expect(failing.querySelector('.notice')?.textContent).toContain('The last test failed, see below');
    const unlinked = await shown({ ...published, products: list([]) });
    expect(unlinked.querySelector('.notice')?.textContent).toContain('no product uses this integration');
    expect(unlinked.querySelector('.notice a')?.getAttribute('href')).toBe(`${HERE}/products`);
    expect(unlinked.querySelector('.notice a')?.textContent).toBe('Link a product');
    expect(unlinked.querySelector('h1')?.textContent).toContain('not in use yet');
    const well = await shown({ ...published, ...tried('NOT_TESTED') });
    expect(well.querySelector('.notice.good')?.textContent).toContain('Everything is published');
    expect(well.querySelector('h1')?.textContent).toContain('in use');
  });

  test('is in German for whoever reads German', async () => {
    const { graphQl } = graphQlTwin({ productIntegration: INTEGRATION });
    const { get } = await consoleFor({ now, graphQl, language: 'de' });
    const text = textOf(await get(HERE));
    expect(text).toContain('Über unverschlüsseltes http wird nichts gesendet.');
    expect(text).not.toContain('Findings');
  });

  test('reloads while a test is under way, and not once it must have been lost', async () => {
    const running = (startedOn: string) => ({
      ...INTEGRATION.lastTest,
      endedOn: null,
      success: null,
      results: [],
      startedOn: Date.parse(startedOn),
    });
    const of = async (startedOn: string) => {
      const { graphQl } = graphQlTwin({ productIntegration: { ...INTEGRATION, lastTest: running(startedOn) } });
      return (await consoleFor({ now, graphQl })).get(HERE);
    };
    expect((await of('2026-11-26T11:59:58Z')).body).toContain('data-reload="2"');
    const lost = await of('2026-11-26T11:50:00Z');
    expect(lost.body).not.toContain('data-reload=');
    expect(textOf(lost)).toContain('The test has not ended. Start it again.');
  });

  test('is read-only where several products use it: nothing is offered, and nothing is taken', async () => {
    const { graphQl, asked } = graphQlTwin({ productIntegration: { ...INTEGRATION, readOnlyInConsole: true } });
    const { get, post, csrf } = await consoleFor({ now, graphQl });
    const page = pageOf(await get(HERE));
    expect(page.querySelectorAll('main a.button').map((link) => link.textContent)).toEqual(['Deliveries']);
    for (const below of ['edit', 'publish', `versions/${FIRST_VERSION}/rollback`]) {
      expect((await post(`${HERE}/${below}`, { csrf, revision: '4' })).status).toBe(403);
    }
    expect(asked.filter(({ query }) => query.startsWith('mutation'))).toEqual([]);
  });

  test('shows viewers everything and no button', async () => {
    const { graphQl } = graphQlTwin({ productIntegration: INTEGRATION });
    const { get } = await consoleFor({ now, graphQl, role: 'viewer' });
    expect(pageOf(await get(HERE)).querySelectorAll('main form')).toEqual([]);
    expect((await get(`${HERE}/edit`)).status).toBe(403);
  });

  test('is not there under an id that nothing has, and leads from a version to that version', async () => {
    const none = await consoleFor({ now, graphQl: graphQlTwin({ productIntegration: null }).graphQl });
    expect((await none.get(HERE)).status).toBe(404);
    const { graphQl } = graphQlTwin({
      productIntegration: { ...INTEGRATION, id: FIRST_VERSION, version: 'PUBLISHED' },
    });
    const { get } = await consoleFor({ now, graphQl });
    const { headers } = await get(`/console/integrations/${FIRST_VERSION}`);
    expect(headers?.['location']).toBe(`${HERE}/versions/${FIRST_VERSION}`);
  });
});

describe('what operators do with an integration', () => {
  const done = { userErrors: null };

  test('a test sends events of the version asked for; one too soon is refused in words', async () => {
    const twin = graphQlTwin({ productIntegration: INTEGRATION, triggerProductIntegrationPingTest: done });
    const { post, csrf } = await consoleFor({ now, graphQl: twin.graphQl });
    expect((await post(`${HERE}/test`, { csrf, version: 'PUBLISHED' })).headers?.['location']).toBe(
      `${HERE}?done=integration_tested`,
    );
    expect(twin.inputsOf('triggerProductIntegrationPingTest')).toEqual([
      { id: INTEGRATION_ID, version: 'PUBLISHED', signIn: false },
    ]);
    const soon = graphQlTwin({
      productIntegration: INTEGRATION,
      triggerProductIntegrationPingTest: refusing('PING_TOO_SOON'),
    });
    const again = await (await consoleFor({ now, graphQl: soon.graphQl })).post(`${HERE}/test`);
    expect([again.status, textOf(again).includes('less than 10 seconds ago')]).toEqual([422, true]);
  });

  test('publishing names the revision that was looked at, and refuses errors unless told otherwise', async () => {
    const twin = graphQlTwin({ productIntegration: INTEGRATION, publishProductIntegration: done });
    const { get, post, csrf } = await consoleFor({ now, graphQl: twin.graphQl });
    const question = await get(`${HERE}/publish`);
    expect(pageOf(question).querySelector('input[name=revision]')?.getAttribute('value')).toBe('4');
    expect(textOf(question)).toContain('http://erp.example/ordershttps://erp.example/created');
    await post(`${HERE}/publish`, { csrf, revision: '4', note: ' New URL ' });
    await post(`${HERE}/publish`, { csrf, revision: '4', despite: 'errors' });
    expect(twin.inputsOf('publishProductIntegration')).toEqual([
      { integrationId: INTEGRATION_ID, revision: 4, requireReady: true, note: 'New URL' },
      { integrationId: INTEGRATION_ID, revision: 4, requireReady: false },
    ]);
  });

  test.each([
    ['NOT_READY', 422, 'There are errors among the findings below.'],
    ['REVISION_CONFLICT', 409, 'nothing was published. Look again at what will change.'],
  ])('publishing that ends in %s shows why, and keeps the note', async (code, status, words) => {
    const { graphQl } = graphQlTwin({ productIntegration: INTEGRATION, publishProductIntegration: refusing(code) });
    const { post, csrf } = await consoleFor({ now, graphQl });
    const answer = await post(`${HERE}/publish`, { csrf, revision: '3', note: 'Mine' });
    expect(answer.status).toBe(status);
    expect(textOf(answer)).toContain(words);
    expect(pageOf(answer).querySelector('input[name=note]')?.getAttribute('value')).toBe('Mine');
  });

  test('rolling back names the version and the revision that was looked at', async () => {
    const twin = graphQlTwin({
      productIntegration: ({ id }: { id: string }) => (id === FIRST_VERSION ? VERSION : INTEGRATION),
      rollbackProductIntegration: done,
    });
    const { get, post, csrf } = await consoleFor({ now, graphQl: twin.graphQl });
    const page = pageOf(await get(`${HERE}/versions/${FIRST_VERSION}`));
    expect(page.querySelector('details')?.textContent).toContain('Changes made since are lost.');
    await post(`${HERE}/versions/${FIRST_VERSION}/rollback`, { csrf, revision: '4' });
    expect(twin.inputsOf('rollbackProductIntegration')).toEqual([
      { integrationId: INTEGRATION_ID, revision: 4, toId: FIRST_VERSION },
    ]);
  });

  test("a version of another integration is not shown as this one's", async () => {
    const { graphQl } = graphQlTwin({
      productIntegration: ({ id }: { id: string }) =>
        id === FIRST_VERSION ? { ...VERSION, sourceId: FIRST_VERSION } : INTEGRATION,
    });
    expect((await (await consoleFor({ now, graphQl })).get(`${HERE}/versions/${FIRST_VERSION}`)).status).toBe(404);
  });

  test('linking a product that is not there says so, and keeps what was entered', async () => {
    const { graphQl } = graphQlTwin({
      productIntegration: INTEGRATION,
      linkProductIntegration: refusing('NOT_FOUND', ['productId']),
    });
    const { post, csrf } = await consoleFor({ now, graphQl });
    const answer = await post(`${HERE}/products/link`, { csrf, product: 'no-such' });
    expect(textOf(answer)).toContain('Product: There is none of this id or name.');
    expect(pageOf(answer).querySelector('input#product')?.getAttribute('value')).toBe('no-such');
  });
});
