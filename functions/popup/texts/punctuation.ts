import type { Translator } from './translator.ts';

/** What stands between two sentences, and at the end of one that has no full stop of its own. */
export type Punctuation = { readonly gap: string; readonly stop: string };

export function punctuationOf({ language }: Pick<Translator, 'language'>): Punctuation {
  return language === 'ja' ? { gap: '', stop: '。' } : { gap: ' ', stop: '.' };
}
