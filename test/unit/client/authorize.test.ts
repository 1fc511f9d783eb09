import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test } from 'vitest';
import { type Authorize, handfast } from '../../../client/handfast.ts';
import { Sha256 } from '../../../infra/local/aws/sha256.ts';
import { isSignedBy } from '../../../infra/local/aws/signature.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };
const signer = new SignatureV4({ credentials, region: 'eu-central-1', service: 'execute-api', sha256: Sha256 });

const sign: Authorize = async ({ method, url, headers, body = '' }) => {
  const { protocol, host, hostname, pathname: path, searchParams } = new URL(url);
  const query = Object.fromEntries(searchParams);
  return (await signer.sign({ method, protocol, hostname, path, query, headers: { ...headers, host }, body })).headers;
};

/** A client without tokens, and what was sent. */
function signing(authorize: Authorize, ...answers: Response[]) {
  const sent: { method: string; url: string; headers: Record<string, string>; body: Buffer }[] = [];
  const send: typeof fetch = async (to, { method = '', headers, body } = {}) => {
    const { pathname, search } = new URL(String(to));
    const bytes = Buffer.from(String(body ?? ''));
    sent.push({ method, url: `${pathname}${search}`, headers: Object.fromEntries(new Headers(headers)), body: bytes });
    return answers.shift() ?? Response.json({ items: [] });
  };
  return { api: handfast({ url: 'https://connect.example', authorize, fetch: send }), sent };
}

describe('where the API takes AWS signatures', () => {
  test('each request is sent as it was signed, and no token is asked for', async () => {
    const { api, sent } = signing(sign);
    await api.connections.list({ product: 'erp', account: 'a&b c/ü' }).page({ limit: 5 });
    await api.connections.move('con/1', { id: 'a', label: 'Ä' });
    await api.channel('chn_1').push('stock', [{ change: { sku: 'ü', quantity: 1 } }]);
    expect(sent.map(({ method, url }) => `${method} ${url.split('?')[0]}`)).toEqual([
      'GET /v1/connections',
      'POST /v1/connections/con%2F1/account',
      'POST /v1/channels/chn_1/changes',
    ]);
    for (const call of sent) expect(await isSignedBy(credentials, call)).toBe(true);
    const [, moved] = sent;
    if (moved === undefined) throw new Error('nothing was moved');
    expect(await isSignedBy(credentials, { ...moved, body: Buffer.from('{}') })).toBe(false);
  });

  test('another try is signed anew', async () => {
    let signed = 0;
    const busy = Response.json({ message: 'Too many' }, { status: 429 });
    const { api, sent } = signing(() => ({ authorization: `signature ${++signed}` }), busy);
    await api.connections.get('con_1');
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['signature 1', 'signature 2']);
  });

  test('a signature that is refused is not made again', async () => {
    const kept = Response.json({ message: 'Forbidden' }, { status: 403 });
    const { api, sent } = signing(sign, kept);
    await expect(api.connections.get('con_1')).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    expect(sent).toHaveLength(1);
  });

  test('what the hook throws comes through', async () => {
    const why = new Error('no credentials');
    const { api, sent } = signing(() => Promise.reject(why));
    await expect(api.connections.get('con_1')).rejects.toBe(why);
    expect(sent).toEqual([]);
  });
});
