import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod/mini';

const run = promisify(execFile);
const imported = z.object({ recordsPerSecond: z.number(), records: z.number(), peakMb: z.number() });

export type ImportMemory = z.infer<typeof imported>;

const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The most memory that a first import of so many products takes, in a process of its own. */
export async function importMemory(products: number, options: readonly string[] = []): Promise<ImportMemory> {
  const env = { ...process.env, HANDFAST_BENCH_PRODUCTS: String(products) };
  const store = fork(fileOf('./ready-store.ts'), { env });
  try {
    const [port] = await once(store, 'message');
    const { stdout } = await run(process.execPath, [
      ...options,
      fileOf('./import-process.ts'),
      `http://127.0.0.1:${port}`,
    ]);
    return imported.parse(JSON.parse(stdout));
  } finally {
    store.kill();
  }
}
