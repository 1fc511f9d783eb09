import { parseAccept } from 'hono/utils/accept';
import type { HttpRequest } from '../adapters/lambda/http-handler.ts';

/** The one word of a page that shows for a moment, in the languages of the popup. */
const WORDS = {
  en: 'Continue',
  de: 'Weiter',
  fr: 'Continuer',
  es: 'Continuar',
  it: 'Continua',
  nl: 'Doorgaan',
  pl: 'Dalej',
  'pt-BR': 'Continuar',
  ja: '続ける',
} as const;

export type Word = { readonly language: string; readonly text: string };

/** In the language that was chosen in the popup, otherwise in one that the browser prefers. */
export function continueIn({ cookies, acceptLanguage }: Pick<HttpRequest, 'cookies' | 'acceptLanguage'>): Word {
  const chosen = [cookies.get('__Host-handfast_language'), cookies.get('handfast_language')];
  const preferred = parseAccept(acceptLanguage).map(({ type }) => type);
  for (const wanted of [...chosen, ...preferred]) {
    const found = Object.entries(WORDS).find(([language]) => firstPart(language) === firstPart(wanted ?? ''));
    if (found !== undefined) return { language: found[0], text: found[1] };
  }
  return { language: 'en', text: WORDS.en };
}

function firstPart(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
