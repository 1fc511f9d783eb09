import { InvalidArgumentError } from 'commander';
import { distance } from 'fastest-levenshtein';

/** How different a word may be to be taken for a slip of the pen. */
const NEAR = 3;

/** What each prefix of an id is of. */
const KINDS = {
  con: 'a connection',
  act: 'an attempt',
  chn: 'a channel',
  run: 'a run',
  dlv: 'a delivery',
  bat: 'a batch',
} as const;

const HEX = '[0-9a-f]{32}';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Reads a value of an option or an argument. Commander puts in front which one it is of. */
type Reader<T> = (text: string) => T;

/** An id of one kind. */
export function idOf(prefix: keyof typeof KINDS): Reader<string> {
  const pattern = new RegExp(`^${prefix}_${prefix === 'act' ? UUID : HEX}$`);
  return (text) => {
    if (pattern.test(text)) return text;
    const [, other] = Object.entries(KINDS).find(([one]) => one !== prefix && text.startsWith(`${one}_`)) ?? [];
    if (other !== undefined) throw invalid(`It is the id of ${other}; give that of ${KINDS[prefix]}, ${prefix}_….`);
    throw invalid(`It must be the id of ${KINDS[prefix]}, ${prefix}_….`);
  };
}

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): Reader<Word> {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw invalid(hintFor(text, words));
    return found;
  };
}

export function wholeNumber(min: number, max: number): Reader<number> {
  return (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw invalid(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** A time, or how long ago it was: `2026-11-26`, `2026-11-26T10:00:00Z`, `30min`, `24h`, `7d`. */
export function timeBefore(now: () => Date): Reader<string> {
  return (text) => {
    const { count, unit } = /^(?<count>\d{1,4})(?<unit>min|h|d)$/.exec(text)?.groups ?? {};
    if (count !== undefined) return new Date(now().getTime() - Number(count) * (MS[unit ?? ''] ?? 0)).toISOString();
    const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : new Date(Number.NaN);
    if (!Number.isNaN(time.getTime())) return time.toISOString();
    throw invalid('It must be a time, such as 2026-11-26T10:00:00Z, or how long ago, such as 30min, 24h or 7d.');
  };
}

const MS: Readonly<Record<string, number>> = { min: 60_000, h: 3_600_000, d: 86_400_000 };

/** Words that are separated by commas. */
export function readList(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Which of the words was meant, or which there are. */
export function hintFor(
  text: string,
  words: readonly string[],
  isMeant: (word: string) => boolean = () => false,
): string {
  const near = words.filter((word) => distance(word, text) <= NEAR || isMeant(word));
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${words.join(', ')}.`;
}

function invalid(problem: string): InvalidArgumentError {
  return new InvalidArgumentError(problem);
}
