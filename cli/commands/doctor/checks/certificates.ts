import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { causeWords } from '../ask.ts';
import { type Check, failed, notAsked, ok, warning } from '../check.ts';

const TIMEOUT_MS = 10_000;
const DAY_MS = 86_400_000;
/** AWS Certificate Manager renews 60 days before the end, others 30. */
const WARNING_DAYS = 21;

/** Whether what listens there proves who it is, and for how long. */
export async function checkCertificate(origin: string): Promise<Check> {
  const { protocol, hostname, host, port } = new URL(origin);
  const name = `Certificate of ${host}`;
  if (protocol !== 'https:') return notAsked(name, 'it is plain http, as on this computer only');
  try {
    const socket = await connected(hostname.replace(/^\[|\]$/g, ''), port === '' ? 443 : Number(port));
    const checked = judged(name, socket);
    socket.destroy();
    return checked;
  } catch (error) {
    const { why, next } = causeWords(String(Object(error).code ?? 'no answer'));
    return failed(name, why, next);
  }
}

/** TLS whoever it is, so that what is wrong can be told. Nothing is sent. */
function connected(host: string, port: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: TIMEOUT_MS, ...servername });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(Object.assign(new Error('timeout'), { code: 'no answer' })));
  });
}

function judged(name: string, socket: TLSSocket): Check {
  const until = new Date(socket.getPeerCertificate().valid_to);
  const days = Math.floor((until.getTime() - Date.now()) / DAY_MS);
  const end = `until ${until.toISOString().slice(0, 10)}`;
  if (!socket.authorized) {
    const { why, next } = causeWords(String(socket.authorizationError));
    return failed(name, `${why} (${end})`, next);
  }
  if (days >= WARNING_DAYS) return ok(name, `${days} days left, ${end}`);
  return warning(name, `${days} days left, ${end}`, 'Renew it, or find out why nothing has renewed it.');
}
