import { percentDecode, percentEncode } from './bytes.ts';
import { naturalOrder } from './natural-order.ts';
import { ARRAY, parseStr } from './parse-str.ts';

/**
 * The `oauth_*` parameters of the header, names and values as byte strings, not encoded. The names stand in byte
 * order, which is their natural order too, so that a URL without a query leaves nothing to sort.
 */
export type ProtocolParameters = readonly (readonly [name: string, value: string])[];

type Parameter = ProtocolParameters[number];

// Magento\Framework\Oauth\Helper\Request looks for this anywhere in the name, before decoding it
const PROTOCOL_NAME = /oauth_[a-z_-]+/;
// PHP's is_numeric for strings
const NUMERIC = /^[ \t\n\r\v\f]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t\n\r\v\f]*$/;

/** Up to Magento 2.4.7 (Zend_Oauth, laminas-oauth): encoded names in PHP's natural order. */
export function parametersInNaturalOrder(query: string, protocol: ProtocolParameters): string {
  if (query === '') return joined(protocol);
  const byName = ([left]: Parameter, [right]: Parameter): number =>
    naturalOrder(percentEncode(left), percentEncode(right));
  return joined([...signedParameters(query, protocol)].sort(byName));
}

/**
 * Magento 2.4.8 (`Magento\Framework\Oauth\Helper\Signature\Hmac`): decoded names in byte order. It reads the query a
 * second time with `parse_str` and lays the result over the first reading. So a name without `=` is signed with an
 * empty value, and a name without brackets is signed as PHP understands it: `a=b=c` with the value `b=c`, `a=b+c`
 * with a blank, `a.b=c` also as `a_b`. Names with brackets become arrays there, which are dropped again.
 */
export function parametersInByteOrder(query: string, protocol: ProtocolParameters): string {
  if (query === '') return joined(protocol);
  const parameters = new Map<string, string | typeof ARRAY>(signedParameters(query, protocol));
  for (const [name, value] of parseStr(query)) parameters.set(name, value);
  parameters.delete('oauth_signature');
  const scalars: Parameter[] = [];
  for (const [name, value] of parameters) if (value !== ARRAY) scalars.push([name, value]);
  return joined(scalars.sort(([left], [right]) => keyOrder(left, right)));
}

/** What `Magento\Framework\Oauth\Helper\Request` hands to every generation: only pieces with exactly one `=`. */
function signedParameters(query: string, protocol: ProtocolParameters): Map<string, string> {
  const parameters = new Map(protocol);
  for (const piece of query.split('&')) {
    const [name = '', value, ...more] = piece.split('=');
    if (value === undefined || more.length > 0 || PROTOCOL_NAME.test(name)) continue;
    parameters.set(percentDecode(name), percentDecode(value));
  }
  parameters.delete('oauth_signature');
  return parameters;
}

/** PHP's `ksort`: bytes, but two names that both look like numbers (`01`, `1e3`) compare as numbers. */
function keyOrder(left: string, right: string): number {
  if (NUMERIC.test(left) && NUMERIC.test(right)) return Number(left) - Number(right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function joined(parameters: ProtocolParameters): string {
  let text = '';
  for (const [name, value] of parameters) text += `${text && '&'}${percentEncode(name)}=${percentEncode(value)}`;
  return text;
}
