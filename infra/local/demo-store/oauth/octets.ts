/**
 * Text as PHP holds it: one character per octet (latin-1), never decoded to Unicode. Node hands out request
 * targets and headers in that form too, so byte order is plain string order and nothing is lost.
 */

/** PHP `rawurldecode`: `+` stays a plus, a broken percent sequence stays as it is. */
export function percentDecoded(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** PHP `rawurlencode` (RFC 3986): all but letters, digits and `-._~`, upper-case hex. */
export function percentEncoded(octets: string): string {
  return octets.replace(/[^A-Za-z0-9\-._~]/g, percent);
}

/** One octet as `%XX`. */
export function percent(octet: string): string {
  return `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** PHP `urlencode` of Unicode text, as `http_build_query` uses it: a space becomes `+`, `~` and `*` are encoded. */
function formEncoded(text: string): string {
  const octets = Buffer.from(text, 'utf8').toString('latin1');
  return octets.replace(/[^A-Za-z0-9\-._ ]/g, percent).replaceAll(' ', '+');
}

/** PHP `urldecode`, read as UTF-8: what PHP code finds in `$_GET`. */
export function formDecoded(text: string): string {
  return Buffer.from(percentDecoded(text.replaceAll('+', ' ')), 'latin1').toString('utf8');
}

/** `a=1&b=2` as PHP's `http_build_query` writes it. */
export function formBody(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${formEncoded(name)}=${formEncoded(value)}`)
    .join('&');
}
