import { describe, expect, test } from 'vitest';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import { changedFields } from '../../../functions/domain/integrations/changed-fields.ts';
import { parsePngLogo } from '../../../functions/domain/integrations/png-logo.ts';
import { parseSlug, slugFrom } from '../../../functions/domain/integrations/product-slug.ts';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('slugs', () => {
  test.each([
    ['Acme ERP', 'acme-erp'],
    ['  Übergröße & Co. ', 'ubergro-e-co'],
    ['24/7 Shop', 'shop'],
    ['Console', undefined],
    ['123', undefined],
    ['日本', undefined],
    ['a very long name of a product indeed', 'a-very-long-name-of-a-product-in'],
  ])('of %s', (name, slug) => {
    expect(slugFrom(name)).toBe(slug);
  });

  test.each(['signin', 'v1', 'assets', 'health', 'console', 'A', '-a', 'a/b', '', 'a'.repeat(33)])(
    '%s is none',
    (slug) => {
      expect(parseSlug(slug)).toBeUndefined();
    },
  );
});

describe('logos', () => {
  test('are PNGs, whole or as a data: URL', () => {
    expect(parsePngLogo(PNG)).toBe(`data:image/png;base64,${PNG}`);
    expect(parsePngLogo(`data:image/png;base64,${PNG}`)).toBe(`data:image/png;base64,${PNG}`);
  });

  test.each([
    ['a picture of another kind', btoa('GIF89a')],
    ['a data: URL of another kind', `data:image/svg+xml;base64,${PNG}`],
    ['what is no base64', `${PNG}"><script>`],
    ['more than 10 KB', Buffer.concat([Buffer.from(PNG, 'base64'), Buffer.alloc(10_240)]).toString('base64')],
  ])('are not %s', (_, text) => {
    expect(parsePngLogo(text)).toBeUndefined();
  });
});

describe('what has changed', () => {
  const urls = { createUrl: 'https://a.example' };
  const before = { urls, payloadStyle: 'EVENT_URL' as const, name: 'A' };

  test('is named by its path, however deep it lies', () => {
    const after = { ...before, urls: { ...urls, cancelUrl: 'https://b.example' }, name: undefined };
    expect(changedFields(before, after)).toEqual(['name', 'urls.cancelUrl']);
    expect(changedFields(before, { ...before, credentials: undefined })).toEqual([]);
  });

  test('of a secret is that it has changed', () => {
    const withSecret = (bytes: string) => ({
      ...before,
      credentials: { type: 'BASIC' as const, secret: sealed.parse(Buffer.from(bytes)) },
    });
    expect(changedFields(withSecret('a'), withSecret('a'))).toEqual([]);
    expect(changedFields(withSecret('a'), withSecret('b'))).toEqual(['credentials.secret']);
  });

  test('of lists is the list', () => {
    const form = (label: string) => ({
      ...before,
      formFields: [{ key: 'a', type: 'TEXT' as const, labels: { en: label }, required: false }],
    });
    expect(changedFields(form('A'), form('B'))).toEqual(['formFields']);
    expect(changedFields(form('A'), form('A'))).toEqual([]);
  });
});
