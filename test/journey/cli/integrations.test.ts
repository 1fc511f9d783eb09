import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { run } from '../../../cli/program/run.ts';
import { EVENTS_VERSION } from '../../../functions/domain/events.ts';
import { type ApiClientSetup, openApiClientSetup } from '../api/api-setup.ts';
import { openAuthority } from '../webhooks/authority.ts';
import { openReceiver, type Receiver } from '../webhooks/receiver.ts';
import { webhookQueueOf } from '../webhooks/webhook-queue.ts';

const ID = '6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11';
/** Between two tests of an integration. */
const PAUSE_MS = 11_000;
const TEN_MINUTES_MS = 600_000;

const folder = mkdtempSync(join(tmpdir(), 'handfast-cli-'));
const file = join(folder, 'acme.json');
let setup: ApiClientSetup;
let receiver: Receiver;
beforeAll(async () => {
  const authority = await openAuthority();
  receiver = await openReceiver(authority);
  setup = await openApiClientSetup({ hostFunctions: authority.hostFunctions, schedules: false });
}, 180_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([setup?.close(), receiver?.close()]);
});

async function handfast(...argv: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const code = await run([...argv, '--local'], {
    print: (line) => said.push(line),
    printError: (line) => complained.push(line),
    environment: { HANDFAST_DATA: setup.dataFolder, ACME_PASSWORD: 'a-password-of-acme' },
  });
  expect([...said, ...complained].join('\n')).not.toContain('a-password-of-acme');
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

/** A store was connected, as far as the queue of deliveries knows. */
async function storeConnected(): Promise<void> {
  const detail = {
    id: `evt_${randomUUID()}`,
    version: EVENTS_VERSION,
    product: 'demo',
    host: 'shop.example',
    time: setup.now().toISOString(),
    activation: 'act',
    connection: `con_${'a'.repeat(32)}`,
    account: 'https://id.example#ana',
  };
  const message = { source: 'handfast', 'detail-type': 'connection.created', detail };
  setup.local.queues.send(webhookQueueOf(setup.local), JSON.stringify(message));
  await setup.local.queues.idle();
}

describe('an integration in a file', () => {
  test('fails its test, is mended, published and linked, and then gets events', async () => {
    const outboundCredentials = { type: 'BASIC', username: 'acme', password: { fromEnvironment: 'ACME_PASSWORD' } };
    const wrong = { id: ID, name: 'Acme', createUrl: 'https://127.0.0.1:1/created', outboundCredentials };
    writeFileSync(file, JSON.stringify(wrong));
    expect(await handfast('integrations', 'apply', file)).toMatchObject({ code: 0 });
    const failing = await handfast('integrations', 'test', ID);
    expect(failing).toMatchObject({ code: 1, said: expect.stringContaining('nothing took the connection') });

    writeFileSync(file, JSON.stringify({ ...wrong, createUrl: `${receiver.url}/created` }));
    expect(await handfast('integrations', 'diff', file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('+ outboundCredentials.password: the secret in ACME_PASSWORD'),
    });
    expect(await handfast('integrations', 'apply', file)).toMatchObject({ code: 0 });
    expect(await handfast('integrations', 'diff', file)).toMatchObject({ code: 0 });
    setup.moveClock(PAUSE_MS);
    const passed = await handfast('integrations', 'test', ID);
    expect(passed).toMatchObject({ code: 0, said: expect.stringMatching(/ok +SUBSCRIPTION_ORDER .*\/created {2}200/) });
    const basic = `Basic ${btoa('acme:a-password-of-acme')}`;
    expect(receiver.at('/created').map(({ headers }) => headers.authorization)).toEqual([basic]);

    expect(await handfast('integrations', 'publish', ID)).toMatchObject({ code: 0 });
    expect(await handfast('integrations', 'link', ID, 'demo')).toMatchObject({ code: 0 });
    await storeConnected();
    expect(receiver.at('/created')).toHaveLength(2);
  }, 120_000);

  test('gets again what it missed', async () => {
    receiver.received.length = 0;
    receiver.answer({ status: 410 });
    await storeConnected();
    const [, failed = ''] = (await handfast('deliveries', 'list', ID)).said.split('\n');
    expect(failed).toMatch(/^dlv_[0-9a-f]{32} +(?:failed|discarded) +connection\.created +1 +410/);
    receiver.answer({});
    expect(await handfast('deliveries', 'enable', ID)).toMatchObject({ code: 0 });
    // A pass that has begun does not see what becomes due meanwhile; the next one comes by schedule, which is off here.
    await setup.local.queues.idle();
    expect(await handfast('deliveries', 'replay', ID, '--failed')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^1 is sent again\./),
    });
    await vi.waitFor(() => expect(receiver.at('/created')).toHaveLength(2), 20_000);
    await setup.local.queues.idle();
    const [id = ''] = failed.split(' ');
    expect((await handfast('deliveries', 'show', id)).said).toMatch(/Status +delivered/);
  });
});

describe('doctor in local mode', () => {
  test('finds nothing that failed, and asks the provider about the redirect URI', async () => {
    const { code, said } = await handfast('doctor');
    expect([code, said.split('\n').filter((line) => line.startsWith('failed'))]).toEqual([0, []]);
    expect(said).toMatch(/^ok +Redirect URI +http:\/\/127\.0\.0\.1:\d+\/signin\/return is registered$/m);
    expect(said).toMatch(/^ok +Product demo /m);
    expect(said).toMatch(/^ok +Settings +stores at addresses of this computer are allowed, as "npm start" needs it$/m);
    expect(said).toMatch(/^not asked +AWS +local mode is not in AWS$/m);
  });

  test('finds a client that the provider does not know, and a clock that is off', async () => {
    expect(await handfast('doctor', '--sign-in-client', 'stranger')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^failed +Redirect URI +the provider refuses /m),
    });
    setup.moveClock(TEN_MINUTES_MS);
    expect(await handfast('doctor')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^failed +Clock +this computer is 10 min (?:\d+ s )?behind the deployment$/m),
    });
  });
});
