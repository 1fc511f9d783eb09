import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';

type Errand = { readonly storeUrl: string; readonly repeat: 'twice' | 'at once' | undefined };

/**
 * Between stores and the callback: names the front as the store's address, and posts a message more than once where
 * a cell says so. Magento is told the last answer.
 */
export async function openRelay(callbackUrl: string) {
  const errands = new Map<string, Errand>();
  const post = async (body: URLSearchParams): Promise<number> => {
    const answer = await fetch(callbackUrl, { method: 'POST', body });
    await answer.arrayBuffer();
    return answer.status;
  };
  const run = async ({ storeUrl, repeat }: Errand, sent: string): Promise<number> => {
    const message = new URLSearchParams(sent);
    message.set('store_base_url', storeUrl);
    if (repeat === 'twice') await post(message);
    if (repeat === 'at once') return Math.max(...(await Promise.all([post(message), post(message)])));
    return post(message);
  };
  const server = createServer(async (request, response) => {
    const errand = errands.get(request.url?.split('/')[1] ?? '');
    const sent = await text(request);
    const status = errand ? await run(errand, sent).catch(() => 502) : 404;
    response.writeHead(status).end();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    add: (id: string, errand: Errand) => void errands.set(id, errand),
    close: () => shut(server),
  };
}
