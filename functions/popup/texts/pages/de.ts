import { BUTTONS, MENUS } from '../buttons.ts';
import type { PageTexts } from '../text-shapes.ts';

const { activate, reauthorize } = BUTTONS.de;
const menu = MENUS.de;

export const de = {
  language: 'Sprache',
  store: 'Shop',
  product: 'Produkt',
  account: 'Konto',
  reference: 'Referenz: {reference}',

  sign_in_title: 'Ihren Shop verbinden',
  sign_in_asks: `{product} bittet um Zugriff auf diesen Shop, mit den Berechtigungen, die Magento beim Klick auf ${activate} aufgeführt hat.`,
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
  gets: `{product} erhält die Berechtigungen, die Magento beim Klick auf ${activate} aufgeführt hat, und prüft sie einmal.`,
  can_end: 'Sie können die Verbindung jederzeit in Magento beenden.',
  renews: 'Dieser Shop ist seit dem {since, day} mit Ihrem Konto verbunden. Seine Schlüssel werden durch neue ersetzt.',
  move: 'Den Shop auf mein Konto übertragen.',
  return_to: 'Danach zu {host} zurückkehren, wo die Verwaltung dieses Magento liegt.',

  asks: '{product} fragt',
  optional: '(freiwillig)',
  choose_one: 'Auswählen …',
  answers_wrong: 'Noch ist nichts verbunden. Bitte sehen Sie sich die markierten Antworten an.',
  answer_missing: 'Hier wird eine Antwort gebraucht.',
  answer_too_long: 'Bitte höchstens {most} Zeichen verwenden.',
  answer_not_a_number: 'Bitte eine Zahl eingeben, zum Beispiel 12 oder 12.5.',
  answer_not_listed: 'Bitte einen Eintrag der Liste wählen.',
  answer_mismatch: 'Das ist nicht so geschrieben, wie es verlangt wird.',

  working_title: 'Wird verbunden …',
  steps_done: '{done, plural, one {# von {all} Schritten ist erledigt} other {# von {all} Schritten sind erledigt}}',
  step_keys: 'Magento hat seine Schlüssel geschickt',
  step_answered: 'Der Shop hat geantwortet',
  step_agreed: 'Sie haben zugestimmt',
  step_exchanged: 'Die Schlüssel sind ausgetauscht',
  step_tested: 'Die Verbindung ist geprüft',
  step_connected: 'Der Shop ist verbunden',
  step_done: '(erledigt)',
  goes_on: 'Diese Seite geht von selbst weiter. Bitte lassen Sie sie offen.',

  done_title: 'Verbunden',
  done: '{store} ist mit {product} verbunden. Schließen Sie dieses Fenster.',
  done_stays: 'Der Rückweg zu Magento fehlte oder gehört nicht zu Magento. Deshalb sind wir ihm nicht gefolgt.',
  already_title: 'Bereits verbunden',
  already: '{store} ist mit {product} verbunden, und die Verbindung funktioniert. Schließen Sie dieses Fenster.',
  already_anew: `Um sie neu zu verbinden, klicken Sie in Magento (${menu}) auf ${reauthorize}.`,

  choose_title: 'Welcher Shop ist Ihrer?',
  choose:
    'Mehrere Shops haben die Schlüssel dieser Integration an {product} geschickt. Wählen Sie den, aus dem Sie kommen.',
  move_title: 'Ihren Shop übertragen?',
  move_button: 'Übertragen',
  moves: 'Dieser Shop ist mit einem anderen Konto verbunden, das ihn dann verliert.',
  wait_answered: 'Wir warten auf die Antwort des Shops',
  wait_exchanged: 'Schlüssel werden mit dem Shop ausgetauscht',
  wait_tested: 'Die Verbindung wird geprüft',
  wait_connected: 'Der Shop wird verbunden',
  slow: 'Der Shop braucht ungewöhnlich lange.',
  close: 'Fenster schließen',
  ended_title: 'Nicht mehr verbunden',
  ended: '{store} wurde von {product} getrennt.',
  cut_off: `Sie haben abgelehnt. Mit ${reauthorize} hat Magento den alten Zugang aufgegeben: Der Shop bleibt getrennt, bis der Vorgang abgeschlossen ist.`,
  cut_off_next: `Um den Shop wieder zu nutzen, klicken Sie in Magento auf ${reauthorize} oder, falls das in der Zeile steht, auf ${activate}, und stimmen Sie zu.`,
  stays_title: 'Es bleibt alles, wie es war',
  stays_yours: 'Sie haben abgelehnt. Der Shop bleibt wie bisher mit Ihrem Konto verbunden.',
  stays: 'Sie haben abgelehnt. Der Shop bleibt wie bisher verbunden.',
  stays_next: `Schließen Sie dieses Fenster. Wenn Sie doch etwas ändern möchten, klicken Sie in Magento auf ${activate} oder, falls das in der Zeile steht, auf ${reauthorize}.`,
  url_too_long: 'Die Base URL des Shops ist länger als 2048 Zeichen.',
  url_malformed: 'Die Base URL des Shops ist keine gültige Adresse.',
  url_not_https: 'Die Base URL des Shops beginnt nicht mit https://.',
  url_not_public: 'Die Base URL des Shops ist aus dem Internet nicht erreichbar: Ihr Host ist nicht öffentlich.',
  url_port_not_allowed: 'Die Base URL des Shops nennt einen Port, der hier nicht erlaubt ist.',
  url_names_user: 'Die Base URL des Shops enthält einen Benutzernamen oder ein Passwort.',
  url_has_query: 'Die Base URL des Shops enthält ein Fragezeichen mit Parametern.',
  url_has_fragment: 'Die Base URL des Shops enthält ein # mit Zusatz.',

  what_next: 'So geht es weiter',
  sign_in_again: 'Erneut anmelden',
  back: 'Zurück zur Frage',
  support: 'Support von {product} kontaktieren',
  callback_url: 'Callback URL von {product}:',
  identity_link_url: 'Identity link URL von {product}:',

  start_title: 'Magento-Shops verbinden',
  start: 'Hier läuft Handfast. Es verbindet Magento-Shops mit dem, was unten aufgeführt ist.',
  start_how: `Legen Sie in Magento (${menu}) eine Integration mit diesen beiden Adressen an, wählen Sie ihre Berechtigungen, speichern Sie sie und klicken Sie auf ${activate}.`,
  callback_title: 'Diese Adresse stimmt',
  callback:
    'Magento schickt seine Nachricht per POST hierher. Tragen Sie die Adresse so ein, wie sie ist; im Browser gibt es nichts zu tun.',
} as const satisfies PageTexts;
