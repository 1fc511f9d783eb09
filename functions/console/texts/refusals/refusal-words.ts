import { API_REFUSALS } from '../../../domain/refusals/api-refusals.ts';
import { REFUSALS } from '../../../domain/refusals/handshake-refusals.ts';
import { adviceOnceActive } from '../../../domain/refusals/once-active.ts';
import type { HandshakeRefusalCode, RefusalCode } from '../../../domain/refusals/refusal.ts';
import type { RefusalWords } from '../../../domain/refusals/wording.ts';
import { BUTTONS } from '../../../popup/texts/buttons.ts';
import { de as popupDe } from '../../../popup/texts/refusals/de.ts';
import type { Language } from '../languages.ts';
import { ENGLISH_STEPS } from './english.ts';
import { GERMAN_API_REFUSALS } from './german.ts';

export type Words = Omit<RefusalWords, 'status'>;
type Translated = Exclude<Language, 'en'>;

/** What a developer of the API reads where that differs from what a merchant reads. */
const WORDS: Readonly<Record<Language, Readonly<Record<RefusalCode, Words>>>> = {
  en: { ...REFUSALS, ...API_REFUSALS },
  de: { ...popupDe, ...GERMAN_API_REFUSALS },
};

/** What the popup says in the console's languages; in English, the API says it itself. */
const MERCHANTS: Readonly<Record<Translated, Readonly<Record<HandshakeRefusalCode, Words>>>> = { de: popupDe };

/** A refusal in the reader's language, for somebody who has pages and buttons. */
export function wordsOf(language: Language, code: RefusalCode): Words {
  const words = WORDS[language][code];
  return language === 'en' ? { ...words, ...ENGLISH_STEPS[code] } : words;
}

/**
 * What a merchant's page says of a refusal, in another language than English.
 *
 * @param isRowActive whether the integration's row in Magento offers *Reauthorize* in place of *Activate*
 */
export function merchantWords(language: Translated, code: HandshakeRefusalCode, isRowActive: boolean): Words {
  const words = MERCHANTS[language][code];
  return isRowActive ? { ...words, next: adviceOnceActive(code, words.next, BUTTONS[language]) } : words;
}
