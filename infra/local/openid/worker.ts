import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from '../clock.ts';
import type { OpenidOptions } from './provider.ts';

/*
 * The OpenID provider in a thread of its own: its warnings go to the log instead of the console, its clock can be
 * moved, and it loads while the stack is built.
 */

export type OpenidStart = { readonly options: OpenidOptions; readonly clock: SharedArrayBuffer };

const { options, clock }: OpenidStart = workerData;
followClock(clock);
const { startOpenidProvider } = await import('./provider.ts');
const { issuer } = await startOpenidProvider(options);
parentPort?.postMessage(issuer);
