import { parseAccept } from 'hono/utils/accept';

type Request = {
  readonly query: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  readonly acceptLanguage: string;
};

/** Choosing a language adds this parameter to a page's own address. */
export const LANGUAGE_PARAMETER = 'lang';

/** Not one of the session cookies' names: a choice outlives them. */
const COOKIE = 'handfast_language';
const COOKIE_LIFE_SECONDS = 365 * 24 * 60 * 60;

/** What was chosen on the page, then what was chosen earlier, then what the browser prefers; undefined: none of those offered. */
export function wantedLanguage<L extends string>(request: Request, offered: readonly L[]): L | undefined {
  const { cookies } = request;
  const chosen = [chosenLanguage(request, offered), cookies.get(`__Host-${COOKIE}`), cookies.get(COOKIE)];
  const wanted = [...chosen.filter((tag) => tag !== undefined), ...preferred(request.acceptLanguage)];
  return wanted.map((tag) => matching(tag, offered)).find((found) => found !== undefined);
}

/** What is chosen on the page that is asked for. */
export function chosenLanguage<L extends string>(
  { query }: Pick<Request, 'query'>,
  known: readonly L[],
): L | undefined {
  return known.find((language) => language === query.get(LANGUAGE_PARAMETER));
}

/** The `Set-Cookie` value by which a browser remembers a choice. */
export function languageCookie(publicUrl: string, language: string): string {
  const secure = new URL(publicUrl).protocol === 'https:';
  const [prefix, end] = secure ? ['__Host-', '; Secure'] : ['', ''];
  return `${prefix}${COOKIE}=${language}; Max-Age=${COOKIE_LIFE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${end}`;
}

/** Tags of `Accept-Language`, likeliest first. */
function preferred(header: string): string[] {
  return parseAccept(header)
    .filter(({ q }) => q > 0)
    .map(({ type }) => type);
}

/** Regions are not distinguished: whoever reads the Portuguese of Portugal, reads that of Brazil. */
function matching<L extends string>(tag: string, offered: readonly L[]): L | undefined {
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
