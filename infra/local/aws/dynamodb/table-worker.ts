import { mkdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';
import { listen, shut } from '../aws-json.ts';
import type { Credentials } from '../credentials.ts';
import { admitSigned } from './admit-signed.ts';
import { closeIterators } from './closing-iterators.ts';

/*
 * DynamoDB in a thread of its own. Dynalite throws from deep inside its callbacks when a request is cut short by the
 * end of its store: here that ends only work whose result is no longer awaited.
 */

/** Where the items lie; in memory when absent. */
export type TableStart = { readonly credentials: Credentials; readonly folder?: string };
export type TableMessage = { readonly kind: 'listening'; readonly port: number } | { readonly kind: 'closed' };

const INSTANTLY = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

const { credentials, folder }: TableStart = workerData;
function tell(message: TableMessage): void {
  parentPort?.postMessage(message);
}
let closing = false;

process.on('uncaughtException', (error) => {
  if (!closing) throw error;
});

closeIterators();
if (folder !== undefined) mkdirSync(folder, { recursive: true });
const server = dynalite({ ...INSTANTLY, ...(folder !== undefined && { path: folder }) });
admitSigned(server, credentials);
tell({ kind: 'listening', port: await listen(server) });

parentPort?.once('message', () => {
  closing = true;
  void shut(server).then(() => tell({ kind: 'closed' }));
});
