import type { STORE_CALL_REFUSALS } from '../../../../domain/refusals/api/store-call-refusals.ts';
import type { GermanOf } from '../german-of.ts';

export const storeCallRefusals: GermanOf<typeof STORE_CALL_REFUSALS> = {
  token_rejected: {
    title: 'Der Shop hat unser Zugriffstoken verworfen',
    happened:
      'Die Integration wurde in Magento gelöscht oder anderswo neu genehmigt. Nur der Händler kann ein neues Zugriffstoken ausstellen.',
    next: 'Bitten Sie den Händler, in Magento (System > Erweiterungen > Integrationen) auf „Nochmals genehmigen“ (Reauthorize) zu klicken.',
  },
  consumer_unknown: {
    title: 'Der Shop kennt die Integration nicht',
    happened: 'Die Integration wurde in Magento gelöscht, oder der Shop hat eine Sicherung zurückgespielt.',
    next: 'Bitten Sie den Händler, die Integration in Magento neu anzulegen und auf „Aktivieren“ (Activate) zu klicken.',
  },
  token_refused: {
    title: 'Der Shop hat den Aufruf abgelehnt',
    happened:
      'Magento antwortete mit 401 und nannte keinen der Gründe, die es für Token, Berechtigungen und Signaturen hat.',
    next: 'Meist kommt das von einem Modul des Shops oder von einer Anmeldeseite davor. Fragen Sie den Händler danach.',
  },
  signature_rejected: {
    title: 'Der Shop hat die Signatur abgelehnt',
    happened: 'Magento konnte den Aufruf in keiner seiner drei Arten zu signieren prüfen.',
    next: 'Fragen Sie den Händler, ob sich die Adresse des Shops geändert hat, ob ein Proxy sie umschreibt und ob der Webserver den Header „Host“ mit dem Port weiterreicht (nginx: $http_host statt $host). Trifft nichts davon zu, soll er auf „Nochmals genehmigen“ (Reauthorize) klicken.',
  },
  timestamp_rejected: {
    title: 'Der Shop hat die Zeit des Aufrufs nicht angenommen',
    happened: 'Die Uhr des Shop-Servers geht falsch, oder seine Datenbank konnte sich den Aufruf nicht merken.',
    next: 'Bitten Sie den Händler, die Uhr des Servers stellen zu lassen (NTP).',
  },
  authorization_header_missing: {
    title: 'Der Header „Authorization“ kam nicht an',
    happened: 'Ein Webserver, ein Proxy oder eine Firewall vor dem Shop entfernt den Header „Authorization“.',
    next: 'Bitten Sie den Händler, den Header an Magento durchreichen zu lassen.',
  },
  certificate_invalid: {
    title: 'Das Zertifikat des Shops ist ungültig',
    happened:
      'Es ist abgelaufen, selbst signiert, für einen anderen Namen ausgestellt oder kommt ohne Zwischenzertifikate.',
    next: 'Bitten Sie den Händler, ein gültiges Zertifikat mit vollständiger Kette einrichten zu lassen. Es wurde nichts gesendet.',
  },
  tls_failed: {
    title: 'Keine TLS-Verbindung zum Shop',
    happened: 'Der Shop bietet keine TLS-Version ab 1.2 an oder unter seiner Adresse gar kein TLS.',
    next: 'Bitten Sie den Händler, TLS 1.2 oder 1.3 einschalten zu lassen. Es wurde nichts gesendet.',
  },
  permission_missing: {
    title: 'Der Integration fehlt eine Berechtigung',
    happened: 'Magento erlaubt der Integration das nicht: Ihr fehlt die Berechtigung, oder sie ist nicht mehr aktiv.',
    next: 'Sehen Sie sich den Status des Shops an. Funktioniert er, bitten Sie den Händler, auf dem Reiter API der Integration die fehlenden Ressourcen anzukreuzen und zu speichern: Das wirkt sofort. Ist sie in Magento ausgeschaltet, soll er auf „Aktivieren“ (Activate) klicken: Ein Update des Moduls setzt eine Integration zurück.',
  },
  store_address_refused: {
    title: 'Die Adresse des Shops lässt sich nicht aufrufen',
    happened: 'Der Name des Shops führt zu einer Adresse, die nicht öffentlich ist.',
    next: 'Bitten Sie den Händler, die DNS-Einträge oder die Base URL des Shops zu berichtigen.',
  },
  store_unreachable: {
    title: 'Der Shop ist nicht erreichbar',
    happened: 'Die Verbindung zum Shop kam nicht zustande; es wurde nichts gesendet.',
    next: 'Versuchen Sie es später noch einmal; es kann nichts doppelt geschehen.',
  },
  store_timeout: {
    title: 'Der Shop hat nicht geantwortet',
    happened:
      'Der Aufruf wurde gesendet, und es kam nicht rechtzeitig eine vollständige Antwort. Eine Änderung kann gewirkt haben.',
    next: 'Was nur liest, können Sie wiederholen. Bevor Sie eine Änderung wiederholen, sehen Sie im Shop nach, ob sie schon da ist. Ist der Shop langsam, fragen Sie weniger auf einmal.',
  },
  store_busy: {
    title: 'Der Shop ist überlastet oder in Wartung',
    happened: 'Der Shop hat darum gebeten, später wiederzukommen.',
    next: 'Versuchen Sie es in einigen Minuten noch einmal.',
  },
  store_error: {
    title: 'Der Shop meldet einen Fehler',
    happened: 'Magento antwortete auf eine Prüfung mit einem eigenen Fehler. Die Ursache steht in seinem Protokoll.',
    next: 'Bitten Sie den Händler, im Protokoll von Magento nachsehen zu lassen (var/log, var/report), und prüfen Sie dann noch einmal.',
  },
  store_invalid_response: {
    title: 'Die Antwort des Shops ist keine von Magento',
    happened: 'Statt Magento antwortete eine Weiterleitung, eine Firewall oder eine Anmeldeseite.',
    next: 'Bitten Sie den Händler, Anfragen an rest/ unter der Base URL durchzulassen.',
  },
  answer_too_large: {
    title: 'Die Antwort des Shops ist zu groß',
    happened: 'Die Antwort ist größer als die 6 MB, die sich weitergeben lassen.',
    next: 'Fragen Sie seitenweise (searchCriteria[pageSize] oder POST …/pages) oder nach weniger Feldern („fields“: „items[sku,name],total_count“). Lassen Sie Ihren Client gzip annehmen.',
  },
  store_at_capacity: {
    title: 'Zu viele gleichzeitige Aufrufe dieses Shops',
    happened: 'Es laufen so viele Aufrufe dieses einen Shops, dass weitere ihn verlangsamen würden.',
    next: 'Versuchen Sie es noch einmal, und rufen Sie einen einzelnen Shop seltener gleichzeitig auf.',
  },
  list_expected: {
    title: 'Die Antwort ist keine Liste',
    happened: 'Der Shop antwortete mit etwas anderem als „items“ und „total_count“, also gibt es keine Seiten.',
    next: 'Verwenden Sie für diesen Pfad POST …/call, oder prüfen Sie den Pfad.',
  },
};
