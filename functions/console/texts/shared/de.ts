import type { shared as english } from './en.ts';

export const shared: Readonly<Record<keyof typeof english, string>> = {
  console: 'Handfast-Konsole',
  language: 'Sprache',
  pages: 'Seiten',
  skip: 'Zum Inhalt',
  sign_out: 'Abmelden',
  role_viewer: 'Betrachter',
  role_operator: 'Betreiber',
  nav_stores: 'Shops',

  list_pages: 'Seiten der Liste',
  next_page: 'Nächste Seite',
  first_page: 'Erste Seite',
  show_list: 'Anzeigen',
  any: 'alle',
  never: 'nie',
  unknown: 'unbekannt',
  since: 'Seit {when} ({ago})',
  history: 'Verlauf',
  actions: 'Aktionen',
  happened_by: 'von {who}',
  viewer_only: 'Sie dürfen hier lesen, aber nichts ändern. Bitten Sie einen Betreiber, wenn etwas zu tun ist.',
  cancel_hint: 'Es geschieht nichts, bevor Sie auf die Schaltfläche klicken.',

  not_found_title: 'Diese Seite gibt es nicht',
  not_found: 'Die Adresse ist vielleicht unvollständig, oder das Gesuchte gibt es nicht mehr.',
  to_stores: 'Zur Liste der Shops',
  forbidden_title: 'Das dürfen Sie nicht',
  forbidden: 'Sie sind als Betrachter angemeldet. Nur Betreiber dürfen etwas ändern. Es wurde nichts geändert.',
  go_back: 'Zurück',
  foreign_title: 'Das kam nicht aus der Konsole',
  foreign: 'Die Anfrage kam von einer anderen Website oder ohne die Seite, die dazugehört. Es wurde nichts geändert.',
  again_title: 'Bitte bestätigen',
  again:
    'Sie haben sich neu angemeldet, seit diese Seite geöffnet wurde. Ihre Eingaben sind noch da, und es wurde noch nichts geändert.',
  again_button: 'Jetzt senden',
  ended_title: 'Sie sind nicht mehr angemeldet',
  ended:
    'Die Sitzung war zu Ende, bevor dies gesendet wurde. Es wurde nichts geändert, und Ihre Eingaben sind noch da.',
  ended_sign_in: 'In einem neuen Tab anmelden',
  ended_then: 'Kommen Sie dann in diesen Tab zurück, und senden Sie es ab.',

  refusal_code: 'Code: {code}',
  refusal_seconds: 'Versuchen Sie es in {seconds, plural, one {# Sekunde} other {# Sekunden}} noch einmal.',

  sign_in_title: 'Abgemeldet',
  sign_in_ended:
    'Sie haben sich von der Konsole abgemeldet. Bei Ihrem Anmeldedienst sind Sie vielleicht noch angemeldet.',
  sign_in_button: 'Anmelden',
  signin_failed_title: 'Sie sind nicht angemeldet',
  signin_refused: 'Die Anmeldung wurde abgebrochen oder schon verwendet. Melden Sie sich noch einmal an.',
  signin_unavailable:
    'Der Anmeldedienst gab keine brauchbare Antwort. Versuchen Sie es noch einmal; bleibt es dabei, findet ein Betreiber den Grund im Protokoll der Funktion Console.',
  signin_elsewhere:
    'Diese Anmeldung wurde in einem anderen Browser begonnen oder ist zu lange her. Melden Sie sich noch einmal an.',
  signin_stranger_title: 'Dieses Konto hat keinen Zutritt',
  signin_stranger:
    '{name} ist angemeldet, gehört aber zu keiner der Gruppen, die die Konsole nutzen dürfen. Wer diese Installation betreibt, nennt die Gruppen in der Einstellung „console“.',
  signin_merchant:
    'Wenn Sie einen Shop verbinden möchten, beginnen Sie in Magento: System > Extensions > Integrations.',
  signin_other: 'Ein anderes Konto verwenden',
};
