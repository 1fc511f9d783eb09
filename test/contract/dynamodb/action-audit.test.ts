import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openActionAudit } from '../../../functions/adapters/dynamodb/action-audit.ts';
import { auditKey } from '../../../functions/adapters/dynamodb/audit.ts';
import { embeddedTable } from './embedded-table.ts';

const STORE = `con_${'a'.repeat(32)}`;
const ENTRY = { at: '2026-11-27T12:00:00.000Z', by: 'client:backend', action: 'check', outcome: 'done' };

let table: Awaited<ReturnType<typeof embeddedTable>>;
beforeEach(async () => {
  table = await embeddedTable();
});
afterEach(() => table.close());

test('an entry is listed as it was put, and may be deleted when it was said to expire', async () => {
  const audit = openActionAudit(table);
  await audit.put(STORE, { ...ENTRY, id: '1' }, 1_800_000_000);
  await audit.put(STORE, { ...ENTRY, id: '2', at: '2026-11-27T13:00:00.000Z' });
  const { items } = await audit.list(STORE, { limit: 10 });
  expect(items).toEqual([
    { ...ENTRY, id: '2', at: '2026-11-27T13:00:00.000Z' },
    { ...ENTRY, id: '1' },
  ]);
  const expiries = await Promise.all(
    ['1', '2'].map((id) =>
      table.client.send(new GetCommand({ TableName: table.name, Key: { pk: auditKey(STORE, id) } })),
    ),
  );
  expect(expiries.map(({ Item }) => Item?.['expiresAt'])).toEqual([1_800_000_000, undefined]);
});
