import * as z from 'zod/mini';
import { complaintIn, textOf } from './complaint.ts';

const PARAMETERS = z.object({ parameters: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]) });
const PLACEHOLDER = /%([A-Za-z_]\w*|\d{1,2})/g;
const CHARACTERS = 500;

/** What Magento complains of, with its parameters in place: by name, by number, or in the order in which they come. */
export function complaintText(value: unknown): string | undefined {
  const message = complaintIn(value)?.message;
  if (message === undefined) return undefined;
  const { parameters } = PARAMETERS.safeParse(value).data ?? { parameters: {} };
  const given = new Map(Object.entries(parameters).map(([name, one]) => [name, textOf(one)]));
  const order = [...new Set([...message.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
  const filled = message.replace(PLACEHOLDER, (placeholder, name: string) => {
    const position = /^\d/.test(name) ? String(Number(name) - 1) : String(order.indexOf(name));
    const byPosition = Array.isArray(parameters) || /^\d/.test(name) ? given.get(position) : undefined;
    return given.get(name) ?? byPosition ?? placeholder;
  });
  return filled.slice(0, CHARACTERS);
}
