import { describe, expect, test } from 'vitest';
import { graphQlTwin, refusing } from '../graphql-twin.ts';
import { INTEGRATION_ID, list } from '../integration-samples.ts';
import { consoleFor, pageOf, textOf } from '../setup.ts';
import { fieldOf, walk } from './form-walk.ts';

const HERE = '/console/integrations/new';
const mutation = 'createProductIntegration';
const made = (signingSecret: string | null) => ({
  signingSecret,
  productIntegration: { sourceId: INTEGRATION_ID },
  userErrors: null,
});

describe('a new integration', () => {
  test('is created under the id of the form, shows its signing secret once, and leads to its page', async () => {
    const asked = { mutation, answer: made('whsec_geheim-4711') };
    const { page, answer, inputs } = await walk(HERE, { name: ' Acme ', number: '7' }, asked);
    const id = pageOf(page).querySelector('input[name=id]')?.getAttribute('value');
    expect(id).toMatch(/^[0-9a-f]{8}-/);
    expect(inputs).toEqual([{ id, name: 'Acme', number: 7 }]);
    expect([answer.status, answer.headers?.['cache-control']]).toEqual([200, 'no-store']);
    expect(textOf(answer)).toContain('whsec_geheim-4711');
    expect(pageOf(answer).querySelector('main a.button')?.getAttribute('href')).toBe(
      `/console/integrations/${INTEGRATION_ID}`,
    );
  });

  test('sent again is the one that there is: on to its page', async () => {
    const { answer } = await walk(HERE, {}, { mutation, answer: made(null) });
    expect(answer.headers?.['location']).toBe(`/console/integrations/${INTEGRATION_ID}?done=integration_created`);
  });

  test('comes back under the same id with what is wrong at its field', async () => {
    const answer = refusing('NUMBER_TAKEN', ['number']);
    const sent = await walk(HERE, { name: 'Acme', number: '7' }, { mutation, answer });
    expect(sent.answer.status).toBe(422);
    expect(fieldOf(sent.answer, 'number').error).toBe('Another integration has this number.');
    expect(fieldOf(sent.answer, 'name').value).toBe('Acme');
    const id = pageOf(sent.answer).querySelector('input[name=id]')?.getAttribute('value');
    expect(sent.inputs).toMatchObject([{ id }]);
  });

  test('gets another id where that one is taken, and no number that is none', async () => {
    const taken = await walk(HERE, {}, { mutation, answer: refusing('ID_TAKEN', ['id']) });
    const id = pageOf(taken.answer).querySelector('input[name=id]')?.getAttribute('value');
    expect(id).toMatch(/^[0-9a-f]{8}-/);
    expect(textOf(taken.answer)).toContain('The form holds another id now: send it again.');
    expect(taken.inputs).not.toMatchObject([{ id }]);
    const { answer, inputs } = await walk(HERE, { number: 'seven' }, { mutation, answer: made(null) });
    expect([answer.status, inputs]).toEqual([422, []]);
    expect(fieldOf(answer, 'number')).toMatchObject({ value: 'seven' });
  });

  test('is offered to operators alone', async () => {
    const { graphQl } = graphQlTwin({ productIntegrations: list([]) });
    const links = async (role: 'operator' | 'viewer') =>
      pageOf(await (await consoleFor({ graphQl, role })).get('/console/integrations')).querySelectorAll(
        `a[href="${HERE}"]`,
      );
    expect([(await links('operator')).length, (await links('viewer')).length]).toEqual([1, 0]);
    const viewer = await consoleFor({ graphQl, role: 'viewer' });
    expect((await viewer.get(HERE)).status).toBe(403);
    expect((await viewer.post(HERE)).status).toBe(403);
  });
});
