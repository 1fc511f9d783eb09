import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createMerchant } from '../../infra/local/demo-store/merchant.ts';
import type { NewIntegration } from '../../infra/local/demo-store/rows.ts';
import { type LocalSetup, openLocalSetup } from './local-setup.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let setup: LocalSetup;
let folder: string;
beforeAll(async () => {
  setup = await openLocalSetup();
  folder = mkdtempSync(join(tmpdir(), 'handfast-journey-module-'));
}, 180_000);
afterAll(async () => {
  await setup?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes a module as an operator does, and returns its folder. */
function makeModule(name: string, options: readonly string[]): string {
  const out = join(folder, name);
  const args = ['--product', 'demo', '--vendor', 'Acme', '--name', name, '--email', 'support@acme.example'];
  const made = spawnSync(
    join(ROOT, 'node_modules/.bin/node'),
    [join(ROOT, 'cli/module/module.ts'), ...args, '--base-url', setup.local.url, '--out', out, ...options],
    { encoding: 'utf8' },
  );
  expect([made.status, made.stderr]).toEqual([0, '']);
  return out;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => name === 'resource',
});
const who = z.object({ name: z.string(), email: z.string(), endpoint_url: z.string(), identity_link_url: z.string() });
const what = z.object({ resources: z.object({ resource: z.array(z.object({ name: z.string() })) }) });

/** What Magento takes out of a module: everything that its Integrations grid then holds. */
function broughtBy(module: string, style: 'integration' | 'config'): NewIntegration {
  const read = (file: string): unknown => parser.parse(readFileSync(join(module, 'etc', file), 'utf8'));
  const single = z.object({ config: z.object({ integration: who.and(what) }) });
  const wholeOf = () => single.parse(read('integration.xml')).config.integration;
  const pairOf = () => ({
    ...z.object({ integrations: z.object({ integration: who }) }).parse(read('integration/config.xml')).integrations
      .integration,
    ...z.object({ integrations: z.object({ integration: what }) }).parse(read('integration/api.xml')).integrations
      .integration,
  });
  const found = style === 'integration' ? wholeOf() : pairOf();
  return {
    name: found.name,
    email: found.email,
    endpointUrl: found.endpoint_url,
    identityLinkUrl: found.identity_link_url,
    resources: found.resources.resource.map(({ name }) => name),
  };
}

describe('a module that was made here', () => {
  test.each(['integration', 'config'] as const)(
    'connects a store with its own URLs and permissions (--style %s)',
    async (style) => {
      const options = ['--resources', 'products', '--style', style, '--allow-insecure-http'];
      const integration = broughtBy(makeModule(`Works${style === 'config' ? 'Twice' : ''}`, options), style);
      const store = await setup.store({ integrations: [integration] });
      const merchant = createMerchant();
      const activation = await store.activate(store.id);
      const popup = await merchant.visit(activation.delivered ? activation.popupUrl : activation.problem);
      const end = await merchant.settle(await merchant.answer(await merchant.signIn(popup), 'yes'));
      expect(end.url).toBe(store.successCallback);

      const connection = await setup.connectionOf(store);
      expect(connection?.status).toBe('active');
      const statusOf = async (path: string) => connection && (await setup.callStore(connection, path)).status;
      expect(await statusOf('V1/modules')).toBe(200);
      expect(await statusOf('V1/products?searchCriteria%5BpageSize%5D=1')).toBe(200);
      // Not granted by the module, so the permissions above really are its own.
      expect(await statusOf('V1/store/storeConfigs')).toBe(401);
    },
  );
});
