import type { REQUEST_REFUSALS } from '../../../../domain/refusals/api/request-refusals.ts';
import type { GermanOf } from '../german-of.ts';

export const requestRefusals: GermanOf<typeof REQUEST_REFUSALS> = {
  request_malformed: {
    title: 'Die Anfrage ist nicht lesbar',
    happened: 'Eine Angabe fehlt, ist unbekannt oder hat eine andere Form als vorgesehen.',
    next: 'Berichtigen Sie, was genannt ist. Jede Angabe ist im OpenAPI-Dokument beschrieben.',
  },
  cursor_invalid: {
    title: 'Diese Stelle der Liste gibt es nicht',
    happened: 'Der Cursor wurde verändert oder gehört zu einer anderen Suche.',
    next: 'Beginnen Sie auf der ersten Seite der Liste.',
  },
  path_refused: {
    title: 'Dieser Pfad lässt sich nicht aufrufen',
    happened: 'Der Pfad führt nicht zur REST-API des Shops.',
    next: 'Geben Sie den Pfad unterhalb von rest/ an, zum Beispiel V1/products/24-MB01: ohne https://, ohne Host, ohne Punktsegmente und ohne Steuerzeichen. Parameter gehören in „query“, ein / in einem Wert wird als %2F geschrieben.',
  },
  request_ambiguous: {
    title: 'Die Anfrage lässt sich nicht signieren',
    happened: 'Nicht jede Magento-Generation würde die Parameter gleich lesen, daher passt keine Signatur zu allen.',
    next: 'Senden Sie jeden Parameter einmal, unter einem Namen, der weder eine Zahl noch einer von OAuth ist.',
  },
  body_too_large: {
    title: 'Die Anfrage ist zu groß',
    happened: 'Der Inhalt der Anfrage ist größer, als an einen Shop weitergegeben werden kann.',
    next: 'Senden Sie höchstens 5 MiB. Teilen Sie auf, was geschrieben werden soll.',
  },
  media_type_unsupported: {
    title: 'Die Anfrage ist kein JSON',
    happened: 'Der Inhalt der Anfrage hat einen anderen Medientyp als application/json.',
    next: 'Senden Sie den Inhalt als JSON, mit dem Header content-type: application/json.',
  },
  client_unknown: {
    title: 'Dieser Client darf die API nicht nutzen',
    happened: 'Das Token ist gültig, aber sein Client ist keiner von denen, die in den Einstellungen stehen.',
    next: 'Bitten Sie einen Betreiber, den Client mit seinen Produkten in die Einstellung „api.clients“ aufzunehmen.',
  },
  token_expired: {
    title: 'Das Token ist abgelaufen',
    happened: 'Das Zugriffstoken war bis eben gültig.',
    next: 'Holen Sie ein neues Token, und senden Sie die Anfrage noch einmal. Es wurde nichts getan.',
  },
  client_not_found: {
    title: 'Diesen Client gibt es nicht',
    happened:
      'Kein Client mit dieser ID wurde im laufenden Betrieb angelegt, oder er wurde vor mehr als 90 Tagen widerrufen.',
    next: 'Die Clients zeigt „npx handfast clients list“. Clients aus den Einstellungen werden dort entfernt.',
  },
  connection_unknown: {
    title: 'Diese Verbindung gibt es nicht',
    happened: 'Unter den Produkten, die Sie sehen dürfen, gibt es keine Verbindung mit dieser ID.',
    next: 'Suchen Sie den Shop in der Liste der Shops.',
  },
  activation_unknown: {
    title: 'Diesen Versuch gibt es nicht',
    happened:
      'Unter den Produkten, die Sie sehen dürfen, gibt es keinen Verbindungsversuch mit dieser ID, sein Fenster wurde nie geöffnet, oder er endete vor mehr als 30 Tagen.',
    next: 'Suchen Sie in der Liste der Verbindungsversuche nach dem Host. Von einem Versuch ohne Fenster steht dort alles, was bekannt ist.',
  },
  product_unknown: {
    title: 'Dieses Produkt gibt es nicht',
    happened: 'Unter den Produkten, die Sie sehen dürfen, gibt es keines mit dieser ID.',
    next: 'Verwenden Sie die ID eines Produkts aus den Einstellungen oder den Slug eines Produkts, das im laufenden Betrieb angelegt wurde.',
  },
  event_unknown: {
    title: 'Dieses Ereignis gibt es nicht',
    happened:
      'Unter den Produkten, die Sie sehen dürfen, gibt es kein Ereignis mit dieser ID, oder es ist älter als 30 Tage.',
    next: 'Verwenden Sie die Adresse, die mit dem Ereignis kam („eventUrl“).',
  },
  event_settled: {
    title: 'Das Ereignis hat schon ein Ergebnis',
    happened:
      'Es wurde schon ein Ergebnis gesendet, das Ereignis wurde aufgegeben, oder es wird kein Ergebnis erwartet.',
    next: 'Es ist nichts zu tun. Das erste Ergebnis gilt.',
  },
  connection_disconnected: {
    title: 'Die Verbindung ist getrennt',
    happened: 'Beim Trennen wurden die Zugangsdaten dieser Verbindung vernichtet.',
    next: 'Bitten Sie den Händler, in Magento auf „Aktivieren“ (Activate) oder „Nochmals genehmigen“ (Reauthorize) zu klicken. Die Verbindung behält ihre ID.',
  },
};
