import { createServer } from 'node:http';
import type { HttpResponse } from '../../../functions/adapters/lambda/http-handler.ts';

export type Gallery = {
  /** Shows these pages, each at `<address>/<name>`. */
  show(pages: Readonly<Record<string, HttpResponse>>): string;
  readonly url: string;
  close(): void;
};

/** Serves pages as they are, headers and all. Whatever they ask for holds nothing: so they stay as they are. */
export async function openGallery(): Promise<Gallery> {
  const shownPages: Readonly<Record<string, HttpResponse>>[] = [];
  const server = createServer((request, response) => {
    const [, index = '', name = ''] = (request.url ?? '').split('/');
    const answer = shownPages[Number(index)]?.[name];
    response.writeHead(answer === undefined ? 204 : 200, answer?.headers).end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : undefined}`;
  return {
    url,
    show: (pages) => `${url}/${shownPages.push(pages) - 1}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
