import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../../functions/popup/texts/languages.ts';
import { everyPage } from './all-pages.ts';

const NAMES = {
  product: 'Acme ERP',
  store: 'shop.example',
  account: 'ana@example.com',
  foreignHost: 'admin.example',
  publicUrl: 'https://connect.example',
};

/** Refusals of several causes or ways out, and a question with two boxes to tick. */
const LONG = [
  'connect?, with fields',
  'connect?, answers wrong',
  'connect?, move',
  'refusal opened_in_two_browsers',
  'refusal integration_taken',
  'refusal request_token_lost',
];

test.each(LANGUAGES)('in %s, all pages but the longest have the same size, so that nothing jumps', async (language) => {
  const pages = Object.entries(await everyPage(language, NAMES));
  const others = pages.filter(([, { body }]) => !body.includes('<body class="regular">')).map(([name]) => name);
  expect(others.filter((name) => !LONG.includes(name))).toEqual([]);
});
