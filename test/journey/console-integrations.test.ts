import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiClientSetup, openApiClientSetup } from './api/api-setup.ts';
import { type Operator, openOperator } from './console-operator.ts';
import { openAuthority } from './webhooks/authority.ts';
import { openReceiver, type Receiver } from './webhooks/receiver.ts';

const INTEGRATION = '5f157a26-0238-4f3f-9c31-1f3e65b4713e';
const HERE = `/console/integrations/${INTEGRATION}`;
/** GraphQL takes one test of an integration in this time. */
const BETWEEN_TESTS_MS = 11_000;

let setup: ApiClientSetup;
let receiver: Receiver;
let olga: Operator;
beforeAll(async () => {
  const authority = await openAuthority();
  receiver = await openReceiver(authority);
  setup = await openApiClientSetup({ hostFunctions: authority.hostFunctions });
  olga = openOperator(setup.local.url);
  await fetch(`${setup.local.url}/v1/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await setup.token()}` },
    body: JSON.stringify({
      query:
        'mutation ($input: CreateProductIntegrationInput!) { createProductIntegration(input: $input) { userErrors { code } } }',
      variables: { input: { id: INTEGRATION, name: 'Acme', number: 7, createUrl: `${receiver.url}/wrong` } },
    }),
  });
}, 180_000);
afterAll(() => Promise.all([setup?.close(), receiver?.close()]));

describe('an integration in the console', () => {
  test('is found by its number, tested, mended, tested again and published', { timeout: 90_000 }, async () => {
    receiver.answer(({ path }) => ({ status: path.startsWith('/right') ? 200 : 404 }));
    const found = await olga.open('/console/integrations?name=7');
    expect(found.url).toContain('/console/integrations/7');
    expect(found.text).toContain('Nothing is published yet, so no event is sent.');

    await olga.press(await olga.open(HERE), '/test');
    const failed = await olga.until(HERE, 'HTTP 404');
    expect(failed.text).toContain('The status of the answer says that the event was not taken.');

    const saved = await olga.press(await olga.open(`${HERE}/edit`), '/edit', { createUrl: `${receiver.url}/right` });
    expect(saved.text).toContain('Saved. Events go on by the published version');
    setup.moveClock(BETWEEN_TESTS_MS);
    await olga.press(saved, '/test');
    const passed = await olga.until(HERE, 'HTTP 200');
    expect(passed.text).not.toContain('No test has ended since the last change.');

    const question = await olga.open(`${HERE}/publish`);
    expect(question.text).toContain(`${receiver.url}/right`);
    const published = await olga.press(question, '/publish', { note: 'The right address' });
    expect(published.text).toContain('Everything is published');
    expect(published.text).toContain('The right address');
    expect(published.text).toContain('Published (revision 2) by olga@example.com');
  });

  test('is linked, edited, published and rolled back', { timeout: 60_000 }, async () => {
    const products = await olga.press(await olga.open(`${HERE}/products`), '/products/link', { product: 'demo' });
    expect(products.text).toContain('The product uses this integration now.');
    await olga.press(await olga.open(`${HERE}/edit`), '/edit', { cancelUrl: `${receiver.url}/ended` });
    const published = await olga.press(await olga.open(`${HERE}/publish`), '/publish');
    const first = published.document.querySelectorAll('a').find((link) => link.textContent === 'Revision 2');
    const version = await olga.open(first?.getAttribute('href') ?? '');
    expect(version.text).toContain('Store disconnected differs');
    const back = await olga.press(version, '/rollback');
    expect(back.text).toContain('Rolled back: the earlier version is published again.');
    expect(back.text).not.toContain(`${receiver.url}/ended`);
  });

  test('has an event that failed sent again, and it arrives', { timeout: 90_000 }, async () => {
    receiver.answer({ body: '{"success":"false","message":"no such plan"}' });
    await setup.connected();
    const failed = await olga.until('/console/deliveries?status=FAILED', 'connection.created');
    const [link] = failed.document.querySelectorAll('main td a');
    const here = link?.getAttribute('href') ?? '';
    expect((await olga.open(here)).text).toContain('no such plan');

    receiver.answer({ body: '{"success":"true"}' });
    const again = await olga.press(await olga.open(here), '/again');
    expect(again.text).toContain('The event is sent again, under the id it had.');
    const arrived = await olga.until(here, 'The URL has taken the event.');
    expect(arrived.document.querySelectorAll('main tbody tr')).toHaveLength(2);
    const ids = receiver.at('/right').map(({ headers }) => headers['webhook-id']);
    expect(ids.at(-1)).toBe(ids.at(-2));
  });

  test('has all events that failed sent again, and says when that is done', { timeout: 90_000 }, async () => {
    receiver.answer({ body: '{"success":"false","message":"still not"}' });
    await setup.connected();
    await olga.until(`/console/deliveries?integration=${INTEGRATION}&status=FAILED`, 'connection.created');
    receiver.answer({ body: '{"success":"true"}' });
    const list = await olga.open(`/console/deliveries?integration=${INTEGRATION}`);
    const sending = await olga.press(list, '/deliveries/failed');
    expect(sending.text).toContain('One delivery is sent again.');
    await olga.until(sending.url, 'Nothing is left to be sent at once.');
    const left = await olga.open(`/console/deliveries?integration=${INTEGRATION}&status=FAILED`);
    expect(left.text).toContain('There is no such delivery.');
  });
});

