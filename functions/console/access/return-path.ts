import { CONSOLE_PATH } from '../../domain/console-url.ts';

/** More is no address of a page, and would not fit into the cookie. */
const MAX_CHARACTERS = 1_500;
const HERE = 'https://console.invalid';

/** Where to go on after signing in: a page of the console, and nowhere else. */
export function returnPath(wanted: string | null): string {
  const url = wanted === null || wanted.length > MAX_CHARACTERS ? null : URL.parse(wanted, HERE);
  if (url === null || url.origin !== HERE || !/^\/[^/\\]/.test(wanted ?? '')) return CONSOLE_PATH;
  const isPage = url.pathname === CONSOLE_PATH || url.pathname.startsWith(`${CONSOLE_PATH}/`);
  const isSignIn = url.pathname.startsWith(`${CONSOLE_PATH}/session`);
  return isPage && !isSignIn ? `${url.pathname}${url.search}` : CONSOLE_PATH;
}
