import { readFileSync } from 'node:fs';
import {
  deliveryIdOf,
  type IntegrationId,
  parseIntegrationId,
} from '../../../functions/domain/integrations/integration-ids.ts';
import { createMerchant } from '../../../infra/local/demo-store/merchant.ts';
import type { HostFunctions } from '../../../infra/local/lambda/function-host.ts';
import { openApiClientSetup } from '../api/api-setup.ts';
import { countingHost } from '../handshake/counting-host.ts';
import { tableOf } from '../stored-data.ts';
import { consolePages, type ScalePage } from './console-pages.ts';
import { addHappenings, addStores } from './fill-table.ts';
import { refusedByRole } from './grants.ts';

const INTEGRATION = '5f157a26-0238-4f3f-9c31-1f3e65b4713e';
const READS = ['GetItem', 'Query', 'BatchGetItem', 'TransactGetItems', 'Scan'];
/** What the function remembers, such as the products, is read anew now and then: the middle one of these counts. */
const COUNTED = 3;

export type ConsoleAtScale = Awaited<ReturnType<typeof openConsoleAtScale>>;

/** A local console that olga@example.com has signed in to, over a table that is filled without handshakes. */
export async function openConsoleAtScale(base?: HostFunctions) {
  const refused = new Set<string>();
  let isReading = false;
  const { host, count } = countingHost(base, (operation, body) => {
    if (isReading) for (const one of refusedByRole(operation, body)) refused.add(one);
  });
  const setup = await openApiClientSetup({ schedules: false, hostFunctions: host });
  const { local } = setup;
  const table = tableOf(local);
  const integration = await makeIntegration(local.url, await setup.token());
  await addHappenings(table, local.openidUrl, integration);
  const merchant = createMerchant({ email: 'olga@example.com' });
  await merchant.signIn(await merchant.visit(`${local.url}/console`));
  const cookie = await merchant.jar.getCookieString(`${local.url}/console`);

  async function show({ name, path }: ScalePage): Promise<string> {
    const answer = await fetch(`${local.url}/console${path}`, { headers: { cookie }, redirect: 'manual' });
    const body = await answer.text();
    if (answer.status !== 200) {
      const logged = readFileSync(local.logFile, 'utf8').trimEnd().split('\n').at(-1);
      throw new Error(`${name}: ${answer.status}, ${logged}`);
    }
    return body;
  }

  const made = () => READS.reduce((sum, name) => sum + (count.calls.get(`${TARGET}.${name}`) ?? 0), 0);
  return {
    pages: consolePages(integration, deliveryIdOf('evt-0', 'connection.created', integration)),
    show,
    /** Stores up to this number, of which the first `channels` have a channel each. */
    add: (from: number, to: number, channels: number) =>
      addStores(table, { from, to, channels, issuer: local.openidUrl }),
    /** How many reads of the table one request of a page makes. */
    async reads(page: ScalePage): Promise<number> {
      count.paused = false;
      isReading = true;
      await show(page);
      const counted: number[] = [];
      for (let request = 0; request < COUNTED; request += 1) {
        const before = made();
        await show(page);
        counted.push(made() - before);
      }
      count.paused = true;
      isReading = false;
      return counted.toSorted((one, other) => one - other)[1] ?? Number.NaN;
    },
    /** Reads, while they were counted, that the function's role on AWS does not grant. */
    refused: (): readonly string[] => [...refused],
    close: async () => {
      table.client.destroy();
      await setup.close();
    },
  };
}

const TARGET = 'DynamoDB_20120810';

async function makeIntegration(url: string, token: string): Promise<IntegrationId> {
  const query =
    'mutation ($input: CreateProductIntegrationInput!) { createProductIntegration(input: $input) { userErrors { code } } }';
  const input = { id: INTEGRATION, name: 'Acme', number: 7, createUrl: 'https://vendor.example/events' };
  const answer = await fetch(`${url}/v1/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const id = parseIntegrationId(INTEGRATION);
  if (id === undefined || !answer.ok) throw new Error(`no integration: ${await answer.text()}`);
  return id;
}
