import * as z from 'zod';

/** One line of the functions' log, as the operator finds it. */
export type Line = z.infer<typeof Line>;
const Line = z.looseObject({
  event: z.string().optional(),
  activation: z.string().optional(),
  code: z.string().optional(),
});

/** Everything that functions write, by activation. */
export function openLog() {
  const lines = new Map<string, Line[]>();
  let rest = '';
  const read = (text: string): Line | undefined => {
    try {
      return Line.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  };
  return {
    take(text: string): void {
      const parts = (rest + text).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts.map(read)) {
        if (line?.activation) lines.set(line.activation, [...(lines.get(line.activation) ?? []), line]);
      }
    },
    of: (activation: string): readonly Line[] => lines.get(activation) ?? [],
  };
}
