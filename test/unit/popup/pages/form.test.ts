import { describe, expect, test } from 'vitest';
import { sealed } from '../../../../functions/adapters/kms/sealed.ts';
import type { FormField } from '../../../../functions/domain/integrations/integration.ts';
import { answersOf } from '../../../../functions/stores/connection-answers.ts';
import {
  ANA,
  activationAt,
  BACK,
  BEN,
  connectionOf,
  FOREIGN_BACK,
  filledIn,
  openPopupSetup,
  vault,
} from '../popup-setup.ts';

const FIELDS: readonly FormField[] = [
  {
    ...{ key: 'vat', type: 'TEXT', required: true, pattern: '[A-Z]{2}[0-9]+' },
    labels: { en: 'VAT number', de: 'Steuernummer' },
    help: { en: 'Such as DE12' },
  },
  {
    ...{ key: 'plan', type: 'CHOICE', labels: { en: 'Plan' }, required: false },
    choices: [
      { value: 'b', labels: { en: 'Basic', de: 'Basis' } },
      { value: 'p', labels: { en: 'Professional' } },
    ],
  },
  { key: 'terms', type: 'CHECKBOX', labels: { en: 'I accept' }, required: true },
];
const GOOD = { 'answer.vat': 'DE12', 'answer.plan': 'p', 'answer.terms': 'true' };

async function asked({
  language = 'en',
  back = BACK,
  connection = undefined as ReturnType<typeof connectionOf> | undefined,
} = {}) {
  const setup = openPopupSetup();
  setup.form.push(...FIELDS);
  setup.state.activation = activationAt('requested');
  setup.state.connection = connection;
  const browser = setup.browser(language);
  await browser.open(back);
  const { page } = await browser.signIn(setup.state.activation.activation);
  return { setup, browser, page, form: filledIn(page, 'yes', false) };
}

type Page = Awaited<ReturnType<typeof asked>>['page'];
const labels = (page: Page) => page.querySelectorAll('.field label').map((label) => label.text);
const valueIn = (page: Page, key: string) => page.querySelector(`[name="answer.${key}"]`)?.getAttribute('value');

describe('the vendor’s fields', () => {
  test('are asked in the merchant’s language, in English where there are no others', async () => {
    expect(labels((await asked()).page)).toEqual(['VAT number', 'Plan (optional)', 'I accept']);
    const { page } = await asked({ language: 'de' });
    expect(labels(page)).toEqual(['Steuernummer', 'Plan (freiwillig)', 'I accept']);
    expect(page.querySelector('.tick [lang=en]')?.text).toBe('I accept');
    expect(page.querySelectorAll('option').map((option) => option.text)).toEqual([
      'Auswählen …',
      'Basis',
      'Professional',
    ]);
  });

  test('are not there where the product asks nothing', async () => {
    const setup = openPopupSetup();
    setup.state.activation = activationAt('requested');
    const browser = setup.browser();
    await browser.open();
    const { page } = await browser.signIn(setup.state.activation.activation);
    expect(page.querySelector('.fields')).toBeNull();
    await browser.post(filledIn(page, 'yes'));
    expect(setup.state.activation.answers).toBeUndefined();
  });

  test('are kept encrypted for the attempt, together with the consent', async () => {
    const { setup, browser, form } = await asked();
    const { status } = await browser.post({ ...form, ...GOOD, 'answer.unasked': 'x' });
    expect(status).toBe(303);
    const kept = setup.state.activation;
    expect(kept?.consent?.decision).toBe('yes');
    const [context, answers] = JSON.parse(new TextDecoder().decode(kept?.answers));
    expect(context).toEqual({ item: `ATTEMPT#${kept?.activation}`, product: 'demo' });
    expect(answers).toEqual({ vat: 'DE12', plan: 'p', terms: true });
  });

  test('are of no interest to a "no"', async () => {
    const { setup, browser, form } = await asked();
    await browser.post({ ...form, decision: 'no' });
    expect(setup.state.activation?.consent?.decision).toBe('no');
    expect(setup.state.activation?.answers).toBeUndefined();
  });
});

