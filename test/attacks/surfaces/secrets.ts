import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { digestOf } from '../../../functions/domain/ids.ts';
import type { DemoStore } from '../../../infra/local/demo-store/demo-store.ts';
import { FAULTS } from '../../../infra/local/demo-store/faults.ts';
import { configureSignIn } from '../../journey/integrations/configured-sign-in.ts';
import { makeProduct } from '../../journey/integrations/runtime-product.ts';
import { tries } from '../harness/attack-count.ts';
import { type AttackEnv, activate, asksForConsent, formOf, signIn } from '../harness/attack-env.ts';
import { CLIENT_ID } from '../harness/misbehaving-provider.ts';
import type { Seen } from '../harness/visitor.ts';

/** Files of the data folder whose purpose is to hold key material, and their owner's alone. */
const KEY_FILES = /^(?:keys|secrets|openid-keys|signin-client)\.json$/;

/** A product with a sign-in of its own. */
const OWN = 'own-sign-in';

type Written = Readonly<Record<string, string>>;

/** Where an item holds something encrypted, however deep, as paths of attributes. */
const sealedIn = (value: unknown, path: readonly string[] = []): string[] => {
  if (value instanceof Uint8Array) return [path.join('.')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => sealedIn(inner, [...path, name]));
};

/** A request token that was not exchanged: Magento issues no second one. */
const KEPT_TOKEN = /^t_[0-9a-f]{16}\.token$/;

/** A secret as it would lie about: plain, and in the encodings that things are put into on the way. */
const spellingsOf = (secret: string): string[] => {
  const base64 = [0, 1, 2].map((shift) => {
    // Wherever it begins within a group of three bytes, some of its base64 is always the same.
    const coded = Buffer.from(`${'x'.repeat(shift)}${secret}`)
      .toString('base64')
      .replace(/=+$/, '');
    return coded.slice(shift === 0 ? 0 : 4, -2);
  });
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('hex'),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
};

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('cdk.out'))
    .map((entry) => join(entry.parentPath, entry.name));

