import { stores as storesDe } from '../stores/texts/de.ts';
import { stores as storesEn } from '../stores/texts/en.ts';
import type { Language } from './languages.ts';
import { shared as sharedDe } from './shared/de.ts';
import { shared as sharedEn } from './shared/en.ts';

/*
 * Every message of the console, in ICU MessageFormat. `npm run texts` compiles them. Each feature brings its own; what
 * English holds, all other languages hold.
 */

export const en = { ...sharedEn, ...storesEn } as const;

const de: Readonly<Record<keyof typeof en, string>> = { ...sharedDe, ...storesDe };

export const TEXTS = { en, de } as const satisfies Record<Language, Readonly<Record<keyof typeof en, string>>>;
