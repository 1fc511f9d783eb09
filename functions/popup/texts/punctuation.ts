import type { Translator } from './translator.ts';

export type Punctuation = {
  /** Between two sentences, and before a remark in brackets. */
  readonly gap: string;
  /** At the end of a sentence that has no full stop of its own. */
  readonly stop: string;
  /** Between a label and what it names. */
  readonly colon: string;
};

/** Japanese has no spaces: its own marks are as wide as a letter. */
const JAPANESE: Punctuation = { gap: '', stop: '。', colon: '：' };
const FRENCH: Punctuation = { gap: ' ', stop: '.', colon: '\u00a0: ' };
const USUAL: Punctuation = { gap: ' ', stop: '.', colon: ': ' };

export function punctuationOf({ language }: Pick<Translator, 'language'>): Punctuation {
  if (language === 'ja') return JAPANESE;
  return language === 'fr' ? FRENCH : USUAL;
}
