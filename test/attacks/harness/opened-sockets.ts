import { channel } from 'node:diagnostics_channel';
import type { LookupAddress } from 'node:dns';
import { Socket } from 'node:net';

/** Where a socket was about to go: every address that its look-up gave it. */
export type Departure = { readonly host: string; readonly port: number; readonly addresses: readonly string[] };

type Options = {
  readonly host?: string;
  readonly port?: number | string;
  readonly lookup?: (
    host: string,
    options: { all: true },
    done: (error: unknown, found: LookupAddress[]) => void,
  ) => void;
};

/**
 * Watches every TCP and TLS socket of this process. Node tells of every request and socket besides, so that
 * a new way of connecting cannot go unseen.
 *
 * @param stop lets none leave: what would be sent goes nowhere
 */
export function watchSockets({ stop = true } = {}) {
  const departures: Departure[] = [];
  let announced = 0;
  const told = ['undici:client:beforeConnect', 'http.client.request.start', 'net.client.socket'].map((name) =>
    channel(name),
  );
  const count = () => {
    announced += 1;
  };
  const connect = Socket.prototype.connect;
  Socket.prototype.connect = function stopped(this: Socket, ...given: unknown[]): Socket {
    const [options] = given.flat() as [Options];
    options.lookup?.(options.host ?? '', { all: true }, (_, found) => {
      departures.push({
        host: options.host ?? '',
        port: Number(options.port),
        addresses: found.map(({ address }) => address),
      });
    });
    if (options.lookup === undefined)
      departures.push({ host: options.host ?? '', port: Number(options.port), addresses: [] });
    if (!stop) return connect.apply(this, given as Parameters<typeof connect>);
    process.nextTick(() => this.destroy(Object.assign(new Error('stopped'), { code: 'ECONNREFUSED' })));
    return this;
  };
  for (const one of told) one.subscribe(count);
  return {
    departures,
    /** Sockets that were opened, by whoever's account. */
    opened: () => Math.max(departures.length, announced),
    stop: () => {
      for (const one of told) one.unsubscribe(count);
      Socket.prototype.connect = connect;
    },
  };
}
