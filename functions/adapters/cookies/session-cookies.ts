import { createHash } from 'node:crypto';
import { ACTIVATION_LIFE_SECONDS } from '../../domain/handshake/activation.ts';
import type { ActivationId } from '../../domain/ids.ts';
import { type Keyring, openKeyring } from '../secrets-manager/keyring.ts';
import type { ReadSecret } from '../secrets-manager/read-secret.ts';
import { type Session, session } from './popup-session.ts';
import { COOKIE_MAX_BYTES, seal, unseal } from './sealed-cookie.ts';

/** How many of our cookies a browser keeps, and their size in all: API Gateway takes 10,240 bytes of headers. */
const KEPT_COOKIES = 6;
const KEPT_BYTES = 6 * 1024;

/** The keys of the session cookies. */
export function openCookieKeyring(read: ReadSecret, secretId: string, now: () => Date): Keyring {
  return openKeyring(read, secretId, now, { name: 'session cookies', info: 'handfast session cookie, A256GCM' });
}

export type Cookies = ReadonlyMap<string, string>;
export type Sessions = ReturnType<typeof openSessions>;

/**
 * One encrypted cookie per activation, so that two stores or two windows of one browser don't disturb each other.
 *
 * @param publicUrl where browsers reach us: over plain http there is no `Secure`, and so no `__Host-`
 */
export function openSessions(publicUrl: string, keyring: Keyring, now: () => Date) {
  const secure = new URL(publicUrl).protocol === 'https:';
  const prefix = secure ? '__Host-handfast-' : 'handfast-';
  const attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  const nameOf = (activation: ActivationId) => `${prefix}${sha256(activation).slice(0, 12)}`;

  async function open(name: string, value: string): Promise<Session | undefined> {
    const read = session.safeParse(await unseal(value, name, keyring, now()));
    return read.success ? read.data : undefined;
  }

  return {
    /** What is tampered with, cut off, too old or not ours counts as no cookie. */
    async find(cookies: Cookies, activation: ActivationId): Promise<Session | undefined> {
      const name = nameOf(activation);
      const value = cookies.get(name);
      return value === undefined ? undefined : open(name, value);
    },

    /** Every session of this browser, oldest first. */
    async all(cookies: Cookies): Promise<readonly Session[]> {
      const own = [...cookies].filter(([name]) => name.startsWith(prefix)).slice(-KEPT_COOKIES);
      const opened = await Promise.all(own.map(([name, value]) => open(name, value)));
      return opened.filter((one) => one !== undefined);
    },

    /** The `Set-Cookie` values that keep a session, and drop the oldest others when there are too many. */
    async keep(cookies: Cookies, kept: Session): Promise<readonly string[]> {
      const name = nameOf(kept.activation);
      const sealed = { name, lifeSeconds: ACTIVATION_LIFE_SECONDS };
      const value = await seal(kept, sealed, await keyring.current(), now());
      const bytes = name.length + value.length;
      if (bytes > COOKIE_MAX_BYTES) throw new Error(`A session cookie of ${bytes} bytes would be dropped`);
      const others = [...cookies].filter(([other]) => other.startsWith(prefix) && other !== name);
      const dropped = tooMany(others, bytes).map((other) => `${other}=; Max-Age=0${attributes}`);
      return [`${name}=${value}; Max-Age=${ACTIVATION_LIFE_SECONDS}${attributes}`, ...dropped];
    },
  };
}

/** Browsers send cookies oldest first (RFC 6265 §5.4), so the last ones stay. */
function tooMany(others: readonly [string, string][], bytes: number): string[] {
  let total = bytes;
  return others
    .toReversed()
    .filter(([name, value], index) => {
      total += name.length + value.length;
      return index + 1 >= KEPT_COOKIES || total > KEPT_BYTES;
    })
    .map(([name]) => name);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
