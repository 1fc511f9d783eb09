import type { integrationProblems as english } from './en.ts';

export const integrationProblems: Readonly<Record<keyof typeof english, string>> = {
  integration_problem_INPUT_INVALID: 'Das lässt sich nicht speichern.',
  integration_problem_FORBIDDEN: 'Das dürfen Sie nicht.',
  integration_problem_NOT_FOUND: 'Unter dieser ID oder diesem Namen gibt es nichts.',
  integration_problem_REVISION_CONFLICT:
    'Jemand anderes war schneller. Sehen Sie noch einmal nach, und wiederholen Sie es dann.',
  integration_problem_NOT_PUBLISHED: 'Es ist noch nichts veröffentlicht.',
  integration_problem_NOT_READY: 'Unter den Befunden sind Fehler.',
  integration_problem_NOT_LINKED: 'Das Produkt nutzt eine andere Integration.',
  integration_problem_NOT_IN_HISTORY: 'Die Integration hat diese Version nicht mehr.',
  integration_problem_NOT_CONFIGURED:
    'Händler melden sich beim eigenen Anmeldedienst dieser Installation an: Es gibt nichts zu testen.',
  integration_problem_TOO_MANY_LINKS: 'Diese Integration wird schon von so vielen Produkten genutzt, wie erlaubt sind.',
  integration_problem_URL_MISSING: 'Es gibt keine URL zu testen. Tragen Sie zuerst eine ein.',
  integration_problem_PING_TOO_SOON:
    'Vor weniger als 10 Sekunden wurde ein Test gestartet. Warten Sie einen Moment, und testen Sie dann noch einmal.',
  integration_problem_ID_TAKEN: 'Diese ID ist vergeben oder war es an etwas, das gelöscht ist.',
  integration_problem_NUMBER_TAKEN: 'Eine andere Integration hat diese Nummer.',
  integration_problem_SLUG_TAKEN: 'Ein anderes Produkt hat diesen Slug oder hatte ihn.',
  integration_problem_TOO_MANY_PRODUCTS:
    'Es gibt so viele im laufenden Betrieb angelegte Produkte, wie erlaubt sind. Löschen Sie zuerst eines.',
  integration_problem_PRODUCT_READ_ONLY: 'Dieses Produkt steht in den Einstellungen. Ändern Sie es dort.',
  integration_problem_PRODUCT_LINKED: 'Das Produkt nutzt eine Integration. Lösen Sie es zuerst von ihr.',
  integration_problem_PRODUCT_IN_USE: 'Mit dem Produkt sind Shops verbunden. Trennen Sie sie zuerst.',
  integration_problem_INTEGRATION_LINKED: 'Produkte nutzen diese Integration. Lösen Sie sie zuerst von ihr.',
  integration_problem_ALREADY_CONFIGURED:
    'Der Weg ins Produkt ist schon eingerichtet. Ändern Sie ihn, oder entfernen Sie ihn zuerst.',
  integration_problem_FROZEN_AFTER_PUBLISH:
    'Das bleibt, wie es veröffentlicht ist. Legen Sie für etwas anderes eine weitere Integration an.',
  integration_problem_TOO_MANY_CLIENTS: 'Es gibt so viele Clients wie erlaubt. Widerrufen Sie zuerst einen.',
};
