import type { Options } from '../../../cli/module/command/options.ts';
import { type ModulePlan, readPlan } from '../../../cli/module/plan.ts';

/** Options of a module that nobody would refuse. */
export const SAMPLE = {
  product: 'demo',
  vendor: 'Acme',
  name: 'Connect',
  email: 'support@acme.example',
  resources: 'orders:read,products',
  baseUrl: 'https://connect.example',
  out: 'dist/module',
} as const satisfies Options;

export function samplePlan(options: Options = {}): ModulePlan {
  return readPlan({ ...SAMPLE, ...options });
}

/** As typed: `--option value`, `--switch`. */
export function typed(options: Options): string[] {
  return Object.entries(options).flatMap(([option, value]) => {
    const name = `--${option.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
    return value === undefined ? [] : typeof value === 'string' ? [name, value] : [name];
  });
}

/** A name that would break out of wherever it is not escaped. */
export const NASTY_NAME = `O'Neil & "Söhne" <b>]]> *x* \\' ?> $a {$b} %s -- #\u{1F600}\\`;
