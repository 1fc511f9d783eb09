import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'node-html-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PALETTE } from '../../../../functions/adapters/html/palette.ts';
import { readBrands } from '../../../../functions/products/branding.ts';
import { namesOf, writeBrands } from '../../../../infra/functions/product-branding.ts';
import { accentOf, contrast, TEXT_CONTRAST } from '../../../../infra/settings/products/accent-color.ts';
import { LOGO_MAX_BYTES } from '../../../../infra/settings/products/logo.ts';
import { productSettings } from '../../../../infra/settings/products/product-settings.ts';
import { everyPage } from './all-pages.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'handfast-brands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const PNG = Buffer.from('89504e470d0a1a0a00', 'hex');

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const problemsOf = (own: Record<string, unknown>) =>
  productSettings.safeParse({ id: 'erp', name: 'Acme', ...own }).error?.issues.map(({ message }) => message) ?? [];

/** Every 17th step of each channel: 4,096 colours would take a while. */
const COLOURS = ['00', '44', '77', '88', 'cc', 'ff'].flatMap((red, _, steps) =>
  steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)),
);

describe('an accent colour', () => {
  test('has the contrast that WCAG 2 gives as an example', () => {
    expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#fff')).toBeCloseTo(4.54, 2);
  });

  test('can be read whatever it is: on it, and in it on pages of either kind', () => {
    const least = { ink: 21, light: 21, dark: 21 };
    for (const colour of COLOURS) {
      const { fill, ink, onLight, onDark } = accentOf(colour);
      least.ink = Math.min(least.ink, contrast(fill, ink));
      for (const surface of Object.values(PALETTE.light))
        least.light = Math.min(least.light, contrast(onLight, surface));
      for (const surface of Object.values(PALETTE.dark)) least.dark = Math.min(least.dark, contrast(onDark, surface));
    }
    expect(COLOURS).toHaveLength(216);
    expect(Math.min(...Object.values(least))).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });

  test('stays the vendor’s own on buttons, and in text where it can be read as it is', () => {
    expect(accentOf('#1F5FD0')).toMatchObject({ fill: '#1f5fd0', ink: '#ffffff', onLight: '#1f5fd0' });
    expect(accentOf('#fd0')).toMatchObject({ fill: '#ffdd00', ink: '#000000', onDark: '#ffdd00' });
  });
});

describe('the settings of a product', () => {
  test('take a logo as a file, and hold what is in it', () => {
    const read = (path: string) => productSettings.parse({ id: 'erp', name: 'Acme', logo: path }).logo;
    expect(read(file('logo.svg', SVG))).toBe(`data:image/svg+xml;base64,${Buffer.from(SVG).toString('base64')}`);
    expect(read(file('logo.PNG', PNG))).toBe('data:image/png;base64,iVBORw0KGgoA');
  });

  test('refuse a logo that cannot be shown, and say why', () => {
    expect(problemsOf({ logo: join(folder, 'none.svg') })).toEqual([
      `names a file that cannot be read: ${join(folder, 'none.svg')}`,
    ]);
    expect(problemsOf({ logo: file('big.svg', SVG + ' '.repeat(LOGO_MAX_BYTES)) })).toEqual([
      expect.stringContaining('must be a file of at most 10 KB'),
    ]);
    expect(problemsOf({ logo: file('logo.gif', 'GIF89a') })).toEqual(['must be a .svg or .png file']);
    expect(problemsOf({ logo: file('html.svg', '<html>') })).toEqual([expect.stringContaining('is no SVG image')]);
    expect(problemsOf({ logo: file('text.png', 'text') })).toEqual([expect.stringContaining('is no PNG image')]);
  });

  test.each([
    ['accentColor', 'blue', 'must be a colour such as #1f5fd0'],
    ['accentColor', '#12345', 'must be a colour such as #1f5fd0'],
    ['accentColor', '#000}body{', 'must be a colour such as #1f5fd0'],
    ['supportUrl', 'http://acme.example', 'must be an https or mailto URL'],
    ['supportUrl', 'javascript:alert(1)', 'must be an https or mailto URL'],
    ['supportUrl', 'help', 'must be an https or mailto URL'],
    ['languages', [], 'must name at least one language'],
    ['languages', ['en', 'pt'], expect.stringContaining('must be one of en, de, fr')],
  ])('refuse %s %j', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([problem]);
  });

  test.each(['https://acme.example/help', 'mailto:help@acme.example'])('take %s for support', (supportUrl) => {
    expect(problemsOf({ supportUrl })).toEqual([]);
  });
});

