import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, openPackedClient, type PackedClient } from '../../packed-client.ts';

let client: PackedClient;
beforeAll(async () => {
  client = await openPackedClient();
}, 60_000);
afterAll(() => client?.close());

describe.each(['5.6', '5.9'] as const)('TypeScript %s', (version) => {
  test.each(['NodeNext', 'Bundler'] as const)(
    'compiles a project that has installed the client: %s',
    async (module) => {
      expect(await compile(client, version, module)).toBe('');
    },
  );
});
