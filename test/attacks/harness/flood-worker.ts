import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { FORM, fields } from '../corpus/hostile-posts.ts';

/*
 * Posts forged messages in a thread of its own, by the clock: each is written when it is due, whether those before it
 * were answered or not. A connection carries many at once, one behind the other.
 */

export type FloodOrder = { readonly url: string; readonly perSecond: number; readonly seconds: number };
export type FloodCount = {
  readonly sent: number;
  /** How long it took to send them. */
  readonly seconds: number;
  readonly answered: number;
  /** Answers other than 200 for a message as Magento writes it, or 400 for a broken one. */
  readonly strange: number;
};

const CONNECTIONS = 50;
/** How long answers are waited for when all were sent. */
const LAST_ANSWERS_MS = 5_000;
const STATUS = /HTTP\/1\.1 (\d{3}) /g;
const LONGEST_STATUS = 'HTTP/1.1 200 '.length - 1;

const { url, perSecond, seconds }: FloodOrder = workerData;
const { host, hostname, port } = new URL(url);
const total = perSecond * seconds;
let [sent, answered, strange] = [0, 0, 0];

/** Half of them as Magento writes them, half of them broken. */
function message(number: number): { readonly text: string; readonly due: string } {
  const key = number.toString(36).padStart(32, '0');
  const body = fields({ oauth_consumer_key: number % 2 === 0 ? key : `${key}!` });
  const head = `POST /demo/callback HTTP/1.1\r\nhost: ${host}\r\ncontent-type: ${FORM}\r\n`;
  return {
    text: `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    due: number % 2 === 0 ? '200' : '400',
  };
}

function open() {
  const socket: Socket = connect(Number(port), hostname).setEncoding('latin1').setNoDelay();
  const expected: string[] = [];
  let rest = '';
  socket.on('data', (chunk) => {
    const text = rest + chunk;
    let read = 0;
    for (const found of text.matchAll(STATUS)) {
      answered += 1;
      if (found[1] !== expected.shift()) strange += 1;
      read = found.index + found[0].length;
    }
    // A status that is cut in two is found with what follows.
    rest = text.slice(Math.max(read, text.length - LONGEST_STATUS));
  });
  // Cut off by the server: what was not answered stays so.
  socket.on('error', () => undefined);
  return { socket, expected };
}

const connections = Array.from({ length: CONNECTIONS }, open);
const begun = performance.now();
const timer = setInterval(() => {
  const due = Math.min(total, Math.floor(((performance.now() - begun) * perSecond) / 1_000));
  for (; sent < due; sent += 1) {
    const { text, due: status } = message(sent);
    const connection = connections[sent % CONNECTIONS];
    connection?.expected.push(status);
    connection?.socket.write(text);
  }
  if (sent === total) finish();
}, 10);

function finish(): void {
  clearInterval(timer);
  const tookSeconds = (performance.now() - begun) / 1_000;
  const end = performance.now() + LAST_ANSWERS_MS;
  const waiting = setInterval(() => {
    if (answered < total && performance.now() < end) return;
    clearInterval(waiting);
    for (const { socket } of connections) socket.destroy();
    const count: FloodCount = { sent, seconds: tookSeconds, answered, strange };
    parentPort?.postMessage(count);
  }, 50);
}
