import { isIP } from 'node:net';
import { UserError } from '../user-error.ts';

/** From where an instance can be reached. */
export type Reach = {
  /** Address to listen at; `0.0.0.0` stands for all of this computer. 127.0.0.1 always works besides. */
  readonly bind: string;
  /** Where browsers and stores elsewhere find it. */
  readonly publicUrls?: PublicUrls;
};

/** Origins, each of one port of ours. */
export type PublicUrls = {
  readonly handfast: string;
  readonly openid: string;
  /** Of the admin pages of the demo Magento; absent where browsers elsewhere cannot reach them. */
  readonly magentoHost?: string;
};

export const LOOPBACK: Reach = { bind: '127.0.0.1' };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `HANDFAST_BIND`, `HANDFAST_PUBLIC_URL` and, for public URLs without a port, `HANDFAST_PUBLIC_OPENID_URL`.
 *
 * @throws UserError in one line
 */
export function readReach(environment: Environment): Reach {
  const bind = environment['HANDFAST_BIND'] || LOOPBACK.bind;
  if (isIP(bind) === 0) {
    throw new UserError(`HANDFAST_BIND is "${bind}"; it must be an address of this computer, or 0.0.0.0 for all.`);
  }
  const handfast = originIn(environment, 'HANDFAST_PUBLIC_URL');
  const openid = originIn(environment, 'HANDFAST_PUBLIC_OPENID_URL');
  if (handfast === undefined && openid === undefined) return { bind };
  if (handfast === undefined) throw new UserError('HANDFAST_PUBLIC_OPENID_URL is set, but HANDFAST_PUBLIC_URL is not.');
  return { bind, publicUrls: publicUrlsOf(handfast, openid) };
}

/** With a port, the next two are taken for the demo Magento and the OpenID provider, as they are on this computer. */
function publicUrlsOf(handfast: URL, openid: URL | undefined): PublicUrls {
  if (openid !== undefined) return { handfast: handfast.origin, openid: openid.origin };
  if (handfast.port === '') {
    throw new UserError(
      'HANDFAST_PUBLIC_URL names no port, so the sign-in needs an address of its own: ' +
        'set HANDFAST_PUBLIC_OPENID_URL to where the third port is reached.',
    );
  }
  const { protocol, hostname } = handfast;
  return {
    handfast: handfast.origin,
    openid: new URL(`${protocol}//${hostname}:${Number(handfast.port) + 2}`).origin,
    ...(protocol === 'http:' && { magentoHost: hostname }),
  };
}

function originIn(environment: Environment, name: string): URL | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text)) return url;
  throw new UserError(`${name} is "${text}"; it must be an origin such as http://192.168.1.20:8787.`);
}

/** What to say when others can reach this instance; nothing when they cannot. */
export function warningsOf({ bind, publicUrls }: Reach): string[] {
  const exposed = !/^127\.|^::1$/.test(bind);
  if (!exposed && publicUrls === undefined) return [];
  return [
    exposed
      ? `WARNING: this listens at ${bind}, for everybody who can reach this computer.`
      : `WARNING: this is meant to be reached from elsewhere, at ${publicUrls?.handfast}.`,
    'WARNING: it is a trial with a known password, a demo Magento without a sign-in, and calls to loopback addresses.',
    'WARNING: never connect a store with real data, and stop it when you are done.',
  ];
}
