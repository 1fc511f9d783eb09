import type { FormField } from '../../../functions/domain/integrations/integration.ts';

/** As many fields as there may be, with labels and help as long as vendors write them. */
export const FIELDS: readonly FormField[] = [
  {
    key: 'vat',
    type: 'TEXT',
    labels: {
      en: 'VAT identification number',
      de: 'Umsatzsteuer-Identifikationsnummer',
      fr: 'Numéro de TVA intracommunautaire',
      es: 'Número de identificación a efectos del IVA',
      it: 'Partita IVA',
      nl: 'Btw-identificatienummer',
      pl: 'Numer identyfikacyjny VAT',
      'pt-BR': 'Número de identificação fiscal',
      ja: '適格請求書発行事業者の登録番号',
    },
    help: { en: 'Two letters and digits, such as DE123456789', de: 'Zwei Buchstaben und Ziffern, etwa DE123456789' },
    required: true,
    pattern: '[A-Z]{2}[0-9]{5,12}',
  },
  { key: 'contact', type: 'TEXT', labels: { en: 'Who is in charge?', de: 'Wer ist zuständig?' }, required: true },
  {
    key: 'plan',
    type: 'CHOICE',
    labels: { en: 'Plan', de: 'Tarif' },
    required: true,
    choices: [
      { value: 'basic', labels: { en: 'Basic, one warehouse', de: 'Basis, ein Lager' } },
      { value: 'pro', labels: { en: 'Professional, any number of warehouses' } },
    ],
  },
  { key: 'orders', type: 'NUMBER', labels: { en: 'Orders a month', de: 'Bestellungen im Monat' }, required: true },
  { key: 'erp', type: 'TEXT', labels: { en: 'ERP that is in use today', de: 'Heutiges ERP-System' }, required: false },
  {
    key: 'warehouse',
    type: 'TEXT',
    labels: { en: 'Name of the main warehouse', de: 'Name des Hauptlagers' },
    help: { en: 'As it is called in Magento, under Stores > Inventory > Sources' },
    required: false,
  },
  {
    key: 'newsletter',
    type: 'CHECKBOX',
    labels: { en: 'Tell me about new versions', de: 'Über neue Versionen informieren' },
    required: false,
  },
  {
    key: 'terms',
    type: 'CHECKBOX',
    labels: {
      en: 'I have read and accept the terms of service of 1 October 2026',
      de: 'Ich habe die Nutzungsbedingungen vom 1. Oktober 2026 gelesen und nehme sie an',
    },
    required: true,
  },
];

/** Answers as a browser sends them that checks nothing. */
export const GIVEN = { vat: 'none', contact: 'Ana', plan: 'basic', orders: 'many' };

export const PROBLEMS = { vat: 'mismatch', orders: 'not_a_number', terms: 'missing' } as const;
