import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { VariableName } from '../../functions/adapters/lambda/environment.ts';
import { bundleEntry, bundleFunctions } from '../../infra/functions/bundles.ts';
import { deploymentOf } from '../../infra/functions/deployed-settings.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../infra/functions/function-table.ts';
import { readSettings } from '../../infra/settings/settings.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const RUNS = 11;

/** Whatever a function reads when it starts. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  HANDFAST_TABLE: 'table',
  HANDFAST_KEY: 'key',
  HANDFAST_BUS: 'bus',
  HANDFAST_MACHINE: 'machine',
  HANDFAST_SYNC_MACHINE: 'machine',
  HANDFAST_WRITE_MACHINE: 'machine',
  HANDFAST_LOOK_QUEUE: 'queue',
  HANDFAST_RECORDS_BUCKET: 'bucket',
  HANDFAST_RECORDS_DAYS: '30',
  HANDFAST_CUSTOM_LOOK_QUEUE: 'queue',
  HANDFAST_CUSTOM_CONNECTORS: '[]',
  HANDFAST_CUSTOM_WRITERS: '[]',
  HANDFAST_PUBLIC_URL: 'https://handfast.example',
  HANDFAST_COOKIE_SECRET: 'secret',
  HANDFAST_TOKEN_SECRET: 'secret',
  HANDFAST_PRODUCTS: '[]',
  HANDFAST_SIGN_IN: '{"issuer":"https://id.example","clientId":"c","scope":"openid","accountClaim":"sub"}',
  HANDFAST_CONSOLE:
    '{"signIn":{"issuer":"https://id.example","clientId":"c","scope":"openid"},"claim":"groups","viewers":[],"operators":["o"],"showRecords":false,"accountPages":{}}',
  HANDFAST_STORE_PORTS: '[]',
  HANDFAST_ISSUER: 'https://id.example',
  HANDFAST_CONNECTIONS_PER_ACCOUNT: '1000',
  HANDFAST_DEPLOYMENT: JSON.stringify(deploymentOf(readSettings({ products: [{ id: 'demo', name: 'Demo' }] }))),
  HANDFAST_API_URL: 'https://handfast.example/v1',
} satisfies Record<Exclude<VariableName, Optional> | 'AWS_REGION', string>;

type Optional =
  | 'HANDFAST_API_CLIENTS'
  | 'HANDFAST_CHANNEL_CONNECTORS'
  | 'HANDFAST_API_ISSUER'
  | 'HANDFAST_ALLOW_LOOPBACK_STORES';

/** Least milliseconds of several runs to import a function's bundle in a fresh process, and the same for the two DynamoDB clients alone. */
export type ImportTimes = { readonly baseline: number; readonly functions: Readonly<Record<FunctionName, number>> };

export function importTimes(): ImportTimes {
  const folder = mkdtempSync(join(tmpdir(), 'handfast-bench-'));
  try {
    const baseline = bundleEntry(join(HERE, 'dynamodb-only.ts'), join(folder, 'baseline'));
    const folders = bundleFunctions(folder);
    const bundles = FUNCTION_NAMES.map((name) => folders[name]);
    const samples = [baseline, ...bundles].map((): number[] => []);
    // In turns, so that a machine that slows down slows all of them down.
    for (let run = 0; run < RUNS; run += 1) {
      for (const [index, bundle] of [baseline, ...bundles].entries()) samples[index]?.push(importOnce(bundle));
    }
    const [base = Number.NaN, ...functions] = samples.map(least);
    return {
      baseline: base,
      functions: Object.fromEntries(FUNCTION_NAMES.map((name, index) => [name, functions[index]])) as Record<
        FunctionName,
        number
      >,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function importOnce(folder: string): number {
  const url = pathToFileURL(join(folder, 'index.mjs')).href;
  const script = `const t = performance.now(); await import('${url}'); process.stdout.write(String(performance.now() - t));`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { env: ENVIRONMENT }));
}

function least(values: readonly number[]): number {
  return Math.min(...values);
}
