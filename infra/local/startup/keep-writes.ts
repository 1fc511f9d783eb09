import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { parseJson } from '../../../functions/domain/parse-json.ts';
import { OWNER_ONLY, writePrivateText } from '../data-folder/private-json.ts';
import type { KeptWrite, WriteStorage } from '../demo-store/rest/kept-data.ts';
import { UserError } from '../user-error.ts';

const Kept = z.object({
  at: z.iso.datetime(),
  method: z.enum(['POST', 'PUT', 'DELETE']),
  path: z.string(),
  body: z.string(),
}) satisfies z.ZodType<KeptWrite>;

/** Keeps what was written to the demo Magento, a line of JSON for each write, in a file that only its owner can read. */
export function keepWrites(file: string): WriteStorage {
  return {
    load: () => {
      if (!existsSync(file)) return [];
      const text = readFileSync(file, 'utf8');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      // A crash in the middle of a line: its answer was never sent.
      if (whole.length < text.length) writePrivateText(file, whole);
      return whole
        .split('\n')
        .filter(Boolean)
        .map((line, at) => readLine(file, line, at + 1));
    },
    add: (write) => appendFileSync(file, `${JSON.stringify(write)}\n`, { mode: OWNER_ONLY }),
  };
}

function readLine(file: string, line: string, number: number): KeptWrite {
  const read = Kept.safeParse(parseJson(line));
  if (read.success) return read.data;
  throw new UserError(`${file} is damaged in line ${number}. Restore it, or delete it to begin without it.`);
}
