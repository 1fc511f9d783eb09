import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen, shut } from '../../../infra/local/aws/aws-json.ts';

type Delivery = { readonly storeUrl: string; readonly repeat: 'twice' | 'at once' | undefined };

/**
 * Between stores and the callback: replaces the store's address by its proxy's, and posts a message more than once where
 * a cell says so. Magento is told the last answer.
 */
export async function openRelay(callbackUrl: string) {
  const deliveries = new Map<string, Delivery>();
  const post = async (body: URLSearchParams): Promise<number> => {
    const answer = await fetch(callbackUrl, { method: 'POST', body });
    await answer.arrayBuffer();
    return answer.status;
  };
  const run = async ({ storeUrl, repeat }: Delivery, sent: string): Promise<number> => {
    const message = new URLSearchParams(sent);
    message.set('store_base_url', storeUrl);
    if (repeat === 'twice') await post(message);
    if (repeat === 'at once') return Math.max(...(await Promise.all([post(message), post(message)])));
    return post(message);
  };
  const server = createServer(async (request, response) => {
    const delivery = deliveries.get(request.url?.split('/')[1] ?? '');
    const sent = await text(request);
    const status = delivery ? await run(delivery, sent).catch(() => 502) : 404;
    response.writeHead(status).end();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    add: (id: string, delivery: Delivery) => void deliveries.set(id, delivery),
    close: () => shut(server),
  };
}
