import type { ConsoleSession } from '../../adapters/cookies/console-session.ts';
import { LANGUAGE_PARAMETER, wantedLanguage } from '../../adapters/html/language.ts';
import type { ConsoleRequest } from '../../adapters/lambda/console-handler.ts';
import { CONSOLE_PATH } from '../../domain/console-url.ts';
import { LANGUAGES } from '../texts/languages.ts';
import { type Translator, translatorFor } from '../texts/translator.ts';

/** What every page has around its content. */
export type Layout = {
  readonly translator: Translator;
  /** Path and query of the page, without what is said once: the language, and what was done. */
  readonly here: string;
  /** Who has signed in; undefined on pages about signing in. */
  readonly person: ConsoleSession | undefined;
  /** Code of what an action has just done, unchecked. */
  readonly done: string | undefined;
  readonly now: Date;
  /** Whether the settings leave in what a page asks: a route of the API, or that of GraphQL. */
  readonly serves: (route: string) => boolean;
};

/** Names what was done in the address of the page that follows an action. */
export const DONE_PARAMETER = 'done';

type Asked = Pick<ConsoleRequest, 'path' | 'query' | 'cookies' | 'acceptLanguage'> &
  Partial<Pick<ConsoleRequest, 'fetchSite'>>;

/** @param serves matters where somebody has signed in: pages that would not be there are not listed then */
export function layoutFor(
  request: Asked,
  person: ConsoleSession | undefined,
  now: Date,
  serves: Layout['serves'] = () => true,
): Layout {
  const query = new URLSearchParams(request.query);
  for (const name of [LANGUAGE_PARAMETER, DONE_PARAMETER]) query.delete(name);
  return {
    translator: translatorFor(wantedLanguage(request, LANGUAGES) ?? 'en'),
    here: withQuery(`${CONSOLE_PATH}${encodeURI(request.path)}`, query),
    person,
    done: isLedHere(request) ? undefined : (request.query.get(DONE_PARAMETER) ?? undefined),
    now,
    serves,
  };
}

/** By a link elsewhere, which could say that something was done that was not. Actions lead from page to page here. */
function isLedHere({ fetchSite = 'same-origin' }: Asked): boolean {
  return fetchSite !== 'same-origin';
}

/** An address of the console. @param path below `/console`; ids in it are encoded by the caller */
export function pageUrl(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const named = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  return withQuery(`${CONSOLE_PATH}${path}`, new URLSearchParams(named));
}

/** The same page with other parameters. */
export function hereWith(here: string, changed: Readonly<Record<string, string | undefined>>): string {
  const [path = '', text = ''] = here.split('?');
  const query = new URLSearchParams(text);
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return withQuery(path, query);
}

function withQuery(path: string, query: URLSearchParams): string {
  return query.size === 0 ? path : `${path}?${query}`;
}
