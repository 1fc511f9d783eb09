import * as z from 'zod/mini';
import { numberOf } from './lossless-json.ts';

/** An error as Magento's REST API words it. `parameters` are an object, a list or null there, whatever is in them. */
export type Complaint = {
  readonly message: string;
  /** The parameters that are texts or numbers, as texts. */
  readonly values: readonly string[];
  /** `parameters.resources`, which stands in answers about permissions and in no others. */
  readonly resources: string | undefined;
};

const complaint = z.object({ message: z.string(), parameters: z.optional(z.unknown()) });
/** How `Magento\\Framework\\Webapi\\ErrorProcessor` words what ended PHP: a list, with one error in it. */
const fatal = z.object({ messages: z.object({ error: z.array(complaint).check(z.minLength(1)) }) });

/** @param value a parsed answer */
export function complaintIn(value: unknown): Complaint | undefined {
  const data = complaint.safeParse(value).data ?? fatal.safeParse(value).data?.messages.error[0];
  if (data === undefined) return undefined;
  const parameters = typeof data.parameters === 'object' && data.parameters !== null ? data.parameters : {};
  const texts = new Map(Object.entries(parameters).map(([name, given]) => [name, textOf(given)]));
  return {
    message: data.message,
    values: [...texts.values()].filter((text) => text !== undefined),
    resources: Array.isArray(parameters) ? undefined : texts.get('resources'),
  };
}

/** The id under which Magento has written the error's cause into its log: `webapi-` and hex digits. */
export function reportIn(message: string): { readonly report?: string } {
  const [report] = /\bwebapi-[0-9a-f]{8,32}\b/.exec(message) ?? [];
  return report === undefined ? {} : { report };
}

/** Never `String()`: an object from the store may have its own `toString`. */
export function textOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  if (Array.isArray(given) && given.every((one) => typeof one === 'string')) return given.join(', ');
  const number = numberOf(given);
  return number === undefined ? undefined : String(number);
}
