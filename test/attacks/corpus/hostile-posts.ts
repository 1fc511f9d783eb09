import { randomBytes } from 'node:crypto';

export const FORM = 'application/x-www-form-urlencoded';
export const KEY = 'k'.repeat(32);
export const fields = (changes: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    oauth_consumer_key: KEY,
    oauth_consumer_secret: 's'.repeat(32),
    store_base_url: 'http://127.0.0.1:9/',
    oauth_verifier: 'v'.repeat(32),
    ...changes,
  }).toString();
const without = (name: string) => fields().replace(new RegExp(`&?${name}=[^&]*`), '');
const NAMES = ['oauth_consumer_key', 'oauth_consumer_secret', 'store_base_url', 'oauth_verifier'];
const VALUES = [
  '',
  ' ',
  'x',
  'K'.repeat(32),
  'k'.repeat(31),
  'k'.repeat(33),
  `${'k'.repeat(31)}\0`,
  `${'k'.repeat(31)}\n`,
  `${'k'.repeat(31)}é`,
  'ｋ'.repeat(32),
  '../../'.repeat(6).slice(0, 32),
  '{"$ne":null}',
];

type Post = { readonly body: string | Buffer; readonly type?: string };
export const POSTS: Readonly<Record<string, Post>> = {
  'no body': { body: '' },
  '9 KB': { body: `${fields()}&x=${'y'.repeat(9 * 1024)}` },
  '1 MB': { body: `${fields()}&x=${'y'.repeat(1024 * 1024)}` },
  '9 MB': { body: Buffer.alloc(9 * 1024 * 1024, 'a') },
  'ten thousand fields': { body: `${fields()}${'&a=b'.repeat(10_000)}` },
  'nested fields': { body: fields().replaceAll('=', `${'[a]'.repeat(200)}=`) },
  'a field as list': { body: fields().replace('oauth_verifier=', 'oauth_verifier[]=') },
  'a NUL between': { body: fields().replace('&', '\0&') },
  'a NUL, encoded, in a name': { body: fields().replace('oauth_verifier', 'oauth_verifier%00') },
  'a NUL before': { body: `\0${fields()}` },
  'a byte order mark': { body: `\ufeff${fields()}` },
  'UTF-16': { body: Buffer.from(fields(), 'utf16le') },
  'bytes that are no text': { body: randomBytes(500) },
  'broken escapes': { body: `${fields()}&x=%` },
  'half an escape': { body: `${fields()}&x=%4` },
  'overlong UTF-8': { body: fields().replace('oauth_verifier', 'oauth%C0%AFverifier') },
  'line feeds inside': { body: fields().replaceAll('&', '\r\n&') },
  'semicolons for ampersands': { body: fields().replaceAll('&', ';') },
  JSON: { body: JSON.stringify(Object.fromEntries(new URLSearchParams(fields()))), type: 'application/json' },
  'JSON under the form’s name': { body: '{"oauth_consumer_key":"k"}' },
  XML: { body: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', type: 'application/xml' },
  parts: {
    body: `--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--`,
    type: 'multipart/form-data; boundary=x',
  },
  'no type': { body: fields(), type: '' },
  'two types': { body: fields(), type: `${FORM}, text/plain` },
  'a type that only begins so': { body: fields(), type: `${FORM}x` },
  gzip: { body: Buffer.from('1f8b08000000000000ff', 'hex') },
  ...Object.fromEntries(NAMES.map((name) => [`${name} left out`, { body: without(name) }])),
  ...Object.fromEntries(NAMES.map((name) => [`${name} twice`, { body: `${fields()}&${name}=${'k'.repeat(32)}` }])),
  ...Object.fromEntries(
    NAMES.map((name) => [
      `${name} twice, in another spelling`,
      { body: `${fields()}&${name.replace('_', '%5f')}=${'k'.repeat(32)}` },
    ]),
  ),
  ...Object.fromEntries(
    NAMES.map((name) => [`${name} in capitals`, { body: fields().replace(name, name.toUpperCase()) }]),
  ),
  ...Object.fromEntries(
    NAMES.flatMap((name) =>
      VALUES.map((value) => [`${name} being ${JSON.stringify(value)}`, { body: fields({ [name]: value }) }]),
    ),
  ),
};
