import type { WRITING_REFUSALS } from '../../../../domain/refusals/api/writing-refusals.ts';
import type { GermanOf } from '../german-of.ts';

export const writingRefusals: GermanOf<typeof WRITING_REFUSALS> = {
  change_invalid: {
    title: 'Die Änderung ist nicht so aufgebaut, wie sie sein sollte',
    happened: 'Ein Feld fehlt, ist unbekannt oder hat einen anderen Typ. Es wurde nichts davon an den Shop gesendet.',
    next: 'Die Meldung nennt das Feld. Berichtigen Sie es, und senden Sie die Änderung noch einmal. Andere Änderungen sind nicht betroffen.',
  },
  change_refused: {
    title: 'Der Shop hat die Änderung abgelehnt',
    happened: 'Magento antwortete, dass es diese Änderung nicht annimmt.',
    next: 'Die Meldung ist die von Magento. Senden Sie die Änderung noch einmal, sobald sie berichtigt ist.',
  },
  record_missing: {
    title: 'Der Shop hat keinen solchen Datensatz',
    happened: 'Die Änderung betrifft einen Datensatz, den es im Shop nicht gibt.',
    next: 'Prüfen Sie ID oder SKU, und legen Sie den Datensatz zuerst an.',
  },
  change_unclear: {
    title: 'Ob der Shop die Änderung angenommen hat, ist unklar',
    happened: 'Die Änderung wurde gesendet, es kam keine klare Antwort, und später war sie im Shop nicht zu finden.',
    next: 'Sehen Sie im Shop nach, bevor Sie sie noch einmal senden: Wurde sie angenommen, stünde sie dort doppelt.',
  },
  writing_failed: {
    title: 'Das Paket ließ sich nicht schreiben und wurde aufgegeben',
    happened: 'Eine Stunde lang endete das Schreiben immer wieder mit einem unvorhergesehenen Fehler.',
    next: 'Senden Sie noch einmal, was fehlgeschlagen ist. Sehen Sie im Shop nach, was unklar ist: Es kann dort schon stehen. Bleibt es dabei, nennen Sie einem Betreiber die ID des Pakets.',
  },
};
