/** The languages that the console is written in. English is what everybody else gets. */
export const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGE_NAMES;

export const LANGUAGES: readonly Language[] = ['en', 'de'];
