import { type Messages, openTranslators, type PlainKeyOf, type TranslatorOf } from '../../adapters/html/messages.ts';
import type { en } from './all-texts.ts';
import compiled from './compiled.ts';
import type { Language } from './languages.ts';

type English = typeof en;
export type TextKey = keyof English;
/** Messages that name nothing. */
export type PlainKey = PlainKeyOf<English>;

/** The texts of the console in one language. */
export type Translator = TranslatorOf<English, Language>;

const MESSAGES: Messages<English, Language> = compiled;

export const translatorFor = openTranslators(MESSAGES);

/** Whether there is a message of this name that names nothing: for codes that come from elsewhere. */
export function isPlainKey(key: string): key is PlainKey {
  return isTextKey(key) && MESSAGES.en[key].length === 0;
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(MESSAGES.en, key);
}
