import { parseAccept } from 'hono/utils/accept';
import type { HttpHandler, HttpRequest, HttpResponse, RenderRefusal } from '../../adapters/lambda/http-handler.ts';
import { isLanguage, LANGUAGES, type Language } from '../texts/languages.ts';

/** Choosing a language adds this parameter to a page's own address. */
const PARAMETER = 'lang';

/** Not one of the session cookies' names: a choice outlives them. */
const COOKIE = 'handfast_language';
const COOKIE_LIFE_SECONDS = 365 * 24 * 60 * 60;

/**
 * What was chosen on the page, then what was chosen earlier, then what the browser prefers, then English.
 *
 * @param offered must hold at least one
 */
export function languageOf(request: HttpRequest, offered: readonly Language[] = LANGUAGES): Language {
  const { cookies } = request;
  const chosen = [chosenNow(request), cookies.get(`__Host-${COOKIE}`), cookies.get(COOKIE)];
  const wanted = [...chosen.filter((tag) => tag !== undefined), ...preferred(request.acceptLanguage)];
  for (const tag of wanted) {
    const found = matching(tag, offered);
    if (found !== undefined) return found;
  }
  return offered.find((language) => language === 'en') ?? offered[0] ?? 'en';
}

/** An address of ours that shows the same page in another language. It must have a parameter already. */
export function inLanguage(here: string, language: Language): string {
  return `${here}&${PARAMETER}=${language}`;
}

/** Lets the browser remember what was chosen on the page that it asks for. */
export function rememberLanguage(publicUrl: string) {
  const secure = new URL(publicUrl).protocol === 'https:';
  const [prefix, end] = secure ? ['__Host-', '; Secure'] : ['', ''];
  const keep = (request: HttpRequest, answer: HttpResponse): HttpResponse => {
    const chosen = chosenNow(request);
    if (chosen === undefined) return answer;
    const cookie = `${prefix}${COOKIE}=${chosen}; Max-Age=${COOKIE_LIFE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${end}`;
    return { ...answer, cookies: [...(answer.cookies ?? []), cookie] };
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

function chosenNow({ query }: HttpRequest): Language | undefined {
  const tag = query.get(PARAMETER) ?? '';
  return isLanguage(tag) ? tag : undefined;
}

/** Tags of `Accept-Language`, likeliest first. */
function preferred(header: string): string[] {
  return parseAccept(header)
    .filter(({ q }) => q > 0)
    .map(({ type }) => type);
}

/** Regions are not distinguished: whoever reads the Portuguese of Portugal, reads that of Brazil. */
function matching(tag: string, offered: readonly Language[]): Language | undefined {
  const base = baseOf(tag);
  return offered.find((language) => baseOf(language) === base);
}

function baseOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    // `*`, or no language tag at all.
    return undefined;
  }
}
