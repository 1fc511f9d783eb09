import * as z from 'zod/mini';
import { complaintIn, textOf } from './complaint.ts';

const PARAMETERS = z.object({ parameters: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]) });
const PLACEHOLDER = /%([A-Za-z_]\w*|\d{1,2})/g;
const CHARACTERS = 500;

/** What Magento complains of, with its parameters in place; without its trace. */
export function complaintText(value: unknown): string | undefined {
  const message = complaintIn(value)?.message;
  if (message === undefined) return undefined;
  const parameters = parametersOf(message, value);
  return message
    .replace(PLACEHOLDER, (placeholder, name: string) => parameters.get(name) ?? placeholder)
    .slice(0, CHARACTERS);
}

/** The parameter that stands for a placeholder, whatever the case of its name. */
export function complaintParameter(value: unknown, name: string): string | undefined {
  const message = complaintIn(value)?.message;
  if (message === undefined) return undefined;
  const wanted = name.toLowerCase();
  return [...parametersOf(message, value)].find(([one]) => one.toLowerCase() === wanted)?.[1];
}

/** By name, by number from 1, or in the order in which the placeholders come. */
function parametersOf(message: string, value: unknown): ReadonlyMap<string, string> {
  const { parameters } = PARAMETERS.safeParse(value).data ?? { parameters: {} };
  const given = new Map(Object.entries(parameters).map(([name, one]) => [name, textOf(one)]));
  const order = [...new Set([...message.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
  const found = order.map((name, at): [string, string | undefined] => {
    const isNumber = /^\d/.test(name);
    const position = isNumber ? String(Number(name) - 1) : String(at);
    return [name, isNumber || Array.isArray(parameters) ? given.get(position) : given.get(name)];
  });
  return new Map(found.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}
