import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { html } from 'hono/html';
import { makeKeys } from '../../contract/saml/certificate.ts';
import { openSamlify, type SamlifyOptions, type UnderstoodRequest } from '../../contract/saml/samlify-provider.ts';

/** A samlify identity provider that people sign in at, with a page. */
export type SamlProvider = {
  readonly origin: string;
  readonly metadata: () => Promise<string>;
  /** What it does to an answer before it gives it to the browser. */
  change: (xml: string, asked: UnderstoodRequest) => string;
  readonly close: () => Promise<void>;
};

/** @param ownMetadata what our product says of itself, once it is known where the provider is */
export async function startSamlProvider(ownMetadata: string, options: SamlifyOptions = {}): Promise<SamlProvider> {
  const keys = await makeKeys('samlify');
  const server = createServer(async (request, response) => {
    const page = await answered(request).catch(() => undefined);
    response.writeHead(page === undefined ? 403 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  // Another site than ours, so that what it posts comes without our cookies.
  const origin = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const idp = openSamlify(origin, keys, ownMetadata, options);

  async function answered(request: IncomingMessage): Promise<string> {
    const { pathname, href } = new URL(request.url ?? '', origin);
    const fields = new URLSearchParams(request.method === 'POST' ? await textOf(request) : '');
    if (pathname === '/sso') {
      const samlRequest = fields.get('SAMLRequest');
      const sent = { url: href, samlRequest: samlRequest ?? '' };
      return signInPage(await idp.readRequest({ ...sent, binding: samlRequest === null ? 'redirect' : 'post' }));
    }
    const asked: UnderstoodRequest = JSON.parse(fields.get('asked') ?? '');
    const xml = Buffer.from(await idp.answer(asked, fields.get('email') ?? ''), 'base64').toString('utf8');
    return answerPage(asked.acs, Buffer.from(provider.change(xml, asked)).toString('base64'));
  }

  const provider: SamlProvider = {
    origin,
    metadata: async () => idp.metadata,
    change: (xml) => xml,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
}

function signInPage(asked: UnderstoodRequest): string {
  return String(html`<!doctype html><title>samlify</title><h1>Sign in</h1>
<form method="post" action="/login"><input type="hidden" name="asked" value="${JSON.stringify(asked)}">
<label>E-mail <input name="email" type="email"></label><button>Sign in</button></form>`);
}

/** As identity providers do: with a button where scripts are off. */
function answerPage(acs: string, samlResponse: string): string {
  return String(html`<!doctype html><title>samlify</title><body onload="document.forms[0].submit()">
<form method="post" action="${acs}"><input type="hidden" name="SAMLResponse" value="${samlResponse}"><button>Go on</button></form>`);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
