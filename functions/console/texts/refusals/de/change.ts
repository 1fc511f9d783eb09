import type { CHANGE_REFUSALS } from '../../../../domain/refusals/api/change-refusals.ts';
import type { GermanOf } from '../german-of.ts';

export const changeRefusals: GermanOf<typeof CHANGE_REFUSALS> = {
  batch_unknown: {
    title: 'Dieses Paket gibt es nicht',
    happened:
      'Der Kanal hat kein Paket mit dieser ID, oder es endete vor so langer Zeit, dass seine Ergebnisse nicht mehr da sind.',
    next: 'Die Pakete eines Kanals stehen auf seiner Seite.',
  },
  batch_finished: {
    title: 'Das Paket ist fertig',
    happened: 'Jede seiner Änderungen hat ein Ergebnis, also lässt sich nichts mehr abbrechen.',
    next: 'Die Ergebnisse stehen auf der Seite des Pakets.',
  },
  batch_cancelled: {
    title: 'Das Paket wurde abgebrochen',
    happened: 'Jemand hat das Paket abgebrochen, bevor diese Änderung an den Shop gesendet wurde.',
    next: 'Senden Sie die Änderung in einem anderen Paket noch einmal, wenn sie noch gewünscht ist.',
  },
  changes_expired: {
    title: 'Die Änderungen sind nicht mehr da',
    happened:
      'Das Paket wartete länger, als Änderungen aufbewahrt werden; diese wurde deshalb nie an den Shop gesendet.',
    next: 'Senden Sie die Änderung in einem anderen Paket noch einmal, wenn sie noch gewünscht ist.',
  },
  changes_malformed: {
    title: 'Die Änderungen sind nicht lesbar',
    happened: 'Einige Zeilen sind keine Änderungen; deshalb wurde nichts angenommen.',
    next: 'Berichtigen Sie die genannten Zeilen, und senden Sie alles noch einmal: Jede Zeile ist ein JSON-Objekt mit „change“ und, wo Sie es wünschen, mit „id“ und „base“.',
  },
  changes_too_large: {
    title: 'Es sind zu viele Änderungen in einer Anfrage',
    happened: 'Ein Paket hat entpackt höchstens 5.000 Zeilen und 4 MiB. Es wurde nichts angenommen.',
    next: 'Senden Sie sie in mehreren Paketen nacheinander: In dieser Reihenfolge werden sie geschrieben.',
  },
  changes_at_limit: {
    title: 'So viele Pakete des Kanals warten, wie erlaubt sind',
    happened: 'Höchstens 200 Pakete eines Kanals warten darauf, geschrieben zu werden. Es wurde nichts angenommen.',
    next: 'Senden Sie größere Pakete, oder warten Sie, bis einige fertig sind, und senden Sie dieselbe Anfrage noch einmal.',
  },
  ndjson_expected: {
    title: 'Die Anfrage ist kein NDJSON',
    happened: 'Der Inhalt hat einen anderen Medientyp als application/x-ndjson oder ist anders gepackt als mit gzip.',
    next: 'Senden Sie ein JSON-Objekt je Zeile, mit dem Header content-type: application/x-ndjson; ist der Inhalt gepackt, mit content-encoding: gzip.',
  },
  idempotency_key_malformed: {
    title: 'Der Idempotency-Key ist nicht verwendbar',
    happened: 'Der Header Idempotency-Key enthält andere Zeichen als druckbares ASCII oder mehr als 255 davon.',
    next: 'Senden Sie zum Beispiel eine UUID: für jedes Paket eine neue, bei jeder Wiederholung dieselbe.',
  },
  idempotency_key_reused: {
    title: 'Der Idempotency-Key gehört zu einem anderen Paket',
    happened:
      'Mit demselben Idempotency-Key wurde ein anderer Inhalt oder ein anderer Konnektor gesendet. Es wurde nichts angenommen.',
    next: 'Senden Sie andere Änderungen mit einem eigenen Key. Eine Wiederholung muss auf das Byte genau denselben Inhalt haben.',
  },
  connector_not_written: {
    title: 'Dieser Konnektor schreibt nichts',
    happened: 'Datensätze dieses Konnektors werden nur gelesen.',
    next: 'Was geschrieben werden kann, steht auf der Seite des Kanals.',
  },
};
