import { createServer } from 'node:http';
import type { WebAnswer } from '../../functions/adapters/edge/web-door.ts';

export type Gallery = {
  readonly url: string;
  /** Shows these pages at `/<name>`, whatever was shown before. */
  show(pages: Readonly<Record<string, WebAnswer>>): void;
  close(): void;
};

/** Serves pages as they are, headers and all. Whatever they ask for holds nothing: so they stay as they are. */
export async function openGallery(): Promise<Gallery> {
  let shown: Readonly<Record<string, WebAnswer>> = {};
  const server = createServer((request, response) => {
    const answer = shown[(request.url ?? '').slice(1)];
    response.writeHead(answer === undefined ? 204 : 200, answer?.headers).end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    show(pages) {
      shown = pages;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
