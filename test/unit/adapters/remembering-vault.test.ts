import { expect, test, vi } from 'vitest';
import { rememberingVault } from '../../../functions/adapters/kms/remembering-vault.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { credentials } from '../../../functions/adapters/kms/secret-shapes.ts';
import type { Vault } from '../../../functions/adapters/kms/vault.ts';

const secret = { consumerKey: 'ck', consumerSecret: 'cs', token: 'at', tokenSecret: 'ats' };
const box = (byte: number) => sealed.parse(new Uint8Array([byte]));
const contextOf = (item: string) => ({ item, product: 'demo' });

function vaultAt() {
  const clock = { now: new Date('2026-11-22T12:00:00.000Z') };
  const open = vi.fn(async () => secret);
  const vault = rememberingVault({ open: open as unknown as Vault['open'] }, () => clock.now);
  return { clock, open, read: (item: string, byte = 1) => vault.open(contextOf(item), box(byte), credentials) };
}

test('the same credentials are opened once a minute', async () => {
  const { clock, open, read } = vaultAt();
  for (let call = 0; call < 5; call += 1) expect(await read('CONNECTION#1')).toEqual(secret);
  expect(open).toHaveBeenCalledTimes(1);
  clock.now = new Date('2026-11-22T12:00:59.999Z');
  await read('CONNECTION#1');
  expect(open).toHaveBeenCalledTimes(1);
  clock.now = new Date('2026-11-22T12:01:00.000Z');
  await read('CONNECTION#1');
  expect(open).toHaveBeenCalledTimes(2);
});

test('new credentials are opened at once, and so are those of another store', async () => {
  const { open, read } = vaultAt();
  await read('CONNECTION#1');
  await read('CONNECTION#1', 2);
  await read('CONNECTION#2', 2);
  expect(open).toHaveBeenCalledTimes(3);
});

test('what could not be opened is not remembered', async () => {
  const { open, read } = vaultAt();
  open.mockRejectedValueOnce(new Error('denied'));
  await expect(read('CONNECTION#1')).rejects.toThrow('denied');
  expect(await read('CONNECTION#1')).toEqual(secret);
});

test('memory is kept for a thousand stores at most', async () => {
  const { open, read } = vaultAt();
  for (let store = 0; store < 1_500; store += 1) await read(`CONNECTION#${store}`);
  await read('CONNECTION#1499');
  expect(open).toHaveBeenCalledTimes(1_500);
  await read('CONNECTION#0');
  expect(open).toHaveBeenCalledTimes(1_501);
});
