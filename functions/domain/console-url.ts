/** Where the console is. */
export const CONSOLE_PATH = '/console';

/** Where the OpenID provider sends people of the console back to. */
const CONSOLE_RETURN_PATH = `${CONSOLE_PATH}/session/return`;

/** The same whole, as it is registered with the provider. */
export function consoleReturnUrl(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${CONSOLE_RETURN_PATH}`;
}
