import { BUTTONS, MENUS } from '../buttons.ts';
import type { RefusalTexts } from '../text-shapes.ts';

const { activate, reauthorize, perhaps } = BUTTONS.de;
const menu = MENUS.de;
const ACTIVATE = `Schließen Sie dieses Fenster und klicken Sie in Magento (${menu}) auf ${activate}.`;
const REAUTHORIZE = `Schließen Sie dieses Fenster und klicken Sie in Magento (${menu}) auf ${reauthorize}.`;
const OR_REAUTHORIZE = `${ACTIVATE}${perhaps}`;
const TELL_VENDOR = 'Wenn es wieder geschieht, sagen Sie es dem Support des Produkts, das Sie verbinden.';
const BASE_URL = `Tragen Sie in Magento eine öffentliche https-Adresse als Base URL ein (Stores > Configuration > General > Web) und klicken Sie dann erneut auf ${activate}.`;
const AS_MAGENTO = 'Senden Sie jedes Feld genau einmal, so wie Magento es beim Aktivieren einer Integration tut.';

export const de = {
  product_unknown: {
    title: 'Dieses Produkt gibt es hier nicht',
    happened: 'Die Adresse nennt ein Produkt, das hier nicht angeboten wird.',
    next: 'Prüfen Sie in Magento die „Callback URL“ und die „Identity link URL“ der Integration.',
  },
  field_missing: {
    title: 'Ein Feld fehlt',
    happened: 'Ein benötigtes Feld wurde nicht gesendet.',
    next: AS_MAGENTO,
  },
  field_repeated: {
    title: 'Ein Feld kam doppelt',
    happened: 'Ein Feld, das einmal vorkommen darf, wurde mehrmals gesendet.',
    next: AS_MAGENTO,
  },
  field_malformed: {
    title: 'Ein Feld ist fehlerhaft',
    happened: 'Ein Feld hat nicht die Form, die Magento ihm gibt.',
    next: 'Senden Sie das Feld genau wie Magento: Schlüssel, Geheimnisse und Verifier sind 32 Zeichen aus a-z und 0-9.',
  },
  body_too_large: {
    title: 'Die Nachricht ist zu groß',
    happened: 'Es wurde mehr gesendet, als zu einer Aktivierung gehört.',
    next: 'Senden Sie höchstens 8 KB.',
  },
  media_type_unsupported: {
    title: 'Kein Formular',
    happened: 'Der Inhalt der Nachricht ist kein Formular.',
    next: 'Senden Sie den Inhalt als application/x-www-form-urlencoded.',
  },
  store_url_refused: {
    title: 'Diese Shop-Adresse ist nicht verwendbar',
    happened: 'Die Base URL des Shops kann aus dem Internet nicht aufgerufen werden.',
    next: BASE_URL,
  },
  opened_by_hand: {
    title: 'Öffnen Sie diese Seite aus Magento',
    happened: 'Diese Seite schließt eine Aktivierung ab, die in Magento beginnt. Sie wurde ohne eine solche geöffnet.',
    next: `Öffnen Sie in Magento ${menu} und klicken Sie bei der Integration auf ${activate}.`,
  },
  activation_unknown: {
    title: 'Magento hat uns nicht erreicht',
    happened:
      'Die Nachricht Ihres Shops mit den Schlüsseln dieser Integration ist nicht angekommen. Magento schickt sie an die „Callback URL“ der Integration und wartet fünf Sekunden auf die Antwort.',
    next: `Prüfen Sie in Magento, ob die „Callback URL“ stimmt und von Ihrem Server aus erreichbar ist. Schließen Sie dann dieses Fenster und klicken Sie erneut auf ${activate}.`,
  },
  activation_expired: {
    title: 'Dieser Versuch ist zu alt',
    happened: 'Ein Verbindungsversuch kann zwei Stunden lang abgeschlossen werden. Dieser hat früher begonnen.',
    next: ACTIVATE,
  },
  activation_superseded: {
    title: 'Ein neuerer Versuch läuft',
    happened: 'Die Integration wurde in Magento erneut aktiviert. Dieses Fenster gehört zum früheren Versuch.',
    next: 'Schließen Sie dieses Fenster und machen Sie im neueren weiter.',
  },
  session_missing: {
    title: 'Dieses Fenster kennt den Versuch nicht mehr',
    happened: 'Der Browser hat das Cookie nicht gesendet, mit dem dieser Versuch begonnen wurde.',
    next: `Erlauben Sie Cookies für diese Website. ${ACTIVATE}`,
  },
  form_not_ours: {
    title: 'Dieses Formular wurde nicht angenommen',
    happened: 'Das Formular kam nicht von der Seite, die wir in diesem Browser gezeigt haben.',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    title: 'Bitte bestätigen Sie, wohin es danach geht',
    happened: 'Die Magento-Verwaltung liegt auf einem anderen Host als der Shop, und das wurde nicht bestätigt.',
    next: 'Gehen Sie zurück und setzen Sie das Häkchen, das den Host nennt.',
  },
  move_not_confirmed: {
    title: 'Bitte bestätigen Sie die Änderung',
    happened: 'Der Shop ist bereits verbunden, und das Ersetzen dieser Verbindung wurde nicht bestätigt.',
    next: 'Gehen Sie zurück und setzen Sie das entsprechende Häkchen.',
  },
  signin_refused: {
    title: 'Sie wurden nicht angemeldet',
    happened: 'Die Anmeldung wurde abgebrochen oder abgelehnt.',
    next: 'Versuchen Sie, sich noch einmal anzumelden.',
  },
  signin_unavailable: {
    title: 'Die Anmeldung geht gerade nicht',
    happened: 'Der Anmeldedienst hat nicht so geantwortet, wie er sollte.',
    next: `Versuchen Sie es in einer Minute noch einmal. ${TELL_VENDOR}`,
  },
  account_unclear: {
    title: 'Ihre Anmeldung nennt kein Konto',
    happened: 'Der Anmeldedienst hat nicht gesagt, zu welchem Konto Sie gehören.',
    next: 'Bitten Sie den Support des Produkts, das Sie verbinden, Ihrem Benutzer ein Konto zuzuordnen.',
  },
  email_unverified: {
    title: 'Ihre E-Mail-Adresse ist nicht bestätigt',
    happened:
      'Der Anmeldedienst nennt eine E-Mail-Adresse, die er nicht bestätigt hat. Sie kann deshalb für kein Konto stehen.',
    next: 'Bestätigen Sie Ihre E-Mail-Adresse dort, wo Sie sich anmelden, und melden Sie sich dann erneut an.',
  },
  signin_elsewhere: {
    title: 'Machen Sie dort weiter, wo Sie begonnen haben',
    happened: 'Die Anmeldung wurde in einem anderen Browser oder Fenster begonnen und kam in dieses zurück.',
    next: 'Schließen Sie dieses Fenster und machen Sie in dem weiter, das Magento geöffnet hat.',
  },
  opened_in_two_browsers: {
    title: 'Dieser Versuch wurde zweimal geöffnet',
    happened:
      'Zwei Browser waren an diesem Versuch beteiligt, bevor der Shop verbunden war. Sicherheitshalber wurde er für beide beendet.',
    next: `Schließen Sie alle Fenster dieses Versuchs, klicken Sie in Magento erneut auf ${activate} und verwenden Sie nur einen Browser. Gehörte der andere Browser nicht Ihnen, legen Sie in Magento mit den Adressen unten eine neue Integration an: Ihren Schlüssel kennt sonst niemand.`,
  },
  integration_taken: {
    title: 'Diese Integration gehört zu einem anderen Konto',
    happened: 'Die Integration war schon mit einem anderen Konto verbunden. Nur dieses Konto kann sie erneuern.',
    next: `Melden Sie sich mit jenem Konto an. Oder legen Sie in Magento mit den Adressen unten eine neue Integration an und klicken Sie dort auf ${activate}. Oder bitten Sie den Support des Produkts, den Shop zu übertragen. Eine Integration, die ein Modul mitgebracht hat, kann bleiben, wie sie ist.`,
  },
  account_full: {
    title: 'Ihr Konto hat so viele Shops wie erlaubt',
    happened: 'Das Konto ist mit so vielen Shops verbunden, wie das Produkt zulässt.',
    next: `Trennen Sie einen Shop, den Sie nicht mehr brauchen, oder fragen Sie den Support des Produkts. Klicken Sie dann in Magento auf ${reauthorize}.`,
  },
  consent_outdated: {
    title: 'Seit Ihrer Zustimmung hat sich etwas geändert',
    happened: 'Der Shop hat eine andere Verbindung als die, die Ihnen gezeigt wurde.',
    next: REAUTHORIZE,
  },
  consumer_key_expired: {
    title: 'Magento hat zu lange gewartet',
    happened: `Magento lässt den ersten Schritt nur fünf Minuten nach dem Klick auf ${activate} zu; sie sind vorbei.`,
    next: ACTIVATE,
  },
  request_token_lost: {
    title: 'Magento hat nur einmal geantwortet',
    happened:
      'Der Shop hat auf diesen Versuch schon geantwortet, doch die Antwort hat uns nicht erreicht. Noch einmal fragen lässt er sich nicht.',
    next: `Zeigt die Zeile ${reauthorize}, klicken Sie darauf. Sonst legen Sie in Magento mit den Adressen unten eine neue Integration an und klicken Sie dort auf ${activate}. Löschen Sie die alte; hat ein Modul sie mitgebracht, kann sie bleiben, wie sie ist.`,
  },
  access_token_lost: {
    title: 'Magento hat nur einmal geantwortet',
    happened:
      'Der Shop hat seinen Schlüssel ausgestellt, doch er hat uns nicht erreicht. Noch einmal fragen lässt er sich nicht.',
    next: REAUTHORIZE,
  },
  token_rejected: {
    title: 'Der Shop kennt diesen Versuch nicht mehr',
    happened: 'Das Token dieses Versuchs wurde in Magento verworfen oder schon benutzt.',
    next: OR_REAUTHORIZE,
  },
  consumer_unknown: {
    title: 'Der Shop kennt diese Integration nicht',
    happened: 'Die Integration wurde in Magento gelöscht, oder der Shop hat eine Sicherung zurückgespielt.',
    next: `Legen Sie die Integration in Magento neu an und klicken Sie auf ${activate}.`,
  },
  signature_rejected: {
    title: 'Der Shop hat unsere Signatur abgelehnt',
    happened:
      'Magento konnte die Anfrage nicht prüfen. Oft schreibt ein Proxy vor dem Shop Adressen um, oder ein Webserver reicht den Header „Host“ ohne den Port weiter.',
    next: `Prüfen Sie, ob die Base URL in Magento die Adresse ist, unter der der Shop erreicht wird, und ob Magento den Header „Host“ unverändert erhält (nginx: $http_host statt $host). Klicken Sie dann erneut auf ${activate}. ${TELL_VENDOR}`,
  },
  token_refused: {
    title: 'Der Shop hat die Verbindung abgelehnt',
    happened: 'Magento hat den Austausch der Schlüssel verweigert.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    title: 'Die Uhr des Shop-Servers scheint falsch zu gehen',
    happened:
      'Magento vergleicht die Zeit jeder Anfrage mit seiner eigenen Uhr und merkt sich die Anfrage. Die Zeit unserer Anfrage hat es nicht angenommen: Seine Uhr geht nach, oder seine Datenbank konnte nichts speichern.',
    next: `Bitten Sie Ihren Hoster, die Uhr des Servers zu stellen (NTP). ${OR_REAUTHORIZE}`,
  },
  authorization_header_missing: {
    title: 'Ein Header geht auf dem Weg zum Shop verloren',
    happened:
      'Laut Magento kam die Anfrage ohne Schlüssel an. Ein Webserver, ein Proxy oder eine Firewall vor dem Shop entfernt den Header „Authorization“.',
    next: `Bitten Sie Ihren Hoster, den Header „Authorization“ an Magento durchzureichen. ${OR_REAUTHORIZE}`,
  },
  certificate_invalid: {
    title: 'Das Zertifikat des Shops ist ungültig',
    happened:
      'Der Shop wurde erreicht, aber sein TLS-Zertifikat ist abgelaufen, selbst signiert, für einen anderen Namen ausgestellt oder kommt ohne Zwischenzertifikate.',
    next: `Bitten Sie Ihren Hoster, ein gültiges Zertifikat mit vollständiger Kette zu installieren. ${ACTIVATE}`,
  },
  tls_failed: {
    title: 'Keine sichere Verbindung zum Shop',
    happened:
      'Der Shop wurde erreicht, bietet aber keine TLS-Version ab 1.2 an oder unter dieser Adresse gar kein TLS.',
    next: `Bitten Sie Ihren Hoster, TLS 1.2 oder 1.3 einzuschalten. ${ACTIVATE}`,
  },
  store_error: {
    title: 'Der Shop meldet einen Fehler',
    happened: 'Magento hat mit einem internen Fehler geantwortet. Die Ursache steht in seinem Protokoll.',
    next: `Bitten Sie die Betreuer Ihres Shops, im Protokoll von Magento nachzusehen (var/log, var/report). ${OR_REAUTHORIZE}`,
  },
  permission_missing: {
    title: 'Die Integration hat keine Berechtigungen',
    happened: 'Der Shop hat uns einen Schlüssel gegeben, aber der Schlüssel öffnet nichts.',
    next: `Geben Sie der Integration in Magento die nötigen Berechtigungen (Reiter „API“) und klicken Sie dann auf ${reauthorize}.`,
  },
  store_address_refused: {
    title: 'Diese Shop-Adresse ist nicht verwendbar',
    happened: 'Die Adresse des Shops ist keine öffentliche, oder ihr Name ist unbekannt.',
    next: BASE_URL,
  },
  store_unreachable: {
    title: 'Der Shop ist nicht erreichbar',
    happened: 'Die Verbindung zum Shop kam nicht zustande; er wurde noch nichts gefragt.',
    next: `Prüfen Sie, ob die Base URL des Shops aus dem Internet erreichbar ist, und klicken Sie in Magento erneut auf ${activate}.`,
  },
  store_timeout: {
    title: 'Der Shop hat nicht geantwortet',
    happened: 'Der Shop hat die Frage angenommen, aber nicht rechtzeitig vollständig geantwortet.',
    next: OR_REAUTHORIZE,
  },
  store_busy: {
    title: 'Der Shop ist überlastet oder in Wartung',
    happened: 'Der Shop hat darum gebeten, später wiederzukommen.',
    next: `Warten Sie einige Minuten und klicken Sie in Magento erneut auf ${activate}.`,
  },
  store_invalid_response: {
    title: 'Der Shop antwortet etwas Unlesbares',
    happened: 'So antwortet Magento nicht: Eine Firewall, eine Wartungsseite oder eine Weiterleitung steht dazwischen.',
    next: `Lassen Sie Anfragen an oauth/ und rest/ unter der Base URL durch und klicken Sie in Magento erneut auf ${activate}.${perhaps}`,
  },
  request_ambiguous: {
    title: 'Diese Anfrage lässt sich nicht signieren',
    happened: 'Nicht jedes Magento würde die Adresse gleich lesen, daher wäre ihre Signatur nicht prüfbar.',
    next: 'Senden Sie jeden Query-Parameter einmal, mit einem Namen und einem Wert.',
  },
  consent_declined: {
    title: 'Nicht verbunden',
    happened: 'Sie haben abgelehnt. Es wurde nichts verbunden.',
    next: `Schließen Sie dieses Fenster. Wenn Sie doch verbinden möchten, klicken Sie in Magento auf ${activate}.`,
  },
  consent_timed_out: {
    title: 'Niemand hat zugestimmt',
    happened: 'Die Frage, ob der Shop verbunden werden soll, wurde nicht rechtzeitig beantwortet.',
    next: ACTIVATE,
  },
  store_taken: {
    title: 'Der Shop gehört zu einem anderen Konto',
    happened: 'In der Zwischenzeit wurde der Shop mit einem anderen Konto verbunden.',
    next: `Legen Sie in Magento mit den Adressen unten eine neue Integration an, klicken Sie dort auf ${activate} und bestätigen Sie die Übertragung. Oder bitten Sie den Support des Produkts, den Shop zu übertragen.`,
  },
  interrupted: {
    title: 'Die Verbindung wurde unterbrochen',
    happened: 'Unsere Seite ist mitten in diesem Versuch stehen geblieben.',
    next: OR_REAUTHORIZE,
  },
  internal: {
    title: 'Bei uns ist etwas schiefgegangen',
    happened: 'Ein unvorhergesehener Fehler hat diesen Versuch beendet. Er wurde aufgezeichnet.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies RefusalTexts;
