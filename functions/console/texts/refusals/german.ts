import type { API_REFUSALS } from '../../../domain/refusals/api-refusals.ts';
import { changeRefusals } from './de/change.ts';
import { channelRefusals } from './de/channel.ts';
import { requestRefusals } from './de/request.ts';
import { storeCallRefusals } from './de/store-call.ts';
import { writingRefusals } from './de/writing.ts';
import type { GermanOf } from './german-of.ts';

/** Refusals of the API in German, for whoever reads the console. Those that merchants meet are the popup's. */
export const GERMAN_API_REFUSALS: GermanOf<typeof API_REFUSALS> = {
  ...requestRefusals,
  ...storeCallRefusals,
  ...channelRefusals,
  ...changeRefusals,
  ...writingRefusals,
  interrupted: {
    title: 'Die Anfrage wurde überholt',
    happened: 'Während die Anfrage lief, änderte sich die Verbindung mehrmals.',
    next: 'Versuchen Sie es noch einmal.',
  },
  internal: {
    title: 'Bei uns ist etwas schiefgegangen',
    happened: 'Ein unvorhergesehener Fehler hat diese Anfrage beendet. Er wurde aufgezeichnet.',
    next: 'Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie einem Betreiber den Zeitpunkt der Anfrage.',
  },
};
