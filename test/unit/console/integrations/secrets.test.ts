import { describe, expect, test } from 'vitest';
import { graphQlTwin, refusing } from '../graphql-twin.ts';
import { INTEGRATION, INTEGRATION_ID } from '../integration-samples.ts';
import { consoleFor, pageOf, textOf } from '../setup.ts';
import { BELOW, fieldOf, walk } from './form-walk.ts';

const CLIENTS = `${BELOW}/clients`;
const SIGNING = `${BELOW}/signing-secret`;
const CLIENT = {
  clientId: 'hfi_1',
  scopes: ['events:read'],
  createdOn: Date.parse('2026-11-20T08:00:00Z'),
  createdBy: 'operator:olga@example.com',
  lastUsedOn: null,
};
const WITH_ONE = { ...INTEGRATION, inboundClients: [CLIENT], signingSecretHint: 'Xyz1=' };
const generate = 'generateProductIntegrationInboundClient';
const GENERATED = {
  clientId: 'hfi_2',
  clientSecret: 'geheim-4711',
  scopes: ['events:read', 'events:write'],
  tokenUrl: 'https://api.example/v1/oauth2/token',
  userErrors: null,
};
const rotate = 'rotateProductIntegrationSigningSecret';
const ROTATED = {
  signingSecret: 'whsec_geheim-4711',
  previousValidUntil: Date.parse('2026-11-28T08:00:00Z'),
  userErrors: null,
};

describe('clients of the vendor’s systems', () => {
  test('are listed and revoked', async () => {
    const twin = graphQlTwin({
      productIntegration: WITH_ONE,
      revokeProductIntegrationInboundClient: { userErrors: null },
    });
    const { get, post, csrf } = await consoleFor({ graphQl: twin.graphQl });
    const page = await get(CLIENTS);
    expect(pageOf(page).querySelector('tbody tr')?.textContent).toMatch(/hfi_1.*events:read.*olga@example.com.*never/s);
    const answer = await post(`${CLIENTS}/revoke`, { csrf, client: 'hfi_1' });
    expect(twin.inputsOf('revokeProductIntegrationInboundClient')).toEqual([{ id: INTEGRATION_ID, clientId: 'hfi_1' }]);
    expect(answer.headers?.['location']).toBe(`${CLIENTS}?done=client_revoked`);
  });

  test('show a new secret once, in the answer to the form, which nobody keeps', async () => {
    const { page, answer, inputs, logged } = await walk(
      CLIENTS,
      { scope: 'events:write' },
      { integrations: [WITH_ONE], mutation: generate, answer: GENERATED },
    );
    const ticked = pageOf(page).querySelectorAll('main input[checked]');
    expect(ticked.map((box) => box.getAttribute('value'))).toEqual(['events:read', 'events:write']);
    expect(inputs).toEqual([{ id: INTEGRATION_ID, scopes: ['events:write'] }]);
    expect([answer.status, answer.headers?.['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.headers?.['location']).toBeUndefined();
    expect(textOf(answer)).toContain('geheim-4711');
    expect(
      pageOf(answer)
        .querySelectorAll('a')
        .map((link) => link.getAttribute('href'))
        .join(),
    ).not.toContain('geheim');
    expect(JSON.stringify(logged)).not.toContain('geheim-4711');
  });

  test('are made once by a form that is sent twice', async () => {
    const two = { ...WITH_ONE, inboundClients: [] };
    const { answer, inputs } = await walk(
      CLIENTS,
      { scope: 'events:read' },
      { integrations: [two, WITH_ONE], mutation: generate, answer: GENERATED },
    );
    expect([answer.status, inputs]).toEqual([409, []]);
    expect(textOf(answer)).toContain('The clients have changed meanwhile, and none was created.');
  });

  test('get no scope that operators have not, and at least one', async () => {
    const asked = { integrations: [WITH_ONE], mutation: generate, answer: GENERATED };
    const { answer, inputs } = await walk(CLIENTS, { scope: 'connections:credentials' }, asked);
    expect([answer.status, inputs]).toEqual([422, []]);
  });

  test('are neither made nor revoked where more than one product uses the integration', async () => {
    const locked = { ...WITH_ONE, readOnlyInConsole: true };
    const twin = graphQlTwin({ productIntegration: locked });
    const { get, post, csrf } = await consoleFor({ graphQl: twin.graphQl });
    expect(pageOf(await get(CLIENTS)).querySelectorAll('main form')).toEqual([]);
    for (const path of [CLIENTS, `${CLIENTS}/revoke`, SIGNING]) {
      expect(
        (await post(path, { csrf, client: 'hfi_1', scope: 'events:read', hint: 'Xyz1=', hours: '1' })).status,
      ).toBe(403);
    }
    expect(twin.asked.filter(({ query }) => query.startsWith('mutation'))).toEqual([]);
  });
});

describe('the signing secret', () => {
  test('is rotated, and the new one is shown once', async () => {
    const { page, answer, inputs } = await walk(
      SIGNING,
      { hours: '48' },
      { integrations: [WITH_ONE], mutation: rotate, answer: ROTATED },
    );
    expect(textOf(page)).toContain('…Xyz1=');
    expect(fieldOf(page, 'hours').value).toBe('24');
    expect(inputs).toEqual([{ id: INTEGRATION_ID, replaces: 'Xyz1=', keepPreviousForHours: 48 }]);
    expect([answer.status, answer.headers?.['cache-control'], answer.headers?.['location']]).toEqual([
      200,
      'no-store',
      undefined,
    ]);
    expect(textOf(answer)).toContain('whsec_geheim-4711');
    expect(textOf(answer)).toContain('Events carry both signatures until');
  });

  test('is rotated once by a form that is sent twice', async () => {
    const rotated = { ...WITH_ONE, signingSecretHint: 'New1=' };
    const asked = { integrations: [WITH_ONE, rotated], mutation: rotate };
    const { answer } = await walk(SIGNING, {}, { ...asked, answer: refusing('REVISION_CONFLICT', ['replaces']) });
    expect(answer.status).toBe(409);
    expect(textOf(answer)).toContain('The secret has been rotated since this page was opened.');
    expect(pageOf(answer).querySelector('main input[name=hint]')?.getAttribute('value')).toBe('New1=');
  });

  test.each(['', 'many', '-1', '1.5'])('is not rotated for %j hours', async (hours) => {
    const asked = { integrations: [WITH_ONE], mutation: rotate, answer: ROTATED };
    const { answer, inputs } = await walk(SIGNING, { hours }, asked);
    expect([answer.status, inputs, fieldOf(answer, 'hours').value]).toEqual([422, [], hours]);
    expect(fieldOf(answer, 'hours').error).toContain('whole number from 0 to 168');
  });

  test('says at its field what the API has refused', async () => {
    const answer = refusing('INPUT_INVALID', ['keepPreviousForHours'], 'must be at most 168');
    const sent = await walk(SIGNING, { hours: '999' }, { integrations: [WITH_ONE], mutation: rotate, answer });
    expect(fieldOf(sent.answer, 'hours').error).toContain('must be at most 168');
  });
});
