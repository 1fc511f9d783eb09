import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { FormField } from '../../../functions/domain/integrations/integration.ts';
import { makeProduct } from '../../journey/integrations/runtime-product.ts';
import { writeIntegration } from '../../journey/webhooks/written-integration.ts';
import { MARKUP } from '../corpus/markup.ts';
import { tries } from '../harness/attack-count.ts';
import { type AttackEnv, activate, formOf, signIn } from '../harness/attack-env.ts';
import type { Seen, Visitor } from '../harness/visitor.ts';

const PRODUCT = 'hostile';
const PATH = `/${PRODUCT}/consent`;
/** Where events go, and are kept to be sent again. */
const NOBODY = 'https://127.0.0.1:1/events';
/** What a vendor, or somebody with the vendor's token, may have written into a form. */
const [SCRIPT = '', IMAGE = ''] = MARKUP;
const labels = { en: SCRIPT, 'x"><b>': IMAGE };
const FIELDS: readonly FormField[] = [
  { key: 'text', type: 'TEXT', labels, help: { en: IMAGE }, required: true },
  { key: 'slow', type: 'TEXT', labels, required: false, pattern: '(a+)+b' },
  { key: 'escape', type: 'TEXT', labels, required: false, pattern: '"><script>alert(1)</script>' },
  { key: 'number', type: 'NUMBER', labels, required: false },
  { key: 'choice', type: 'CHOICE', labels, required: false, choices: [{ value: '"><b id=x>', labels }] },
  { key: 'box', type: 'CHECKBOX', labels, required: false },
  { key: '"><script>', type: 'TEXT', labels, required: true },
  { key: '__proto__', type: 'TEXT', labels, required: true },
];

type Merchant = { readonly browser: Visitor; readonly activation: string; readonly question: Seen };

export function answersAttacks(attackEnv: () => AttackEnv): void {
  let merchant: Merchant;
  let honest: Readonly<Record<string, string>>;
  const attempt = async (activation: string) =>
    (await attackEnv().activationItems()).find((item) => item['activation'] === activation);

  async function asked(): Promise<Merchant> {
    const { popup, activation } = await activate(attackEnv(), await attackEnv().store(PRODUCT), PRODUCT);
    const browser = attackEnv().visitor();
    await browser.get(popup);
    return { browser, activation, question: await signIn(attackEnv(), browser, activation, { product: PRODUCT }) };
  }

  beforeAll(async () => {
    const { id: integration } = await writeIntegration(attackEnv().local, {
      urls: { createUrl: NOBODY },
      formFields: FIELDS,
      linked: false,
    });
    await makeProduct(attackEnv().table, PRODUCT, {
      integration,
      name: IMAGE,
      logo: IMAGE,
      supportUrl: 'javascript:alert(1)',
    });
    attackEnv().local.moveClock(5_000);
    merchant = await asked();
    const { activation, csrf } = formOf(merchant.question);
    honest = { activation: activation ?? '', csrf: csrf ?? '', decision: 'yes', 'answer.text': 'Ana' };
  });

  function expectPlain({ page, body }: Seen): void {
    expect(
      page.querySelectorAll('main script, main img, main b, main svg, main [onerror], header img, [onfocus]'),
    ).toEqual([]);
    expect(body).not.toMatch(/(?:href|src|action)="?javascript:/i);
  }

  test('a product and a form of markup are text on the page, and their bad keys are not asked', () => {
    expectPlain(merchant.question);
    expect(merchant.question.page.querySelectorAll('.field').length).toBe(6);
    expect(merchant.question.page.querySelector('.field label')?.text).toContain(SCRIPT.slice(0, 8));
  });

  test('no answer is anything but text where it is shown again', async (context) => {
    tries(context, { attacks: MARKUP.length });
    for (const text of MARKUP) {
      const sent = { ...honest, 'answer.number': text, 'answer.choice': text, 'answer.text': text };
      const seen = await merchant.browser.post(PATH, sent);
      expect(seen.status).toBe(422);
      expectPlain(seen);
    }
    expect((await attempt(merchant.activation))?.['consent']).toBeUndefined();
  });

  describe('no consent comes with', () => {
    test.each([
      ['no answer where one is needed', { 'answer.text': '' }],
      ['one of blanks', { 'answer.text': ' \t ' }],
      ['one that is too long', { 'answer.text': 'x'.repeat(141) }],
      ['one of 15 KB', { 'answer.text': 'x'.repeat(15_000) }],
      ['one beyond what a form may hold', { 'answer.text': 'x'.repeat(20_000) }],
      ['control characters', { 'answer.text': 'a\u0000\u001b[2J' }],
      ['a line break', { 'answer.text': 'a\r\nSet-Cookie: x=y' }],
      ['a number that is none', { 'answer.number': 'NaN' }],
      ['a number without end', { 'answer.number': '9'.repeat(100) }],
      ['a choice that nobody offers', { 'answer.choice': 'free' }],
      ['a text that a pattern needs years for', { 'answer.slow': `${'a'.repeat(130)}!` }],
    ])('%s', async (_, answers) => {
      const begun = performance.now();
      const seen = await merchant.browser.post(PATH, { ...honest, ...answers });
      expect(seen.status).toBeGreaterThanOrEqual(400);
      expect(performance.now() - begun).toBeLessThan(3_000);
      expect((await attempt(merchant.activation))?.['consent']).toBeUndefined();
    });
  });

  test('what nobody asked is not kept, and what was answered is in no log, event, address or item in the clear', async (context) => {
    tries(context, { attacks: 6, honest: 1 });
    const secret = 'answer-that-nobody-else-reads';
    const strange = {
      'answer.constructor': 'x1-unasked',
      'answer.__proto__': 'x2-unasked',
      'answer.': 'x3-unasked',
      'answer.TEXT': 'x4-unasked',
    };
    const seen = await merchant.browser.post(PATH, { ...honest, ...strange, 'answer.text': secret });
    expect([seen.status, seen.location]).toEqual([303, `/${PRODUCT}/progress?activation=${merchant.activation}`]);
    await vi.waitFor(async () => expect((await attempt(merchant.activation))?.['stage']).toBe('linked'), 20_000);
    expect(await attempt(merchant.activation)).not.toHaveProperty('answers');
    const triedInVain = expect.objectContaining({ attempts: expect.arrayContaining([expect.anything()]) });
    const delivered = async () => (await attackEnv().items()).filter(({ pk }) => String(pk).startsWith('DELIVERY#'));
    await vi.waitFor(async () => expect(await delivered()).toEqual([triedInVain]), 20_000);
    const { local, items } = attackEnv();
    const written = [readFileSync(local.logFile, 'utf8'), JSON.stringify(local.events), JSON.stringify(await items())];
    const blobs = (await items()).flatMap((item) => Object.values(item)).filter((one) => one instanceof Uint8Array);
    for (const text of [...written, ...blobs.map((blob) => Buffer.from(blob).toString('latin1'))]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain('unasked');
    }
    const connection = (await items()).find(({ product, answers }) => product === PRODUCT && answers !== undefined);
    expect(connection?.['pk']).toMatch(/^CONNECTION#/);
  });
}
