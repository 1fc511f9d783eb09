import { endOfString } from '../../../domain/parse-json.ts';
import { losslessJsonIn } from '../replies/json-in.ts';
import { STORE_JSON_DEPTH } from '../replies/lossless-json.ts';

const [QUOTE, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [34, 91, 93, 123, 125] as const;
const [PLUS, MINUS, DOT, ZERO, NINE, UPPER_E, LOWER_E] = [43, 45, 46, 48, 57, 69, 101] as const;

/** As `losslessJsonIn`, in a third of the time where the text holds no number that JavaScript would change. */
export function storeJson(text: string): unknown {
  if (!isPlain(text)) return losslessJsonIn(text);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? losslessJsonIn(text) : value;
  } catch {
    return losslessJsonIn(text);
  }
}

/** Whether nothing is nested too deeply, and each number is written as JavaScript writes it. */
function isPlain(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth <= STORE_JSON_DEPTH; at += 1) {
    const code = text.charCodeAt(at);
    switch (code) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth += 1;
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth -= 1;
        break;
      default:
        if (code === MINUS || isDigit(code)) {
          const end = endOfNumber(text, at);
          if (!isAsWritten(text.slice(at, end))) return false;
          at = end - 1;
        }
    }
  }
  return depth <= STORE_JSON_DEPTH;
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (isPartOfNumber(text.charCodeAt(at))) at += 1;
  return at;
}

function isPartOfNumber(code: number): boolean {
  return isDigit(code) || code === DOT || code === LOWER_E || code === UPPER_E || code === PLUS || code === MINUS;
}

const isAsWritten = (number: string): boolean => String(Number(number)) === number;
