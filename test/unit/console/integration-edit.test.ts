import { describe, expect, test } from 'vitest';
import { graphQlTwin, refusing } from './graphql-twin.ts';
import { INTEGRATION, INTEGRATION_ID } from './integration-samples.ts';
import { consoleFor, pageOf, textOf } from './setup.ts';

const HERE = `/console/integrations/${INTEGRATION_ID}/edit`;
const done = { userErrors: null };

/** The form as it was read, with what somebody enters, sent to a GraphQL that answers so. */
async function sent(entered: Readonly<Record<string, string>>, answer: unknown, later: object = INTEGRATION) {
  let reads = 0;
  const twin = graphQlTwin({
    productIntegration: () => (reads++ < 2 ? INTEGRATION : later),
    updateProductIntegration: answer,
  });
  const { get, post, logged } = await consoleFor({ graphQl: twin.graphQl });
  const form = pageOf(await get(HERE)).querySelector('main form');
  const fields = (form?.querySelectorAll('input, select') ?? []).map((field) => {
    const chosen = field.querySelector('option[selected]');
    return [field.getAttribute('name') ?? '', (chosen ?? field).getAttribute('value') ?? ''];
  });
  const page = await post(HERE, { ...Object.fromEntries(fields), ...entered });
  return { answer: page, inputs: twin.inputsOf('updateProductIntegration'), logged };
}

const shownIn = (answer: Parameters<typeof pageOf>[0], id: string) =>
  pageOf(answer).querySelector(`#${id}`)?.getAttribute('value');
const errorOf = (answer: Parameters<typeof pageOf>[0], id: string) =>
  pageOf(answer).querySelector(`#${id}-error`)?.textContent.trim();

describe('the form of an integration', () => {
  test('holds what is stored, and never a secret', async () => {
    const { get } = await consoleFor({ graphQl: graphQlTwin({ productIntegration: INTEGRATION }).graphQl });
    const answer = await get(HERE);
    expect(shownIn(answer, 'createUrl')).toBe('http://erp.example/orders');
    expect(shownIn(answer, 'tokenUri')).toBe('https://erp.example/token');
    const secret = pageOf(answer).querySelector('#secret');
    expect([secret?.getAttribute('type'), secret?.getAttribute('value')]).toEqual(['password', '']);
    expect(textOf(answer)).toContain('Leave this empty to keep it.');
  });

  test('sends what was changed and nothing else, with the revision that was read', async () => {
    const { answer, inputs } = await sent({ createUrl: ' https://erp.example/new ', cancelUrl: '' }, done);
    expect(inputs).toEqual([
      { id: INTEGRATION_ID, revision: 4, createUrl: 'https://erp.example/new', cancelUrl: null },
    ]);
    expect(answer.headers?.['location']).toBe(`/console/integrations/${INTEGRATION_ID}?done=integration_saved`);
  });

  test('sends credentials as a whole, and a secret only when one was entered', async () => {
    const { inputs } = await sent({ scope: 'all' }, done);
    const whole = { type: 'OAUTH2', clientId: 'handfast', tokenUri: 'https://erp.example/token', scope: 'all' };
    expect(inputs).toEqual([{ id: INTEGRATION_ID, revision: 4, outboundCredentials: whole }]);
    const basic = await sent({ type: 'BASIC', username: 'hf', secret: 'pass word' }, done);
    expect(basic.inputs).toMatchObject([
      { outboundCredentials: { type: 'BASIC', username: 'hf', password: 'pass word' } },
    ]);
  });

  test('comes back with what was entered and the error beside its field, but without the secret', async () => {
    const refused = refusing(
      'INPUT_INVALID',
      ['outboundCredentials', 'clientId'],
      'clientId must have at most 500 characters',
    );
    const { answer, logged } = await sent({ name: 'Entered', secret: 'geheim-4711' }, refused);
    expect(answer.status).toBe(422);
    expect(shownIn(answer, 'name')).toBe('Entered');
    expect(errorOf(answer, 'clientId')).toContain('This cannot be saved. clientId must have at most 500 characters');
    expect(pageOf(answer).querySelector('#clientId')?.getAttribute('aria-invalid')).toBe('true');
    expect(errorOf(answer, 'secret')).toContain('please enter it once more');
    expect(answer.body).not.toContain('geheim-4711');
    expect(JSON.stringify(logged)).not.toContain('geheim-4711');
  });

  test('says what somebody else has changed meanwhile, keeps both changes, and saves on top of theirs', async () => {
    const theirs = {
      ...INTEGRATION,
      revision: 5,
      createUrl: 'https://erp.example/theirs',
      cancelUrl: 'https://erp.example/their-end',
      audit: {
        ...INTEGRATION.audit,
        nodes: [{ ...INTEGRATION.audit.nodes[0], by: 'operator:ida@example.com', revision: 5 }],
      },
    };
    const conflict = refusing('REVISION_CONFLICT', ['revision']);
    const { answer } = await sent({ createUrl: 'https://erp.example/mine', name: 'Mine' }, conflict, theirs);
    expect(answer.status).toBe(409);
    expect(textOf(answer)).toContain(
      'ida@example.com saved this integration while you were editing. These fields have changed meanwhile: Store connected, Store disconnected.',
    );
    expect(shownIn(answer, 'name')).toBe('Mine');
    expect(shownIn(answer, 'createUrl')).toBe('https://erp.example/mine');
    expect(errorOf(answer, 'createUrl')).toContain('Changed meanwhile to https://erp.example/theirs');
    expect(shownIn(answer, 'cancelUrl')).toBe('https://erp.example/their-end');
    expect(errorOf(answer, 'cancelUrl')).toBe('Changed meanwhile: this is the new value.');
    expect(pageOf(answer).querySelector('input[name=revision]')?.getAttribute('value')).toBe('5');
  });

  test('what it was read as may be tampered with: then everything counts as entered', async () => {
    const { inputs } = await sent({ read: '{"name":3' }, done);
    expect(inputs).toMatchObject([{ revision: 4, name: 'Acme ERP', createUrl: 'http://erp.example/orders' }]);
  });
});