describe('a brand', () => {
  test('reaches the popup beside its code, and the environment holds names only', () => {
    const logo = file('brand.svg', SVG);
    const product = productSettings.parse({
      ...{ id: 'erp', name: 'Acme', logo, accentColor: '#0f766e' },
      ...{ supportUrl: 'mailto:help@acme.example', languages: ['de', 'en'] },
    });
    const plain = productSettings.parse({ id: 'crm', name: 'Plain' });
    writeBrands(folder, [product, plain]);
    expect(readBrands(pathToFileURL(join(folder, 'index.mjs')).href)).toEqual({
      erp: {
        logo: product.logo,
        accent: accentOf('#0f766e'),
        supportUrl: 'mailto:help@acme.example',
        languages: ['de', 'en'],
      },
      crm: {},
    });
    expect(namesOf([product, plain])).toEqual([
      { id: 'erp', name: 'Acme' },
      { id: 'crm', name: 'Plain' },
    ]);
  });

  test('is plain where none was written', () => {
    expect(readBrands(pathToFileURL(join(folder, 'nowhere', 'index.mjs')).href)).toEqual({});
  });
});

describe('a branded page', async () => {
  const names = {
    product: 'Acme',
    store: 'shop.example',
    account: 'ana',
    foreignHost: 'x.example',
    address: 'y.example/',
  };
  const logo = `data:image/png;base64,${'A'.repeat((LOGO_MAX_BYTES * 4) / 3)}`;
  const brand = { logo, accent: accentOf('#ffd400'), supportUrl: 'https://acme.example/help', languages: ['de', 'en'] };
  const pages = Object.entries(await everyPage('de', { ...names, publicUrl: 'https://connect.example', brand }));

  test.each(pages)('"%s" is at most 25 KB, with the largest logo, and asks no other site', (_, { body }) => {
    const hasFields = body.includes('<section class="fields"');
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual((hasFields ? 28 : 25) * 1024);
    const loaded = parse(body).querySelectorAll('[src], link:not([href^="/demo/seen?"]), [srcset], [data]');
    expect(loaded.every((one) => one.getAttribute('src')?.startsWith('data:image/'))).toBe(true);
  });

  const page = (name: string) => parse(pages.find(([title]) => title === name)?.[1].body ?? '');

  test('has the logo beside the name, which says it all', () => {
    expect(page('sign in').querySelector('.vendor img')?.getAttribute('src')).toBe(logo);
    expect(page('sign in').querySelector('.vendor img')?.getAttribute('alt')).toBe('');
    expect(page('sign in').querySelector('.vendor')?.text).toBe('Acme');
  });

  test('wears the accent colour', () => {
    const style = page('sign in').querySelector('style')?.text;
    expect(style).toContain('--fill: #ffd400; --fill-ink: #000000;');
  });

  test('offers the languages that the product has', () => {
    expect(
      page('sign in')
        .querySelectorAll('nav a')
        .map((link) => link.text),
    ).toEqual(['Deutsch', 'English']);
  });

  test('leads to the vendor’s support where something was refused, in a window of its own', () => {
    const link = page('refusal store_timeout').querySelector('a.support');
    expect(link?.getAttribute('href')).toBe('https://acme.example/help');
    expect([link?.getAttribute('target'), link?.getAttribute('rel')]).toEqual(['_blank', 'noopener noreferrer']);
    expect(page('sign in').querySelector('a.support')).toBeNull();
  });
});
