import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSettings } from '../../../infra/settings/settings.ts';
import { customIdleCosts, totalOf } from './costs.ts';

const sectionOf = (title: string) =>
  readFileSync('docs/sync.md', 'utf8').split(`## ${title}`)[1]?.split('\n## ')[0] ?? '';
const page = sectionOf('Your own connectors');
const blockOf = (language: string, section = page) =>
  new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(section)?.[1] ?? '';

test('the connector of docs/sync.md is the one that the tests deploy and try', () => {
  expect(blockOf('typescript')).toBe(readFileSync('test/examples/cms-pages.ts', 'utf8'));
});

test('its settings are ones that a deployment takes', () => {
  const written = JSON.parse(blockOf('json').replace('connectors/cms-pages.ts', 'test/examples/cms-pages.ts'));
  const settings = readSettings({ products: [{ id: 'erp', name: 'Acme ERP' }], ...written });
  expect(settings.sync.connectors.map(({ name }) => name)).toEqual(['cms-pages']);
});

test('what they cost while nothing happens is what the page says', () => {
  expect(page).toContain(`${totalOf(customIdleCosts()).toFixed(2)} USD a month for the queue`);
});

test('the writer of docs/sync.md is the one that the tests deploy, and its settings are taken', () => {
  const section = sectionOf('Your own writers');
  expect(blockOf('typescript', section)).toBe(readFileSync('test/examples/page-texts.ts', 'utf8'));
  const written = JSON.parse(blockOf('json', section).replace('writers/page-texts.ts', 'test/examples/page-texts.ts'));
  const settings = readSettings({ products: [{ id: 'erp', name: 'Acme ERP' }], ...written });
  expect(settings.sync.writers.map(({ name }) => name)).toEqual(['page-texts']);
});
