import { createServer } from 'node:https';
import { generate } from 'selfsigned';
import { describe, expect, test } from 'vitest';
import { requestUrl } from '../../../functions/adapters/magento/transport/request-url.ts';
import { send } from '../../../functions/adapters/magento/transport/send.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';
import { httpServer, listening } from './local-servers.ts';

const policy = { allowLoopbackStores: true, allowedPorts: [] };
const ask = (port: number) =>
  send(
    {
      method: 'GET',
      url: requestUrl(parseStoreUrl(`https://127.0.0.1:${port}/`), 'rest/V1/modules'),
      authorization: 'OAuth',
    },
    { policy },
  );

describe('a store that offers no connection we can trust', () => {
  test('with a self-signed certificate is told so', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'shop.example' }]);
    const port = await listening(createServer({ key, cert }));
    await expect(ask(port)).rejects.toMatchObject({
      code: 'certificate_invalid',
      facts: { fault: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  });

  test('with a certificate that has expired is told so', async () => {
    const past = { notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date('2021-01-01') };
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'shop.example' }], past);
    const port = await listening(createServer({ key, cert }));
    await expect(ask(port)).rejects.toMatchObject({
      code: 'certificate_invalid',
      facts: { fault: 'CERT_HAS_EXPIRED' },
    });
  });

  test('with a key that is too short is told so', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'shop.example' }], { keySize: 1024 });
    const port = await listening(createServer({ key, cert, ciphers: 'DEFAULT@SECLEVEL=0' }));
    await expect(ask(port)).rejects.toMatchObject({ code: 'certificate_invalid' });
  });

  test.each(['TLSv1', 'TLSv1.1'] as const)('with %s only is told so', async (version) => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'shop.example' }]);
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const port = await listening(createServer({ key, cert, ...old }));
    await expect(ask(port)).rejects.toMatchObject({ code: 'tls_failed' });
  });

  test('with plain http behind an https address is told so', async () => {
    const { port } = await httpServer((_, response) => response.end());
    await expect(ask(port)).rejects.toMatchObject({ code: 'tls_failed' });
  });
});
