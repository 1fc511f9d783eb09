import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { type Keyring, openKeyring } from '../secrets-manager/keyring.ts';
import type { ReadSecret } from '../secrets-manager/read-secret.ts';
import { COOKIE_MAX_BYTES, seal, unseal } from './sealed-cookie.ts';

/** How long somebody stays signed in to the console. */
const CONSOLE_SESSION_SECONDS = 8 * 60 * 60;
const SIGN_IN_SECONDS = 10 * 60;

/** Who has signed in to the console, and what they may do until the session ends. */
const consoleSession = z.object({
  /** As the provider names them for good. */
  sub: z.string(),
  /** What colleagues know them by. */
  name: z.string(),
  role: z.enum(['viewer', 'operator']),
  /** Forms of the console carry it; others cannot know it. */
  csrf: z.string(),
});
export type ConsoleSession = Readonly<z.infer<typeof consoleSession>>;

/** A sign-in under way, and the page that was wanted. */
const consoleSignIn = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
});
export type PendingConsoleSignIn = Readonly<z.infer<typeof consoleSignIn>>;

/** Not the keys of the popup's cookies, though of the same secret: neither opens the other's. */
export function openConsoleKeyring(read: ReadSecret, secretId: string, now: () => Date): Keyring {
  return openKeyring(read, secretId, now, { name: 'console cookies', info: 'handfast console cookie, A256GCM' });
}

export type ConsoleCookies = ReturnType<typeof openConsoleCookies>;
type Cookies = ReadonlyMap<string, string>;

/**
 * The console's cookies. Their names begin with none of the popup's, which drops its own oldest.
 *
 * @param publicUrl where browsers reach us: over plain http there is no `Secure`, and so no `__Host-`
 */
export function openConsoleCookies(publicUrl: string, keyring: Keyring, now: () => Date) {
  const secure = new URL(publicUrl).protocol === 'https:';
  const prefix = secure ? '__Host-' : '';
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const session = { name: `${prefix}handfast_console`, lifeSeconds: CONSOLE_SESSION_SECONDS };
  const signIn = { name: `${prefix}handfast_console_signin`, lifeSeconds: SIGN_IN_SECONDS };

  async function find<T>(cookies: Cookies, { name }: typeof session, shape: z.ZodMiniType<T>): Promise<T | undefined> {
    const value = cookies.get(name);
    if (value === undefined) return undefined;
    return shape.safeParse(await unseal(value, name, keyring, now())).data;
  }

  async function keep(content: object, cookie: typeof session): Promise<string> {
    const value = await seal(content, cookie, await keyring.current(), now());
    const bytes = cookie.name.length + value.length;
    if (bytes > COOKIE_MAX_BYTES) throw new Error(`A console cookie of ${bytes} bytes would be dropped`);
    return `${cookie.name}=${value}; Max-Age=${cookie.lifeSeconds}${attributes}`;
  }

  const drop = ({ name }: typeof session): string => `${name}=; Max-Age=0${attributes}`;

  return {
    session: (cookies: Cookies): Promise<ConsoleSession | undefined> => find(cookies, session, consoleSession),
    pendingSignIn: (cookies: Cookies): Promise<PendingConsoleSignIn | undefined> =>
      find(cookies, signIn, consoleSignIn),
    /** The `Set-Cookie` values that begin a session. */
    begin: async (kept: ConsoleSession): Promise<readonly string[]> => [await keep(kept, session), drop(signIn)],
    keepSignIn: async (kept: PendingConsoleSignIn): Promise<readonly string[]> => [await keep(kept, signIn)],
    end: (): readonly string[] => [drop(session), drop(signIn)],
  };
}

export function newConsoleCsrf(): string {
  return randomBytes(32).toString('base64url');
}

/** True when a form carries the session's token. Takes the same time whatever differs. */
export function isConsoleForm({ csrf }: ConsoleSession, sent: string): boolean {
  return timingSafeEqual(sha256(csrf), sha256(sent));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