describe('wrong answers', () => {
  test('are shown again with what stood in the fields, and nothing is agreed', async () => {
    const { setup, browser, form } = await asked();
    const { status, page, location } = await browser.post({ ...form, ...GOOD, 'answer.vat': 'none' });
    expect([status, location]).toEqual([422, '']);
    expect(setup.state.activation?.consent).toBeUndefined();
    expect(valueIn(page, 'vat')).toBe('none');
    expect(page.querySelector('option[selected]')?.getAttribute('value')).toBe('p');
    expect(page.querySelector('[name="answer.terms"]')?.hasAttribute('checked')).toBe(true);
    expect(page.querySelector('#field-vat-wrong')?.text).toBe('This is not written the way it is asked for.');
    expect(page.querySelector('[role=alert]')?.text).toContain('Nothing has been connected yet.');
    const focused = page.querySelectorAll('[autofocus]').map((element) => element.getAttribute('id'));
    expect(focused).toEqual(['field-vat']);
  });

  test('can be put right on that very page', async () => {
    const { setup, browser, form } = await asked();
    const { page } = await browser.post(form);
    expect(page.querySelectorAll('.field .wrong')).toHaveLength(2);
    expect((await browser.post({ ...filledIn(page, 'yes', false), ...GOOD })).status).toBe(303);
    expect(setup.state.activation?.consent?.decision).toBe('yes');
  });

  test('say what is wrong in every language', async () => {
    const { browser, form } = await asked({ language: 'ja' });
    const { page } = await browser.post(form);
    expect(page.querySelector('.field .wrong')?.text).toBe('ここには回答が必要です。');
  });

  test('untick no box that was ticked for what it still says', async () => {
    const { browser, form } = await asked({ back: FOREIGN_BACK, connection: connectionOf(BEN) });
    const replaces = `${connectionOf(BEN).connection}.${connectionOf(BEN).version}`;
    const ticked = { ...form, replaces, return_to: 'admin.example' };
    const boxes = (page: Page) => page.querySelectorAll('.boxes input').map((box) => box.hasAttribute('checked'));
    expect(boxes((await browser.post(ticked)).page)).toEqual([true, true]);
    expect(
      boxes((await browser.post({ ...ticked, return_to: 'evil.example', replaces: `${replaces}1` })).page),
    ).toEqual([false, false]);
  });

  test('are checked by what is published now, not by the page that was shown', async () => {
    const { setup, browser, form } = await asked();
    setup.form.splice(0, FIELDS.length, { key: 'new', type: 'NUMBER', labels: { en: 'New' }, required: true });
    const { status, page } = await browser.post({ ...form, ...GOOD });
    expect(status).toBe(422);
    expect(labels(page)).toEqual(['New']);
  });
});

describe('a merchant who connects a store anew', () => {
  const box = async (id: string) =>
    sealed.parse(await vault.seal({ item: `ANSWERS#${id}`, product: 'demo' }, { vat: 'FR99', plan: 'b', terms: true }));

  test('finds the answers that they gave before', async () => {
    const connection = connectionOf(ANA);
    const { page } = await asked({ connection: { ...connection, answers: await box(connection.connection) } });
    expect(valueIn(page, 'vat')).toBe('FR99');
    expect(page.querySelector('option[selected]')?.text).toBe('Basic');
  });

  test('never finds those of somebody else', async () => {
    const connection = connectionOf(BEN);
    const { page } = await asked({ connection: { ...connection, answers: await box(connection.connection) } });
    expect(page.toString()).not.toContain('FR99');
  });
});

test('answers open for whoever has the connection, and are none where nothing was asked', async () => {
  const connection = connectionOf(ANA);
  const answers = sealed.parse(
    await vault.seal({ item: `ANSWERS#${connection.connection}`, product: 'demo' }, { vat: 'X' }),
  );
  expect(await answersOf({ vault }, { ...connection, answers })).toEqual({ vat: 'X' });
  expect(await answersOf({ vault }, connection)).toEqual({});
});
