import { expect, test } from 'vitest';
import {
  hostOfSuccessCallback,
  leadsToStore,
  parseSuccessCallback,
} from '../../../functions/domain/handshake/success-callback.ts';
import { parseStoreUrl } from '../../../functions/domain/stores/store-url.ts';

const PATH = `/admin/admin/integration/loginSuccessCallback/key/${'0f'.repeat(32)}/`;
const store = parseStoreUrl('https://shop.example/');

test.each([
  `https://shop.example${PATH}`,
  `https://Shop.Example${PATH}`,
  `http://127.0.0.1:8082/index.php${PATH}`,
  `https://shop.example:443${PATH}`,
  `https://shop.example${PATH}?isAjax=1`,
])('%s is kept to the letter', (text) => {
  expect(parseSuccessCallback(text)).toBe(text);
});

test('a host in letters of its own is written as the browser writes it, and may be the store’s', () => {
  const back = parseSuccessCallback(`https://M\u00fcnchen.example:8443${PATH}`);
  expect(back).toBe(`https://xn--mnchen-3ya.example:8443${PATH}`);
  expect(back && leadsToStore(back, parseStoreUrl('https://m\u00fcnchen.example:8443/'))).toBe(true);
});

test.each([
  null,
  `https://sh\u043ep.example${PATH}`,
  `https://\uff53hop.example${PATH}`,
  `https://shop\u3002example${PATH}`,
  `https://user@m\u00fcnchen.example${PATH}`,
  `https://m\u00fcnchen.example/\u00fc${PATH}`,
  '',
  'javascript:alert(1)//loginSuccessCallback/',
  'data:text/html,/loginSuccessCallback/',
  `//evil.example${PATH}`,
  `https:evil.example${PATH}`,
  `https:\\\\evil.example${PATH}`,
  `https://shop.example@evil.example${PATH}`,
  `https://shop.example\\@evil.example${PATH}`,
  `https://2130706433${PATH}`,
  `https://shop.example/a/..${PATH}`,
  `https://shop.example/%2e%2e${PATH}`,
  `https://shop.example${PATH}\r\nSet-Cookie: a=b`,
  `https://shop.example${PATH}\u0000`,
  'https://shop.example/?x=/loginSuccessCallback/',
  'https://shop.example/#/loginSuccessCallback/',
  'https://shop.example/elsewhere/',
  `https://shop.example${PATH}${'a'.repeat(1_024)}`,
])('%j is not followed', (text) => {
  expect(parseSuccessCallback(text)).toBeUndefined();
});

test('a return to the store’s host needs no confirmation, one to another host or port does', () => {
  const leads = (url: string) => {
    const back = parseSuccessCallback(url);
    return back === undefined ? undefined : leadsToStore(back, store);
  };
  expect(leads(`https://SHOP.example${PATH}`)).toBe(true);
  expect(leads(`https://admin.example${PATH}`)).toBe(false);
  expect(leads(`https://shop.example.evil.example${PATH}`)).toBe(false);
  expect(leads(`https://shop.example:8443${PATH}`)).toBe(false);
});

test('the merchant is shown the host that `success_call_back` leads to', () => {
  const back = parseSuccessCallback(`https://admin.example:8443${PATH}`);
  expect(back === undefined ? undefined : hostOfSuccessCallback(back)).toBe('admin.example:8443');
});
