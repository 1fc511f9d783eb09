import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { CliError, EXIT_MISUSED, reasonOf } from '../output/cli-error.ts';

/** Stack name → output name → value, as `cdk deploy --outputs-file` writes it. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const outputsShape = z.record(z.string(), z.record(z.string(), z.unknown()));

/** @throws CliError for a file that cannot be read, or is another one */
export function readOutputs(file: string): Outputs {
  try {
    return outputsShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const system = error instanceof Error && 'code' in error;
    const why = system ? reasonOf(error) : 'it is not what "cdk deploy --outputs-file" writes';
    throw new CliError(EXIT_MISUSED, [`--outputs: ${file} cannot be read: ${why}.`], { cause: error });
  }
}

/** Outputs of a construct are called `<path><name><8 hex digits>`; those of a stack have neither. */
export function isOutput(name: string, output: string): boolean {
  return new RegExp(`${output}(?:[0-9A-F]{8})?$`).test(name);
}
