import type { Answer } from '../answer.ts';
import { json } from '../answer.ts';
import { formDecoded } from '../oauth/octets.ts';

/** `items[sku],total_count`: what is kept of a value, null for all of it. */
type Kept = ReadonlyMap<string, Kept | null>;

/** Keeps what the parameter `fields` names of a good answer; names that it does not have are left out. */
export function projected(answer: Answer, query: string): Answer {
  const given = query.split('&').find((part) => part.startsWith('fields='));
  if (given === undefined || answer.status !== 200) return answer;
  const [kept] = readKept(formDecoded(given.slice('fields='.length)), 0);
  return json(200, project(JSON.parse(answer.body), kept));
}

function readKept(text: string, start: number): [kept: Kept, end: number] {
  const kept = new Map<string, Kept | null>();
  let at = start;
  while (at < text.length && text[at] !== ']') {
    const name = /[^[\],]*/y;
    name.lastIndex = at;
    const [found = ''] = name.exec(text) ?? [];
    at += found.length;
    if (text[at] === '[') {
      const [below, end] = readKept(text, at + 1);
      kept.set(found.trim(), below);
      at = end + 1;
    } else kept.set(found.trim(), null);
    if (text[at] === ',') at += 1;
  }
  return [kept, at];
}

/** An empty list becomes null, as Magento's own filter makes it. */
function project(value: unknown, kept: Kept): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => project(one, kept));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => kept.has(name));
  return Object.fromEntries(
    entries.map(([name, one]) => {
      const below = kept.get(name) ?? null;
      return [name, below === null ? one : project(one, below)];
    }),
  );
}
