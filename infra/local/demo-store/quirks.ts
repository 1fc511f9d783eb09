import { gzipSync } from 'node:zlib';
import type { Answer, SentAnswer } from './answer.ts';
import type { FaultyEndpoint } from './faults.ts';

/** How lists of this store are not as they should be. */
export type ListQuirks = {
  /** Ids of rows that are counted but never shown, as rows of a switched-off website are. */
  leftOut?: readonly number[];
  /** Rows that are neither shown nor counted, as behind an extension that keeps to one website. */
  hidden?: (id: number) => boolean;
  /** Rows that cannot be read: each page with one of them answers 500. */
  breaksOn?: readonly number[];
  /** A larger page is refused; default 300 (`webapi/validation/maximum_page_size`). */
  maximumPageSize?: number | 'none';
  /** Added to `total_count`; `page` = the number of items on the page, as `V1/search` counts up to 2.3.0. */
  count?: number | 'page';
  /** The largest page; larger ones are cut without a word, and `page_size` echoes what was asked or what was used. */
  cap?: { readonly size: number; readonly echo: 'asked' | 'used' };
  /** The last page is sent again for each page after it; by itself, only the generation 2.0 does. */
  repeatsLast?: boolean;
  /** There is no pagination: each page is the first. */
  turnsNoPages?: boolean;
};

/** How a store wraps good answers, of `oauth/token/*` and REST alike. Set and delete at run time. */
export type Quirks = {
  /** Magento's English texts, and what stands for them; others stay English. `%1` stands for anything. */
  texts?: ReadonlyMap<string, string>;
  /** A byte order mark before the body, as a PHP file saved with one sends it. */
  bom?: boolean;
  /** So many octets of headers, as a report-only content security policy makes them. */
  headerOctets?: number;
  /** Before the body of token answers, such as a notice of PHP. */
  notice?: string;
  /** Bodies are compressed though nobody asked for it, or not even if somebody did. */
  gzip?: boolean;
  /** Each answer says that it has so many octets, and comes in chunks. */
  lengthBesideChunks?: number;
  /** How bodies are encoded, and what is declared instead. */
  charset?: { readonly encoding: 'utf8' | 'latin1' | 'utf16le'; readonly declared: string };
  /** How REST errors bring `parameters`: as a list, with `%1` in the message; as null; or each as a list of its own. */
  parameters?: 'list' | 'null' | 'nested';
  lists?: ListQuirks;
  /** Quirks of single lists, by path: `V1/products`. */
  listsAt?: Readonly<Record<string, ListQuirks>>;
  /** Paths that a switched-off module took along, with all that is below them: `V1/products`. */
  switchedOff?: readonly string[];
  /** So far the clock of the store's computer is ahead. */
  clockOffsetSeconds?: number;
};

/** A notice as PHP prints it where `display_errors` is on. */
export const PHP_NOTICE =
  '<br />\n<b>Notice</b>:  Undefined index: x in <b>/app/code/Acme/Seo/a.php</b> on line <b>7</b><br />\n';

/** Bodies below this stay as they are. (nginx.conf.sample, `gzip_min_length`) */
const GZIP_MIN_OCTETS = 1100;

/** The answer with the quirks on it. `acceptsGzip`: the client asks for it. */
export function quirky(
  { texts, bom, headerOctets, notice, gzip, lengthBesideChunks, charset, parameters }: Quirks,
  endpoint: FaultyEndpoint,
  answer: Answer,
  acceptsGzip = false,
): SentAnswer {
  let body = answer.body;
  if (parameters !== undefined && endpoint === 'rest') body = withParameters(parameters, body);
  if (texts !== undefined) body = endpoint === 'rest' ? inJson(texts, body) : inForm(texts, body);
  if (notice !== undefined && endpoint !== 'rest') body = `${notice}${body}`;
  if (bom === true) body = `\uFEFF${body}`;
  const octets = Buffer.from(body, charset?.encoding ?? 'utf8');
  const compresses = gzip ?? isCompressed(octets, acceptsGzip);
  return {
    status: answer.status,
    headers: {
      ...answer.headers,
      ...(charset !== undefined && {
        'content-type': `${answer.headers['content-type']?.split(';', 1)[0]}; charset=${charset.declared}`,
      }),
      ...(lengthBesideChunks !== undefined && {
        'content-length': String(lengthBesideChunks),
        'transfer-encoding': 'chunked',
      }),
      ...(headerOctets !== undefined && { 'content-security-policy-report-only': policyOf(headerOctets) }),
      ...(compresses && { 'content-encoding': 'gzip' }),
    },
    body: compresses ? gzipSync(octets) : octets,
  };
}

function isCompressed({ length }: Buffer, acceptsGzip: boolean): boolean {
  return acceptsGzip && length >= GZIP_MIN_OCTETS;
}

function withParameters(as: 'list' | 'null' | 'nested', body: string): string {
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null || !('message' in value)) return body;
  if (as === 'null') return JSON.stringify({ ...value, parameters: null });
  const named = Object.entries('parameters' in value ? Object(value.parameters) : {});
  if (as === 'nested') {
    return JSON.stringify({ ...value, parameters: Object.fromEntries(named.map(([name, one]) => [name, [one]])) });
  }
  const numbered = (text: string, [name]: [string, unknown], at: number) => text.replace(`%${name}`, `%${at + 1}`);
  const message = named.reduce(numbered, String(value.message));
  return JSON.stringify({ ...value, message, parameters: named.map(([, one]) => one) });
}

/** Placeholders such as `%resources` stay: the parameters beside them are not translated. */
function inJson(texts: ReadonlyMap<string, string>, body: string): string {
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null || !('message' in value)) return body;
  return JSON.stringify({ ...value, message: translated(texts, String(value.message)) });
}

function inForm(texts: ReadonlyMap<string, string>, body: string): string {
  const fields = new URLSearchParams(body);
  const problem = fields.get('oauth_problem');
  if (problem === null) return body;
  fields.set('oauth_problem', translated(texts, problem));
  return String(fields);
}

function translated(texts: ReadonlyMap<string, string>, english: string): string {
  for (const [pattern, text] of texts) {
    if (pattern === english) return text;
    const [before = '', after, ...more] = pattern.split('%1');
    if (after === undefined || more.length > 0) continue;
    if (english.startsWith(before) && english.endsWith(after)) {
      return text.replace('%1', english.slice(before.length, english.length - after.length));
    }
  }
  return english;
}

function policyOf(octets: number): string {
  const source = ' https://*.analytics.example';
  return `script-src${source.repeat(Math.ceil(octets / source.length))}`.slice(0, octets);
}
