import { answerRefused } from './answer-refused.ts';
import { PROTOCOL } from './namespaces.ts';
import { attributeOf, childrenNamed, readXml, type XmlElement } from './xml-tree.ts';

/** Those of people in hundreds of groups have 60 KB. */
const MAX_BYTES = 128 * 1024;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
/** SAML 2.0 Core §3.2.2.2: the provider works, and says that this user is not let in. */
const DENIED = ['AuthnFailed', 'RequestDenied', 'NoAuthnContext', 'NoPassive', 'UnknownPrincipal'].map(
  (code) => `urn:oasis:names:tc:SAML:2.0:status:${code}`,
);

/** A response as it came. Nothing in it is to be believed. */
export type UnverifiedAnswer = {
  readonly response: XmlElement;
  readonly xml: string;
  /** The request that it says it answers. */
  readonly inResponseTo: string | undefined;
};

/**
 * Reads what was posted to the assertion consumer service.
 *
 * @throws Refusal `signin_unavailable`
 */
export async function readAnswer(samlResponse: string): Promise<UnverifiedAnswer> {
  // By MIME's rules, some encoders break lines.
  const encoded = samlResponse.replace(/[\r\n \t]/g, '');
  if (encoded.length > (MAX_BYTES / 3) * 4) throw answerRefused('too_large');
  if (!BASE64.test(encoded)) throw answerRefused('not_base64');
  const xml = utf8(Buffer.from(encoded, 'base64'));
  const response = await readXml(xml);
  return { response, xml, inResponseTo: attributeOf(response, 'InResponseTo') };
}

/**
 * What the provider says became of the request. It need not be signed: whoever makes it up keeps nobody but themselves out.
 *
 * @throws Refusal `signin_refused` where it says that the merchant is not let in, otherwise `signin_unavailable`
 */
export function checkStatus(response: XmlElement): void {
  const codes = childrenNamed(response, PROTOCOL, 'Status').flatMap((status) =>
    childrenNamed(status, PROTOCOL, 'StatusCode'),
  );
  const [code, ...others] = codes;
  if (code === undefined || others.length > 0) throw answerRefused('status');
  const top = attributeOf(code, 'Value');
  if (top === SUCCESS) return;
  const [inner] = childrenNamed(code, PROTOCOL, 'StatusCode');
  const value = inner === undefined ? top : attributeOf(inner, 'Value');
  throw answerRefused(value !== undefined && DENIED.includes(value) ? 'denied' : 'status');
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw answerRefused('not_xml');
  }
}
