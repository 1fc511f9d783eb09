/**
 * What becomes of the numbers that stores send. `safe`: those that JavaScript would change, such as ids above 2^53, come
 * as strings of the digits that were sent; all others as numbers. `text`: each comes as a string, as it was sent, so
 * that `12.5000` stays `12.5000`.
 */
export type Numbers = 'safe' | 'text';

/**
 * Strings, numbers and brackets of a JSON text; what lies between them does not matter here. A string that never ends
 * reaches to the end of the text, so that no character is read twice.
 */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[[\]{}]/gs;

/** The member of the API's answers that is a store's data, where that is nothing but a number. */
const STORE_DATA = '"body"';

/**
 * A JSON text of the API with quotes around the numbers that are to be strings. The text is changed, not the values:
 * a reviver sees no source text in Node 20. Numbers beside a store's data, such as `status` and `total`, stay numbers.
 */
export function quoteNumbers(text: string, numbers: Numbers = 'safe'): string {
  let depth = 0;
  let name = '';
  function quoted(number: string): string {
    const asText = numbers === 'text' && (depth > 1 || name === STORE_DATA);
    return asText || !survives(number) ? `"${number}"` : number;
  }
  return text.replace(TOKENS, (token) => {
    switch (token[0]) {
      case '"':
        if (depth === 1) name = token;
        return token;
      case '{':
      case '[':
        depth += 1;
        return token;
      case '}':
      case ']':
        depth -= 1;
        return token;
      default:
        return quoted(token);
    }
  });
}

/** Whether a number has the same digits after it was a number of JavaScript's; zeros at its end do not count. */
function survives(text: string): boolean {
  // Beyond 2^53 some integers do and some do not: none is to be a number there.
  if (!/[.eE]/.test(text)) return Number.isSafeInteger(Number(text));
  // Up to 15 digits, all do (IEEE 754).
  if (text.length <= 15 && !/[eE]/.test(text)) return true;
  return decimal(text) === decimal(String(Number(text)));
}

/** Sign, digits without the zeros around them, and the power of ten of the last digit. */
function decimal(text: string): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (found === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = withoutZerosAtEnd(digits);
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** In one pass: a regular expression would begin anew at every zero, and stores choose how many there are. */
function withoutZerosAtEnd(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
