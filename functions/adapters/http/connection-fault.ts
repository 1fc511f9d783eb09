/**
 * OpenSSL's codes for what is wrong with a certificate, and Node's for a name that it does not cover. `UNSPECIFIED` is
 * Node's for those it has no name for, such as a key that is too short.
 */
const CERTIFICATE =
  /CERT|^UNABLE_TO_(?:VERIFY|GET_ISSUER|DECODE_ISSUER)|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$|^UNSPECIFIED$/;
/** TLS versions and ciphers that have nothing in common, or no TLS at all at the port. */
const TLS = /^ERR_SSL_|^EPROTO$/;

export function isCertificateFault(fault: string): boolean {
  return CERTIFICATE.test(fault);
}

export function isTlsFault(fault: string): boolean {
  return TLS.test(fault);
}

/** The code of the fault (`ECONNREFUSED`, `CERT_HAS_EXPIRED`, `ECONNRESET`…): its message can hold addresses. */
export function faultOf(error: unknown, signal: AbortSignal): string | undefined {
  if (signal.aborted) return 'TIMEOUT';
  if (!(error instanceof Error)) return undefined;
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  if (error.code === 'ERR_BUFFER_TOO_LARGE' || error.code === 'HPE_HEADER_OVERFLOW') return 'OVERSIZE';
  return error.code.startsWith('HPE_') ? 'NOT_HTTP' : error.code;
}
