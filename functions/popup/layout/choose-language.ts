import { chosenLanguage, LANGUAGE_PARAMETER, languageCookie, wantedLanguage } from '../../adapters/html/language.ts';
import type { HttpHandler, HttpRequest, HttpResponse, RenderRefusal } from '../../adapters/lambda/http-handler.ts';
import { LANGUAGES, type Language } from '../texts/languages.ts';

/**
 * What was chosen on the page, then what was chosen earlier, then what the browser prefers, then English.
 *
 * @param offered must hold at least one
 */
export function languageOf(request: HttpRequest, offered: readonly Language[] = LANGUAGES): Language {
  return wantedLanguage(request, offered) ?? offered.find((language) => language === 'en') ?? offered[0] ?? 'en';
}

/** An address of ours that shows the same page in another language. It must have a parameter already. */
export function inLanguage(here: string, language: Language): string {
  return `${here}&${LANGUAGE_PARAMETER}=${language}`;
}

/** Lets the browser remember what was chosen on the page that it asks for. */
export function rememberLanguage(publicUrl: string) {
  const keep = (request: HttpRequest, answer: HttpResponse): HttpResponse => {
    const chosen = chosenLanguage(request, LANGUAGES);
    if (chosen === undefined) return answer;
    return { ...answer, cookies: [...(answer.cookies ?? []), languageCookie(publicUrl, chosen)] };
  };
  const after =
    (handle: HttpHandler): HttpHandler =>
    async (request) =>
      keep(request, await handle(request));
  return {
    remembered: (handlers: Readonly<Record<string, HttpHandler>>): Record<string, HttpHandler> =>
      Object.fromEntries(Object.entries(handlers).map(([route, handle]) => [route, after(handle)])),
    rememberedRefusal:
      (refuse: RenderRefusal): RenderRefusal =>
      async (refusal, request) =>
        keep(request, await refuse(refusal, request)),
  };
}
