import { percentCode, percentDecode } from './bytes.ts';
import type { UrlParts } from './url-parts.ts';

const ENCODED_BYTE = /%[A-Fa-f0-9]{2}/g;
// laminas-uri Uri::normalizePath, which decodes these, the percent sign included
const DECODED_IN_PATH = /[a-zA-Z0-9_\-.~:@&=+$,/;%]/;
// laminas-uri Uri::encodePath; round brackets are left alone since zend-uri 2.6
const ENCODED_IN_PATH = /[^a-zA-Z0-9_\-.~)(:@&=+$,/;%]|%(?![A-Fa-f0-9]{2})/g;

/**
 * Magento 2.4.8 puts together again what PHP's `parse_url` took apart: all as sent but the port, which became an
 * integer, and the user info, which is left out.
 */
export function baseUrlAsSent({ scheme, host, port, path }: UrlParts): string {
  return `${scheme}://${host}${port === '' ? '' : `:${Number(port)}`}${path}`;
}

/**
 * Up to Magento 2.4.5, Zend_Uri_Http lower-cases scheme and host and forgets the brackets of an IPv6 address;
 * Zend_Oauth drops the default port. The path stays as sent.
 */
export function baseUrlOfZend({ scheme, userInfo, host, port, path }: UrlParts): string {
  const bareHost = host.replace(/^\[([^\]]+)\]$/, '$1').toLowerCase();
  return `${scheme.toLowerCase()}://${userInfo}${bareHost}${portUnlessDefault(scheme, port)}${path}`;
}

/** Magento 2.4.6 and 2.4.7 normalise the URL, the path included, with laminas-uri's `Uri::normalize()`. */
export function baseUrlOfLaminas({ scheme, userInfo, host, port, path }: UrlParts): string {
  const kept = port === '' ? '' : String(Number(port));
  const origin = `${scheme.toLowerCase()}://${userInfo}${host.toLowerCase()}${portUnlessDefault(scheme, kept)}`;
  return `${origin}${normalisedPath(path) || '/'}`;
}

function portUnlessDefault(scheme: string, port: string): string {
  const defaultPort = scheme.toLowerCase() === 'https' ? 443 : 80;
  return port === '' || Number(port) === defaultPort ? '' : `:${port}`;
}

function normalisedPath(path: string): string {
  return withoutDotSegments(path)
    .replace(ENCODED_BYTE, (code) => {
      const byte = percentDecode(code);
      return DECODED_IN_PATH.test(byte) ? byte : code.toUpperCase();
    })
    .replace(ENCODED_IN_PATH, percentCode);
}

/** laminas-uri's `removePathDotSegments`: RFC 3986 section 5.2.4, before anything is decoded, so `%2E%2E` stays. */
function withoutDotSegments(path: string): string {
  let output = '';
  let rest = path;
  while (rest !== '') {
    if (rest === '/.' || rest.startsWith('/./')) {
      rest = `/${rest.slice(3)}`;
    } else if (rest === '/..' || rest.startsWith('/../')) {
      rest = `/${rest.slice(4)}`;
      output = output.slice(0, Math.max(0, output.lastIndexOf('/')));
    } else {
      const slash = rest.indexOf('/', 1);
      const segment = slash === -1 ? rest : rest.slice(0, slash);
      output += segment;
      rest = rest.slice(segment.length);
    }
  }
  return output;
}
