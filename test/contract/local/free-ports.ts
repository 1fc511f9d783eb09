import { createServer } from 'node:http';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';

/** The first of three free ports in a row. */
export async function freePorts(): Promise<number> {
  const servers = [createServer(), createServer(), createServer()];
  const [first, ...others] = servers;
  try {
    const port = first ? await listen(first) : 0;
    await Promise.all(others.map((server, index) => listen(server, port + index + 1)));
    return port;
  } catch {
    return freePorts();
  } finally {
    await Promise.all(servers.map(shut));
  }
}
