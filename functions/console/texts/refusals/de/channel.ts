import type { CHANNEL_REFUSALS } from '../../../../domain/refusals/api/channel-refusals.ts';
import type { GermanOf } from '../german-of.ts';

export const channelRefusals: GermanOf<typeof CHANNEL_REFUSALS> = {
  channel_unknown: {
    title: 'Diesen Kanal gibt es nicht',
    happened: 'Unter den Produkten, die Sie sehen dürfen, gibt es keinen Kanal mit dieser ID.',
    next: 'Suchen Sie ihn in der Liste der Kanäle.',
  },
  run_unknown: {
    title: 'Diesen Lauf gibt es nicht',
    happened: 'Es gibt keinen Lauf mit dieser ID, oder er endete vor mehr als 30 Tagen.',
    next: 'Die Läufe eines Kanals stehen auf seiner Seite.',
  },
  connector_unknown: {
    title: 'Diesen Konnektor gibt es nicht',
    happened: 'Der Kanal hat keinen Konnektor dieses Namens.',
    next: 'Wählen Sie einen von der Seite des Kanals.',
  },
  channel_changed: {
    title: 'Jemand anderes hat den Kanal geändert',
    happened: 'Der Kanal hat eine andere Revision als die, von der diese Änderung ausging. Es wurde nichts geändert.',
    next: 'Öffnen Sie den Kanal neu, und nehmen Sie die Änderung noch einmal vor.',
  },
  channels_at_limit: {
    title: 'Die Verbindung hat so viele Kanäle wie erlaubt',
    happened: 'Eine Verbindung hat höchstens 20 Kanäle.',
    next: 'Löschen Sie einen Kanal, der nicht mehr gebraucht wird, oder schalten Sie in einem anderen einen Konnektor ein.',
  },
  channel_unavailable: {
    title: 'Der Shop lässt sich gerade nicht lesen',
    happened: 'Die Verbindung dieses Kanals ist nicht aktiv, oder der Kanal ist angehalten.',
    next: 'Sehen Sie sich den Status des Kanals an. Ein angehaltener Kanal wird auf seiner Seite fortgesetzt; einer, dessen Verbindung nicht aktiv ist, läuft von selbst weiter, sobald der Shop wieder verbunden ist.',
  },
  channel_busy: {
    title: 'Ein anderer Lauf des Kanals läuft noch',
    happened: 'Ein Kanal hat immer nur einen Lauf, und der jetzige tut etwas anderes als das Gewünschte.',
    next: 'Warten Sie, bis er zu Ende ist, oder stoppen Sie ihn. Versuchen Sie es dann noch einmal.',
  },
  run_not_held: {
    title: 'Der Lauf wartet auf keine Bestätigung',
    happened: 'Bestätigt werden kann nur ein Lauf, der zurückgehalten wird.',
    next: 'Sehen Sie sich den Lauf an: Vielleicht wurde er schon bestätigt, oder die Datensätze wurden inzwischen wiedergefunden.',
  },
  run_ended: {
    title: 'Der Lauf ist zu Ende',
    happened: 'Ein Lauf, der zu Ende ist, lässt sich nicht mehr stoppen.',
    next: 'Es ist nichts zu tun. Das Ergebnis steht auf der Seite des Laufs.',
  },
  run_interrupted: {
    title: 'Der Lauf wurde abgebrochen',
    happened:
      'Seine Arbeit auf AWS wurde abgebrochen, schlug fehl oder brauchte zu lange. Was er geliefert hat, bleibt.',
    next: 'War es ein gewöhnlicher Blick in den Shop, ist nichts zu tun: Der nächste macht dort weiter. Sonst synchronisieren Sie noch einmal.',
  },
  cursor_expired: {
    title: 'Die Datensätze nach dieser Stelle sind nicht mehr da',
    happened: 'Die Stelle liegt weiter zurück, als Datensätze aufbewahrt werden, oder der ganze Shop wird neu gelesen.',
    next: 'Beginnen Sie ohne Cursor: „begin“ ist die Stelle der ältesten Datensätze. Ein vollständiger Lauf mit „redeliver“ liefert jeden Datensatz noch einmal.',
  },
  records_deleted: {
    title: 'Die Datensätze dieses Shops wurden gelöscht',
    happened: 'Die Verbindung wurde getrennt, und ihre Datensätze wurden mit ihr gelöscht.',
    next: 'Sobald der Shop wieder verbunden ist, wird er neu gelesen.',
  },
  record_unreadable: {
    title: 'Ein Datensatz ist nicht so aufgebaut, wie er sein sollte',
    happened: 'Ein Feld, das da sein muss, fehlt oder hat einen anderen Typ.',
    next: 'Sehen Sie sich den Datensatz im Shop an. Alles andere ist geliefert; der Datensatz wird jeden Tag noch einmal versucht.',
  },
  record_failing: {
    title: 'Ein Datensatz führt im Shop zu einem Fehler',
    happened: 'Jede Seite mit diesem Datensatz endete mit einem Fehler des Shops; Seiten ohne ihn ließen sich lesen.',
    next: 'Bitten Sie den Händler, im Protokoll von Magento (var/log) nachsehen zu lassen. Alles andere ist geliefert; der Datensatz wird jeden Tag noch einmal versucht.',
  },
  connector_failed: {
    title: 'Der Code eines Konnektors oder Schreibers ist fehlgeschlagen',
    happened: 'Der Prozessor eines Konnektors oder ein Schreiber meldete einen Fehler oder brauchte zu lange.',
    next: 'Bei einem gelesenen Datensatz probieren Sie den Konnektor mit „npx handfast connector try“ aus; alles andere ist geliefert, und der Datensatz wird jeden Tag noch einmal versucht. Bei einer Änderung beheben Sie den Fehler im Schreiber und senden sie noch einmal; eine, deren Ausgang unklar ist, nur, wenn sie im Shop fehlt.',
  },
  deletions_held: {
    title: 'Viele Datensätze fehlen, und es wurde nichts gelöscht',
    happened: 'Mehr als 50 Datensätze und mehr als ein Zehntel aller stehen nicht mehr in den Listen des Shops.',
    next: 'Wurden sie im Shop gelöscht, bestätigen Sie den Lauf. Wenn nicht, fragen Sie den Händler, welche Berechtigung oder welches Modul sich geändert hat.',
  },
};
