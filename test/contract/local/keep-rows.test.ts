import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { keepRows } from '../../../infra/local/startup/keep-rows.ts';
import { UserError } from '../../../infra/local/user-error.ts';
import { connect, openShop, restCall } from '../demo-store/shop.ts';
import { temporaryFolder } from './small-stack.ts';

const URLS = { endpointUrl: 'http://127.0.0.1:1/callback', identityLinkUrl: 'http://127.0.0.1:1/login' };

function newFile(): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'demo-magento.json');
}

test('keeps integrations and tokens: what was granted before a restart works after it', async () => {
  const storage = keepRows(newFile());
  const first = await openShop({ storage });
  const { keys, token } = await connect(first);
  const before = first.states();
  await first.close();
  const second = await openShop({ storage });
  // The integration of this run has the same name: the one that was kept goes on, with the URLs of this run.
  expect(second.states()).toEqual(before.map((one) => ({ ...one, endpointUrl: second.states()[0]?.endpointUrl })));
  expect(await restCall(second, 'rest/V1/modules', keys, token)).toMatchObject({ status: 200 });
});

test('keeps what an admin changed and deleted, and gives no id twice', async () => {
  const storage = keepRows(newFile());
  await using first = await startDemoStore({ storage });
  const kept = first.addIntegration({ name: 'kept', ...URLS });
  const gone = first.addIntegration({ name: 'gone', ...URLS });
  first.setResources(kept.id, ['Magento_Sales::actions_view']);
  first.setActive(kept.id, true);
  first.deleteIntegration(gone.id);
  await using second = await startDemoStore({ storage });
  expect(second.states()).toMatchObject([
    { name: 'kept', resources: ['Magento_Sales::actions_view'], active: true, consumer: kept.consumer },
  ]);
  expect(second.addIntegration({ name: 'new', ...URLS }).id).toBeGreaterThan(gone.id);
});

test('lets nobody else read the file', async () => {
  const file = newFile();
  await using _ = await startDemoStore({ storage: keepRows(file), integrations: [{ name: 'Acme', ...URLS }] });
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
});

test.each([
  ['no JSON', (text: string) => text.slice(0, -20), 'it is not JSON'],
  [
    'another shape',
    (text: string) => text.replace('"secret"', '"sacred"'),
    '"consumers.0.secret" is missing or of another kind',
  ],
  ['nothing', () => '', 'it is not JSON'],
  ['a list', () => '[]', 'its content is missing or of another kind'],
])('says in one line that the file is damaged: %s', async (_, damage, why) => {
  const file = newFile();
  await using _store = await startDemoStore({ storage: keepRows(file), integrations: [{ name: 'Acme', ...URLS }] });
  writeFileSync(file, damage(readFileSync(file, 'utf8')));
  await expect(startDemoStore({ storage: keepRows(file) })).rejects.toThrow(
    new UserError(`${file} is damaged: ${why}. Restore it, or delete it to begin without it.`),
  );
});
