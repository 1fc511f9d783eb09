import { oneLine } from '../../output/cli-error.ts';

const TIMEOUT_MS = 10_000;

/** An answer, whatever its status; redirects are answers. */
export type Answered = {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly milliseconds: number;
};

/** Why there was none. */
export type Unreached = { readonly kind: 'unreached'; readonly why: string; readonly next: string };

const CAUSES: Readonly<Record<string, Omit<Unreached, 'kind'>>> = {
  ENOTFOUND: { why: 'its name leads nowhere', next: 'Check the host name and its DNS record.' },
  EAI_AGAIN: { why: 'its name cannot be looked up', next: 'Check the network of this computer.' },
  ECONNREFUSED: { why: 'nothing listens there', next: 'Check the address; for --local, run "npm start".' },
  ECONNRESET: { why: 'the connection was cut', next: 'Check what is in front of it: a proxy, or a firewall.' },
  CERT_HAS_EXPIRED: { why: 'its certificate has expired', next: 'Renew the certificate.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    why: 'its certificate is signed by itself',
    next: 'Use a certificate of a public authority, as AWS Certificate Manager gives them.',
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    why: 'its certificate is of an authority that is not trusted here',
    next: 'Check for a proxy that opens TLS, or name its authority in NODE_EXTRA_CA_CERTS.',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    why: 'the chain of its certificate is incomplete',
    next: 'Serve the intermediate certificates, too.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: 'its certificate is for other names',
    next: 'Use a certificate for this name.',
  },
};

/** The words for the code of a failed connection. */
export function causeWords(code: string): Omit<Unreached, 'kind'> {
  return CAUSES[code] ?? { why: code, next: 'Check the address and the network.' };
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answered | Unreached> {
  const began = performance.now();
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
    const text = await response.text();
    const milliseconds = Math.round(performance.now() - began);
    return { kind: 'answered', status: response.status, headers: response.headers, text, milliseconds };
  } catch (error) {
    const { code } = Object(Object(error).cause);
    if (typeof code === 'string') return { kind: 'unreached', ...causeWords(code) };
    const why = Object(error).name === 'TimeoutError' ? `no answer within ${TIMEOUT_MS / 1000} s` : oneLine(error);
    return { kind: 'unreached', why, next: 'Check the address and the network.' };
  }
}
