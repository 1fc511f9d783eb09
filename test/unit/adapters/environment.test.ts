import { expect, test } from 'vitest';
import { ALLOW_LOOPBACK_STORES, readEnvironment } from '../../../functions/adapters/lambda/environment.ts';

test('everything that is missing or wrong is named at once, without its value', () => {
  const read = () =>
    readEnvironment(['HANDFAST_TABLE', 'HANDFAST_STORE_PORTS', 'HANDFAST_PUBLIC_URL'], {
      HANDFAST_STORE_PORTS: 'hunter2',
      HANDFAST_PUBLIC_URL: 'hunter2',
    });
  for (const name of ['HANDFAST_TABLE', 'HANDFAST_STORE_PORTS', 'HANDFAST_PUBLIC_URL']) expect(read).toThrow(name);
  expect(read).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') }));
});

test('a function reads the variables it names, once, and cannot change them', () => {
  const read = readEnvironment(['HANDFAST_TABLE', 'HANDFAST_STORE_PORTS'], {
    HANDFAST_TABLE: 'table',
    HANDFAST_STORE_PORTS: '[8443]',
    HANDFAST_KEY: 'not asked for',
  });
  expect(read).toEqual({ HANDFAST_TABLE: 'table', HANDFAST_STORE_PORTS: [8443] });
  expect(Object.isFrozen(read)).toBe(true);
});

test('the loud switch is on with the whole phrase only', () => {
  const read = (phrase: string | undefined) =>
    readEnvironment(['HANDFAST_ALLOW_LOOPBACK_STORES'], { HANDFAST_ALLOW_LOOPBACK_STORES: phrase });
  expect(read(ALLOW_LOOPBACK_STORES).HANDFAST_ALLOW_LOOPBACK_STORES).toBe(true);
  for (const loose of [undefined, '', 'true', 'yes', ALLOW_LOOPBACK_STORES.toLowerCase()]) {
    expect(read(loose).HANDFAST_ALLOW_LOOPBACK_STORES, loose).toBe(false);
  }
});
