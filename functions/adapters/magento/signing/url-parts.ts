/** An absolute URL taken apart as it was written: nothing decoded, nothing normalised. Byte strings. */
export type UrlParts = {
  readonly scheme: string;
  /** `''` or `user:password@`. */
  readonly userInfo: string;
  readonly host: string;
  /** `''` or digits. */
  readonly port: string;
  readonly path: string;
  /** `''` when there is none. */
  readonly query: string;
};

const ABSOLUTE_URL = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/;
const PORT = /:(\d*)$/;

/** @throws TypeError for what is not an absolute URL with a host. */
export function urlParts(url: string): UrlParts {
  const [, scheme, authority, path = '', query = ''] = ABSOLUTE_URL.exec(url) ?? [];
  if (scheme === undefined || !authority) throw new TypeError('only an absolute URL with a host can be signed');
  const userInfo = authority.slice(0, authority.lastIndexOf('@') + 1);
  const hostAndPort = authority.slice(userInfo.length);
  const [suffix = '', port = ''] = PORT.exec(hostAndPort) ?? [];
  return { scheme, userInfo, host: hostAndPort.slice(0, hostAndPort.length - suffix.length), port, path, query };
}
