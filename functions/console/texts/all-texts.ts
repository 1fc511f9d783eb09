import { attempts as attemptsDe } from '../attempts/texts/de.ts';
import { attempts as attemptsEn } from '../attempts/texts/en.ts';
import { changes as changesDe } from '../channels/changes/texts/de.ts';
import { changes as changesEn } from '../channels/changes/texts/en.ts';
import { runs as runsDe } from '../channels/runs/texts/de.ts';
import { runs as runsEn } from '../channels/runs/texts/en.ts';
import { channels as channelsDe } from '../channels/texts/de.ts';
import { channels as channelsEn } from '../channels/texts/en.ts';
import { syncReasons as syncReasonsDe } from '../channels/texts/reasons/de.ts';
import { syncReasons as syncReasonsEn } from '../channels/texts/reasons/en.ts';
import { deliveries as deliveriesDe } from '../deliveries/texts/de.ts';
import { deliveries as deliveriesEn } from '../deliveries/texts/en.ts';
import { integrationCodes as integrationCodesDe } from '../integrations/texts/codes/de.ts';
import { integrationCodes as integrationCodesEn } from '../integrations/texts/codes/en.ts';
import { integrations as integrationsDe } from '../integrations/texts/de.ts';
import { integrations as integrationsEn } from '../integrations/texts/en.ts';
import { integrationForms as integrationFormsDe } from '../integrations/texts/forms/de.ts';
import { integrationForms as integrationFormsEn } from '../integrations/texts/forms/en.ts';
import { integrationProblems as integrationProblemsDe } from '../integrations/texts/problems/de.ts';
import { integrationProblems as integrationProblemsEn } from '../integrations/texts/problems/en.ts';
import { overview as overviewDe } from '../overview/texts/de.ts';
import { overview as overviewEn } from '../overview/texts/en.ts';
import { settings as settingsDe } from '../settings/texts/de.ts';
import { settings as settingsEn } from '../settings/texts/en.ts';
import { stores as storesDe } from '../stores/texts/de.ts';
import { stores as storesEn } from '../stores/texts/en.ts';
import type { Language } from './languages.ts';
import { shared as sharedDe } from './shared/de.ts';
import { shared as sharedEn } from './shared/en.ts';

/*
 * Every message of the console, in ICU MessageFormat. `npm run texts` compiles them. Each feature brings its own; what
 * English holds, all other languages hold.
 */

export const en = {
  ...sharedEn,
  ...storesEn,
  ...attemptsEn,
  ...channelsEn,
  ...runsEn,
  ...changesEn,
  ...syncReasonsEn,
  ...integrationsEn,
  ...integrationCodesEn,
  ...integrationProblemsEn,
  ...integrationFormsEn,
  ...deliveriesEn,
  ...overviewEn,
  ...settingsEn,
} as const;

const de: Readonly<Record<keyof typeof en, string>> = {
  ...sharedDe,
  ...storesDe,
  ...attemptsDe,
  ...channelsDe,
  ...runsDe,
  ...changesDe,
  ...syncReasonsDe,
  ...integrationsDe,
  ...integrationCodesDe,
  ...integrationProblemsDe,
  ...integrationFormsDe,
  ...deliveriesDe,
  ...overviewDe,
  ...settingsDe,
};

export const TEXTS = { en, de } as const satisfies Record<Language, Readonly<Record<keyof typeof en, string>>>;
