import { html, raw } from 'hono/html';
import { LANGUAGE_PARAMETER } from '../../adapters/html/language.ts';
import type { Markup } from '../../adapters/html/messages.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../texts/languages.ts';
import { hereWith, type Layout } from './layout.ts';

/** The same page in every language. */
export function languageLinks({ translator, here }: Layout): Markup {
  const links = LANGUAGES.map((language) => {
    const current = language === translator.language ? raw(' aria-current="true"') : '';
    const to = hereWith(here, { [LANGUAGE_PARAMETER]: language });
    return html`<li><a href="${to}" lang="${language}" hreflang="${language}"${current}>${LANGUAGE_NAMES[language]}</a></li>`;
  });
  return html`<nav aria-label="${translator.t('language')}"><ul class="languages">${links}</ul></nav>`;
}
