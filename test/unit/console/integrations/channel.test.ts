import { describe, expect, test } from 'vitest';
import { refusing } from '../graphql-twin.ts';
import { INTEGRATION, INTEGRATION_ID } from '../integration-samples.ts';
import { BELOW, fieldOf, walk } from './form-walk.ts';

const HERE = `${BELOW}/channel`;
const mutation = 'setProductIntegrationChannel';
const integrations = [
  {
    ...INTEGRATION,
    channel: {
      connectors: [
        { name: 'orders', everyMinutes: 5 },
        { name: 'loyalty', everyMinutes: 60 },
      ],
    },
  },
];

describe('the channel of new stores', () => {
  test('reads what has minutes, the deployment’s own connectors too', async () => {
    const entered = { every_orders: '', every_products: '15', other_name: 'points', other_every: '30' };
    const { page, inputs } = await walk(HERE, entered, { integrations, mutation });
    expect([fieldOf(page, 'every_orders').value, fieldOf(page, 'every_stock').value]).toEqual(['5', '']);
    expect(inputs).toEqual([
      {
        id: INTEGRATION_ID,
        revision: 4,
        connectors: [
          { name: 'products', everyMinutes: 15 },
          { name: 'loyalty', everyMinutes: 60 },
          { name: 'points', everyMinutes: 30 },
        ],
      },
    ]);
  });

  test('sends no minutes that are no number, and says so at the connector', async () => {
    const { answer, inputs } = await walk(HERE, { every_stock: '1.5', every_orders: '6' }, { integrations, mutation });
    expect([answer.status, inputs]).toEqual([422, []]);
    expect(fieldOf(answer, 'every_stock')).toMatchObject({ value: '1.5' });
    expect(fieldOf(answer, 'every_stock').error).toContain('whole number of minutes from 5 to 1440');
    expect(fieldOf(answer, 'every_orders')).toMatchObject({ value: '6', error: undefined });
  });

  test('says of which connector the API has refused something', async () => {
    const answer = refusing('INPUT_INVALID', ['connectors', '1', 'everyMinutes'], 'everyMinutes must be more');
    const sent = await walk(HERE, { every_loyalty: '1' }, { integrations, mutation, answer });
    expect(fieldOf(sent.answer, 'every_loyalty').error).toContain('everyMinutes must be more');
  });
});