export function secretAttacks(attackEnv: () => AttackEnv): void {
  const secrets: Record<string, string> = {};
  const shown: Record<string, string> = {};
  const walked: string[] = [];
  let sealed: { item: Record<string, unknown>; other: Record<string, unknown> };

  /** Everything a store knows at this moment and nobody else may. */
  const gather = (store: DemoStore & { readonly id: number }, name: string): void => {
    const { consumer, tokens } = store.state(store.id) ?? {};
    secrets[`${name}: consumer key`] = consumer?.key ?? '';
    secrets[`${name}: consumer secret`] = consumer?.secret ?? '';
    for (const [index, row] of (tokens ?? []).entries()) {
      for (const part of ['token', 'secret', 'verifier'] as const) {
        if (row[part]) secrets[`${name}: ${part} ${index} of ${row.type}`] = String(row[part]);
      }
    }
    secrets[`${name}: admin session`] = /key\/([0-9a-f]{64})/.exec(store.successCallback)?.[1] ?? '';
  };
  const note = (name: string, { body, rawHeaders }: Seen): void => {
    shown[name] = `${rawHeaders.join('\n')}\n${body}`;
  };

  /** One handshake, every answer and every secret of it written down. `end` says how it is to end. */
  async function walk(name: string, end: 'yes' | 'no' | 'fault'): Promise<void> {
    const store = await attackEnv().store();
    if (end === 'fault') store.faults.access = { ...FAULTS.garbage };
    const { popup, activation, key } = await activate(attackEnv(), store);
    walked.push(digestOf(key));
    gather(store, name);
    const browser = attackEnv().visitor();
    note(`${name}: popup`, await browser.get(popup));
    await expectStage(activation, ['requested']);
    gather(store, name);
    const question = await signIn(attackEnv(), browser, activation);
    note(`${name}: question`, question);
    note(
      `${name}: consent`,
      await browser.post('/demo/consent', { ...formOf(question), decision: end === 'no' ? 'no' : 'yes' }),
    );
    await expectStage(activation, ['linked', 'failed']);
    gather(store, name);
    const last = await browser.get(`/demo/progress?activation=${activation}&wait=1`);
    // Magento's own address, which the browser was sent to in the end, is the one place for the key of its session.
    expect(last.location).toBe(end === 'yes' ? store.successCallback : '');
    note(`${name}: end`, { ...last, rawHeaders: last.rawHeaders.filter((value) => value !== store.successCallback) });
    note(`${name}: reopened by a stranger`, await attackEnv().visitor().get(popup));
  }
  /** A sign-in at a provider of the product's own, with a client secret that was set at run time. */
  async function walkOwnProvider(): Promise<void> {
    const { provider, table } = attackEnv();
    const clientSecret = randomBytes(24).toString('hex');
    secrets['own provider: client secret'] = clientSecret;
    const openIdConnect = { issuer: provider.issuer, clientId: CLIENT_ID, clientSecret };
    await makeProduct(table, OWN);
    await configureSignIn(attackEnv(), OWN, { openIdConnect });
    const store = await attackEnv().store(OWN);
    // A warm function looks for a slug that it does not know in a list of five seconds ago.
    const pressed = await vi.waitFor(() => activate(attackEnv(), store, OWN), { timeout: 8_000, interval: 500 });
    const browser = attackEnv().visitor();
    await browser.get(pressed.popup);
    const question = await signIn(attackEnv(), browser, pressed.activation, { product: OWN, returnTo: `/${OWN}` });
    expect(asksForConsent(question)).toBe(true);
    note('own provider: question', question);
    await browser.post(`/${OWN}/consent`, { ...formOf(question), decision: 'no' });
    await expectStage(pressed.activation, ['failed']);
  }
  async function expectStage(activation: string, stages: readonly string[]): Promise<void> {
    const stage = async () =>
      (await attackEnv().activationItems()).find((item) => item['activation'] === activation)?.['stage'];
    for (let round = 0; round < 150 && !stages.includes(String(await stage())); round += 1)
      await new Promise((due) => setTimeout(due, 100));
    expect(stages).toContain(await stage());
  }

  beforeAll(async () => {
    await walk('linked', 'yes');
    await walk('declined', 'no');
    await walk('failed', 'fault');
    await walkOwnProvider();
    const items = await attackEnv().items();
    // What attempts hold belongs to the item of their key.
    const item = items.find((one) => String(one['pk']).startsWith('CONNECTION#') && one['secrets'] !== undefined) ?? {};
    sealed = { item, other: items.find(({ pk }) => pk !== item['pk']) ?? {} };
  }, 60_000);

  test('there are secrets to look for', (context) => {
    tries(context, {});
    expect(Object.keys(secrets).length).toBeGreaterThan(15);
    expect(Object.values(secrets).filter((secret) => secret.length < 32)).toEqual([]);
  });

  const places: Readonly<Record<string, () => Promise<Written> | Written>> = {
    logs: () => ({ log: readFileSync(attackEnv().local.logFile, 'utf8') }),
    events: () => ({
      events: JSON.stringify(attackEnv().local.events),
      file: readFileSync(attackEnv().local.eventsFile, 'utf8'),
    }),
    'the history of executions': () => ({ executions: JSON.stringify(attackEnv().local.executions()) }),
    'the table’s attributes': async () => ({
      table: JSON.stringify(await attackEnv().items(), (_, value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      ),
    }),
    'pages, headers and cookies': () => shown,
    'arguments and environments of processes': () => ({
      ps: execFileSync('ps', ['-eww', '-o', 'args'], { encoding: 'utf8' }),
      functions: JSON.stringify(attackEnv().local.stack.functions),
    }),
    'files of the data folder': () =>
      Object.fromEntries(
        filesOf(attackEnv().dataFolder)
          .filter((file) => !KEY_FILES.test(file.split('/').at(-1) ?? ''))
          .map((file) => [file, readFileSync(file, 'latin1')]),
      ),
  };
  describe('no secret is found in', () => {
    test.for(Object.entries(places))('%s', async ([, read], context) => {
      const written = await read();
      expect(Object.values(written).join('').length).toBeGreaterThan(100);
      tries(context, { attacks: Object.keys(secrets).length * Object.keys(written).length });
      for (const [name, secret] of Object.entries(secrets)) {
        const found = Object.entries(written).filter(([, text]) =>
          spellingsOf(secret).some((spelling) => text.includes(spelling)),
        );
        expect(found.map(([place]) => `${name} in ${place}`)).toEqual([]);
      }
    });
  });

  test('the search finds what it looks for: a secret in a cookie of base64, in a URL, in hexadecimal', (context) => {
    tries(context, {});
    const secret = Object.values(secrets)[0] ?? '';
    for (const before of ['', 'a', 'ab', 'abc']) {
      const cookie = Buffer.from(JSON.stringify({ before, secret, after: 1 })).toString('base64url');
      expect(spellingsOf(secret).some((spelling) => cookie.includes(spelling))).toBe(true);
    }
    expect(spellingsOf(secret).some((spelling) => Buffer.from(`x${secret}`).toString('hex').includes(spelling))).toBe(
      true,
    );
  });

  test('what Magento’s message and a failed attempt left is gone, but for a request token that is sealed', async (context) => {
    tries(context, { attacks: 3 });
    const ended = (await attackEnv().items()).filter(({ stage }) => stage === 'failed' || stage === 'linked');
    expect(ended.length).toBeGreaterThanOrEqual(3);
    for (const item of ended) {
      expect(sealedIn(item)).toEqual([]);
      expect(Object.keys(item)).not.toContain('taskToken');
    }
    const keys = (await attackEnv().items()).filter(
      ({ pk, key }) => String(pk).startsWith('ACTIVATION#') && walked.includes(String(key)),
    );
    expect(keys).toHaveLength(walked.length);
    expect(keys.flatMap((item) => sealedIn(item)).filter((path) => !KEPT_TOKEN.test(path))).toEqual([]);
    // Two of them have issued a token that nobody has exchanged: the merchant declined, or the answer was garbage.
    expect(keys.flatMap((item) => sealedIn(item))).toHaveLength(2);
  });

  test('a ciphertext that was moved to another item or product does not open', async (context) => {
    const kms = new KMSClient({ ...attackEnv().local.tableAccess, endpoint: attackEnv().local.awsUrl, maxAttempts: 1 });
    const {
      pk,
      product,
      secrets: box,
    } = z.looseObject({ pk: z.string(), product: z.string(), secrets: z.instanceof(Uint8Array) }).parse(sealed.item);
    const open = (EncryptionContext: Record<string, string> | undefined, CiphertextBlob = box) =>
      kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    const flipped = Uint8Array.from(box, (byte, index) => (index === box.length - 1 ? byte ^ 1 : byte));
    const elsewhere = [
      { item: String(sealed.other['pk']), product },
      { item: pk, product: 'erp' },
      { item: pk.replace('demo', 'erp'), product: 'erp' },
      { item: pk },
      { product },
      {},
      undefined,
      { item: pk, product, more: 'x' },
    ];
    tries(context, { attacks: elsewhere.length + 2, honest: 1 });
    for (const place of elsewhere) await expect(open(place)).rejects.toThrow();
    await expect(open({ item: pk, product }, flipped)).rejects.toThrow();
    await expect(open({ item: pk, product }, box.slice(0, -1))).rejects.toThrow();
    expect((await open({ item: pk, product })).Plaintext?.length).toBeGreaterThan(0);
  });
}
