import { execFileSync } from 'node:child_process';
import type { Handshake } from './handshakes.ts';

/** Resident memory of a process in megabytes, as the system counts it. */
export function memoryOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) / 1024;
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * part)] ?? Number.NaN;
}

/** What Magento waits for the callback's answer. */
const MAGENTO_WAITS_MS = 5_000;

/** The figures of some handshakes in lines to print, with the memory of the process that served them. */
export function summaryOf(name: string, handshakes: readonly Handshake[], megabytes: readonly number[]): string {
  const times = handshakes.map(({ ms }) => ms);
  const problems = handshakes.flatMap(({ problem }) => problem ?? []);
  const [half, most] = [quantile(times, 0.5), quantile(times, 0.99)].map((ms) => `${(ms / 1000).toFixed(1)} s`);
  const late = handshakes.filter(({ callbackMs }) => callbackMs > MAGENTO_WAITS_MS).length;
  const slowest = (Math.max(...handshakes.map(({ callbackMs }) => callbackMs)) / 1000).toFixed(1);
  return [
    `${name}: ${handshakes.length - problems.length} of ${handshakes.length} linked; median ${half}, 99 % ${most}`,
    `  callback answered in ${slowest} s at most; ${late} times a Magento would have given up after 5 s`,
    `  memory of the process ${megabytes.map((one) => Math.round(one)).join(', ')} MB`,
  ].join('\n');
}

/** The lowest of each quarter of a row of samples. */
export function lowestOfQuarters(samples: readonly number[]): number[] {
  const length = Math.ceil(samples.length / 4);
  return [0, 1, 2, 3].map((part) => Math.min(...samples.slice(part * length, (part + 1) * length)));
}
