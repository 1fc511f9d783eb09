import { type Messages, openTranslators, type PlainKeyOf, type TranslatorOf } from '../../adapters/html/messages.ts';
import compiled from './compiled.ts';
import type { Language } from './languages.ts';
import type { en } from './pages/en.ts';

export type { Markup } from '../../adapters/html/messages.ts';

type English = typeof en;
/** Messages that name nothing. */
export type PlainKey = PlainKeyOf<English>;

/** The texts of all pages but refusals, in one language. */
export type Translator = TranslatorOf<English, Language>;

const MESSAGES: Messages<English, Language> = compiled;

export const translatorFor = openTranslators(MESSAGES);
