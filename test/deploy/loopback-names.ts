import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

/** Under which the emulator is reached over TLS: itself, and the HTTP APIs in it. */
export const CERTIFICATE_NAMES = ['IP:127.0.0.1', 'DNS:localhost', 'DNS:*.execute-api.localhost'];

/**
 * Lets this process find names below `localhost`, such as those of the emulator's HTTP APIs, on this computer: they
 * mean nothing else (RFC 6761 §6.3), as browsers know and the C library does not.
 */
export function resolveLoopbackNames(): void {
  const resolve = dns.lookup;
  const lookup: LookupFunction = (host, options, found) => {
    if (isIP(host) !== 0 || !host.endsWith('.localhost')) {
      resolve(host, options, found);
    } else if (options.all === true) {
      found(null, [{ address: '127.0.0.1', family: 4 }]);
    } else {
      found(null, '127.0.0.1', 4);
    }
  };
  Object.assign(dns, { lookup });
}
