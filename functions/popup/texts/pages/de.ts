import type { PageTexts } from '../text-shapes.ts';

export const de = {
  language: 'Sprache',
  store: 'Shop',
  product: 'Produkt',
  account: 'Konto',
  reference: 'Referenz: {reference}',

  sign_in_title: 'Ihren Shop verbinden',
  sign_in_asks:
    '{product} bittet um Zugriff auf diesen Shop, mit den Berechtigungen, die Magento beim Klick auf „Activate“ aufgeführt hat.',
  sign_in_how:
    'Melden Sie sich mit dem {product}-Konto an, mit dem der Shop verbunden werden soll. Verbunden wird erst, wenn Sie auf der nächsten Seite zustimmen.',
  sign_in_button: 'Bei {product} anmelden',
  open_for:
    'Lassen Sie sich Zeit: Dieser Versuch bleibt noch {minutes, plural, one {# Minute} other {# Minuten}} offen.',

  connect_title: 'Ihren Shop verbinden?',
  reconnect_title: 'Ihren Shop neu verbinden?',
  connect_button: 'Verbinden',
  reconnect_button: 'Neu verbinden',
  not_now: 'Jetzt nicht',
  not_you: 'Nicht Sie? Anderes Konto verwenden',
  gets: '{product} erhält die Berechtigungen, die Magento beim Klick auf „Activate“ aufgeführt hat, und prüft sie einmal.',
  can_end: 'Sie können die Verbindung jederzeit in Magento beenden.',
  renews: 'Dieser Shop ist seit dem {since, day} mit Ihrem Konto verbunden. Seine Schlüssel werden durch neue ersetzt.',
  move: 'Dieser Shop ist mit einem anderen Konto verbunden. Auf mein Konto übertragen.',
  replace: 'Ihr Konto ist mit {address} verbunden. Diese Verbindung ersetzen.',
  return_to: 'Danach zu {host} zurückkehren, wo die Verwaltung dieses Magento liegt.',

  working_title: 'Wird verbunden …',
  steps_done: '{done, plural, one {# von {all} Schritten ist erledigt} other {# von {all} Schritten sind erledigt}}',
  step_keys: 'Magento hat seine Schlüssel geschickt',
  step_answered: 'Der Shop hat geantwortet',
  step_agreed: 'Sie haben zugestimmt',
  step_exchanged: 'Die Schlüssel sind ausgetauscht',
  step_tested: 'Die Verbindung ist geprüft',
  step_connected: 'Der Shop ist verbunden',
  step_done: 'erledigt',
  goes_on: 'Diese Seite geht von selbst weiter. Bitte lassen Sie sie offen.',

  done_title: 'Verbunden',
  done: '{store} ist mit {product} verbunden. Schließen Sie dieses Fenster.',
  done_stays: 'Der Rückweg zu Magento fehlte oder gehört nicht zu Magento. Deshalb sind wir ihm nicht gefolgt.',
  already_title: 'Bereits verbunden',
  already: 'Diese Integration ist bereits mit {product} verbunden. Schließen Sie dieses Fenster.',
  already_anew:
    'Um sie neu zu verbinden, klicken Sie in Magento auf „Reauthorize“ (System > Extensions > Integrations).',

  what_next: 'So geht es weiter',
  sign_in_again: 'Erneut anmelden',
  back: 'Zurück zur Frage',
  support: 'Support von {product} kontaktieren',
  callback_url: 'Callback URL von {product}:',
  identity_link_url: 'Identity link URL von {product}:',
} as const satisfies PageTexts;