describe('an integration that is set up in the console alone', () => {
  test('is created once, and filled in form by form', { timeout: 90_000 }, async () => {
    const blank = await olga.open('/console/integrations/new');
    const filled = { name: 'From the console', number: '8' };
    const made = await olga.press(blank, '/integrations/new', filled);
    expect(made.text).toMatch(/whsec_[A-Za-z0-9+/=]{44}/);
    const again = await olga.press(blank, '/integrations/new', filled);
    expect(again.text).toContain('Its signing secret was shown once');
    const here = new URL(again.url).pathname;

    const save = async (section: string, entered: Readonly<Record<string, string>>) => {
      const saved = await olga.press(await olga.open(`${here}/${section}`), `/${section}`, entered);
      expect(saved.text).toContain('Saved. Events go on by the published version');
      return saved;
    };
    await save('sign-on', {
      kind: 'openIdConnect',
      openIdConnect_initiateLoginUrl: 'https://erp.example/login',
      openIdConnect_clientCreationMethod: 'PER_MARKETPLACE',
      openIdConnect_redirectUrls: 'https://erp.example/a\nhttps://erp.example/b',
      openIdConnect_grantTypes_AUTHORIZATION_CODE: '1',
    });
    await save('merchant-sign-in', {
      kind: 'openIdConnect',
      openIdConnect_issuer: 'https://id.example',
      openIdConnect_clientId: 'handfast',
      openIdConnect_clientSecret: 'geheim-4711',
    });
    const kept = await save('merchant-sign-in', { openIdConnect_accountClaim: 'org\nid' });
    expect(kept.text).toContain('Secret: stored');
    await save('questions', {
      question_0_key: 'size',
      question_0_type: 'CHOICE',
      question_0_labels: 'en: Size\nde: Größe',
      question_0_choices: 's | en: Small | de: Klein\nl | en: Large',
      question_0_required: '1',
    });
    const saved = await save('channel', { every_orders: '5', every_stock: '60' });
    expect(saved.text).toContain('size: Size (CHOICE, required)');
    expect(saved.text).toContain('orders: 5 min stock: 60 min');
    expect(saved.text).toContain('Channel of new stores changed');

    await olga.press(await olga.open(`${here}/publish`), '/publish', { despite: 'errors' });
    const frozen = await olga.open(`${here}/sign-on`);
    expect(frozen.document.querySelectorAll('#openIdConnect_clientCreationMethod option')).toHaveLength(1);
    const gone = await olga.press(frozen, '/sign-on/remove');
    expect(gone.text).toContain('Saved.');
  });

  test('gets clients and secrets that are shown once', { timeout: 60_000 }, async () => {
    const clients = `/console/integrations/${await idOf('8')}/clients`;
    const form = await olga.open(clients);
    const made = await olga.press(form, '/clients', { scope: 'events:write' });
    expect(made.text).toContain('Its secret counts from now on.');
    const secret = made.document.querySelectorAll('dd code')[1]?.textContent ?? '';
    expect(secret.length).toBeGreaterThan(30);
    expect((await olga.press(form, '/clients', { scope: 'events:write' })).status).toBe(409);
    const listed = await olga.open(clients);
    expect(listed.text).not.toContain(secret);
    expect((await olga.press(listed, '/clients/revoke')).text).toContain('The client has been revoked.');

    const signing = await olga.open(clients.replace('/clients', '/signing-secret'));
    const rotated = await olga.press(signing, '/signing-secret', { hours: '2' });
    expect(rotated.text).toMatch(/whsec_[A-Za-z0-9+/=]{44}/);
    expect((await olga.press(signing, '/signing-secret')).status).toBe(409);
  });
});

async function idOf(number: string): Promise<string> {
  const shown = await olga.open(`/console/integrations/${number}`);
  return shown.document.querySelector('.id:last-child')?.textContent ?? '';
}

test('a viewer sees it all, and has no button', { timeout: 60_000 }, async () => {
  const vera = openOperator(setup.local.url, 'vera@example.com');
  const shown = await vera.open(HERE);
  expect(shown.text).toContain('You may look, not change.');
  expect(shown.document.querySelectorAll('main form')).toEqual([]);
  expect((await vera.open(`${HERE}/edit`)).status).toBe(403);
  expect((await vera.open('/console/deliveries')).document.querySelectorAll('main form[method=post]')).toEqual([]);
});
