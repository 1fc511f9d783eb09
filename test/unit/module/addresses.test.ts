import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readAddresses } from '../../../cli/module/addresses/address-source.ts';
import { addressProblems } from '../../../cli/module/addresses/addresses.ts';
import type { Options } from '../../../cli/module/command/options.ts';

const DEMO = { callback: 'https://connect.example/demo/callback', identityLink: 'https://connect.example/demo/login' };

describe('addresses', () => {
  test('on https are fine', () => {
    expect(addressProblems(DEMO, false)).toEqual([]);
  });

  test('on http need the option for it', () => {
    const http = { ...DEMO, callback: 'http://connect.example/demo/callback' };
    expect(addressProblems(http, false)).toEqual([
      "The callback URL http://connect.example/demo/callback is not https: Magento would send the store's keys in the clear. Use https, or --allow-insecure-http for a trial.",
    ]);
    expect(addressProblems(http, true)).toEqual([]);
  });

  test('an identity URL with a question mark is refused: Magento adds its own', () => {
    expect(addressProblems({ ...DEMO, identityLink: `${DEMO.identityLink}?a=b` }, false)).toEqual([
      'The identity URL https://connect.example/demo/login?a=b holds a "?"; Magento adds one itself, so it must have none.',
    ]);
    expect(addressProblems({ ...DEMO, callback: `${DEMO.callback}?a=b` }, false)).toEqual([]);
  });

  test.each([
    ['ftp://connect.example/demo', 'is not an https URL'],
    ['demo/callback', 'is not an https URL'],
    ['https://ana:secret@connect.example/', 'must not hold a user name or password'],
    ['https://connect.example/#a', 'must not hold a "#"'],
    [`https://connect.example/${'a'.repeat(232)}`, 'has 256 characters; Magento keeps 255 at most'],
  ])('%s is refused', (callback, problem) => {
    const problems = addressProblems({ ...DEMO, callback }, true);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
    expect(problems[0]).not.toContain('secret');
  });
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-outputs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;
function fileWith(outputs: unknown): string {
  written += 1;
  const file = join(folder, `${written}.json`);
  writeFileSync(file, typeof outputs === 'string' ? outputs : JSON.stringify(outputs));
  return file;
}

const outputsOf = (title: string, id: string, origin: string) => ({
  [`Handfast${title}CallbackUrl3C1D6A50`]: `${origin}/${id}/callback`,
  [`Handfast${title}LoginUrlA94C2F17`]: `${origin}/${id}/login`,
});
const TWO_PRODUCTS = {
  Handfast: {
    ...outputsOf('MyErp', 'my-erp', 'https://my.example'),
    ...outputsOf('Erp', 'erp', 'https://erp.example'),
    HandfastBusName1234ABCD: 'bus',
  },
  Other: { CallbackUrl: 'https://other.example/erp/callback', Count: 3 },
};
const from = (outputs: unknown, options: Options) => readAddresses({ outputs: fileWith(outputs), ...options });

describe('the file that cdk deploy wrote', () => {
  test('gives the URLs of the product, not of one whose name ends alike', () => {
    expect(from(TWO_PRODUCTS, { product: 'erp' })).toEqual({
      callback: 'https://erp.example/erp/callback',
      identityLink: 'https://erp.example/erp/login',
    });
    expect(from(TWO_PRODUCTS, { product: 'my-erp' }).callback).toBe('https://my.example/my-erp/callback');
  });

  test('gives no URLs of other software that merely look alike', () => {
    const hooks = {
      HookCallbackUrl: 'https://hook.example/demo/callback',
      HookLoginUrl: 'https://hook.example/demo/login',
    };
    expect(() => from({ Hooks: hooks }, { product: 'demo' })).toThrow('It holds no product of Handfast');
  });

  test('a product that it lacks is an error that names those it holds', () => {
    expect(() => from(TWO_PRODUCTS, { product: 'demo' })).toThrow(
      /^--product: "demo" is not in .*\.json\. It holds: my-erp \(stack Handfast\), erp \(stack Handfast\)\.$/,
    );
    expect(() => from({}, { product: 'demo' })).toThrow('It holds no product of Handfast; deploy first.');
  });

  test('of several stacks with the product, one must be named', () => {
    const both = {
      Live: outputsOf('Demo', 'demo', 'https://a.example'),
      Test: outputsOf('Demo', 'demo', 'https://b.example'),
    };
    expect(() => from(both, { product: 'demo' })).toThrow('--stack: "demo" is deployed by several stacks (Live, Test)');
    expect(from(both, { product: 'demo', stack: 'Test' }).callback).toBe('https://b.example/demo/callback');
  });

  test('a login URL with a question mark is refused', () => {
    const outputs = outputsOf('Demo', 'demo', 'https://a.example');
    const asking = { Handfast: { ...outputs, HandfastDemoLoginUrlA94C2F17: 'https://a.example/demo/login?x=1' } };
    expect(() => from(asking, { product: 'demo' })).toThrow('holds a "?"');
  });

  test.each(['{', '[]', '{"Handfast":3}'])('that holds %s is refused', (text) => {
    expect(() => from(text, { product: 'demo' })).toThrow('it is not what "cdk deploy --outputs-file" writes');
  });

  test('that is missing is refused', () => {
    expect(() => readAddresses({ product: 'demo', outputs: join(folder, 'none.json') })).toThrow(
      'cannot be read: no such file or directory (ENOENT).',
    );
  });
});

describe('other sources', () => {
  afterEach(() => void vi.unstubAllEnvs());

  test('local mode is at its usual address, and needs no switch', () => {
    vi.stubEnv('HANDFAST_PORT', '');
    expect(readAddresses({ product: 'demo', local: true })).toEqual({
      callback: 'http://127.0.0.1:8787/demo/callback',
      identityLink: 'http://127.0.0.1:8787/demo/login',
    });
  });

  test('local mode may listen at another port', () => {
    vi.stubEnv('HANDFAST_PORT', '9000');
    expect(readAddresses({ product: 'demo', local: true }).callback).toBe('http://127.0.0.1:9000/demo/callback');
    vi.stubEnv('HANDFAST_PORT', 'x');
    expect(() => readAddresses({ product: 'demo', local: true })).toThrow('--local: HANDFAST_PORT is "x"');
  });

  test.each(['https://connect.example', 'https://connect.example/', 'https://CONNECT.example'])(
    'an origin (%s) gets the paths of the product',
    (baseUrl) => {
      expect(readAddresses({ product: 'demo', baseUrl })).toEqual(DEMO);
    },
  );

  test.each([
    'https://connect.example/api',
    'https://connect.example?',
    'connect.example',
    'https://a@connect.example',
  ])('a base URL that is no origin (%s) is refused', (baseUrl) => {
    expect(() => readAddresses({ product: 'demo', baseUrl })).toThrow('--base-url: ');
  });

  test('only one source may be named', () => {
    expect(() => readAddresses({ product: 'demo', baseUrl: 'https://connect.example', local: true })).toThrow(
      'Give just one of --outputs, --local or --base-url.',
    );
  });
});
