import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelType } from '../../../functions/channels/channel-types.ts';
import { writersOf } from '../../../functions/channels/channel-writers.ts';
import {
  expectProgramsToPrint,
  expectShellToPrint,
  expectToCompile,
  openPageSetup,
  type PageSetup,
  readPage,
} from '../api/documented-page.ts';

const page = readPage('docs/sync.md');

let setup: PageSetup;
beforeAll(async () => {
  setup = await openPageSetup();
}, 180_000);
afterAll(() => setup?.close());

describe('docs/sync.md', () => {
  test(
    'prints what its shell commands print: a channel is made, and read',
    () => expectShellToPrint(setup, page, 1),
    90_000,
  );

  test(
    'prints what its programs print, one going on from the other',
    () => expectProgramsToPrint(setup, page, 3, 'export { onNotice, restartAt };'),
    90_000,
  );

  test('shows programs that compile, and runs every one', async () => {
    await expectToCompile(setup);
    expect(page.marks).toEqual(['sh', 'ts']);
  }, 90_000);

  test('names every connector, every writer, and every setting of a channel', () => {
    const { connectors, settings } = channelType('magento2');
    for (const { name } of connectors) expect(page.text).toContain(`\`${name}\``);
    for (const { name } of writersOf('magento2')) expect(page.text).toContain(`| \`${name}\` |`);
    for (const name of Object.keys(settings.parse({}))) expect(page.text).toContain(`| \`${name}\` |`);
  });
});
