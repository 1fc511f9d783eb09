import { html, raw } from 'hono/html';
import type { HttpRequest, HttpResponse } from '../adapters/lambda/http-handler.ts';
import { securityHeaders } from '../adapters/lambda/security-headers.ts';
import type { SentRequest } from '../adapters/saml/authn-request.ts';
import { continueIn } from './continue-words.ts';

/** Must reach the page unchanged, since its hash is in the policy. */
const SCRIPT = 'document.forms[0].submit();';
const STYLE =
  'body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem system-ui,sans-serif;color-scheme:light dark}' +
  'button{font:inherit;padding:.75rem 1.5rem}';

/** Posts the request to the identity provider (SAML 2.0 Bindings §3.5): at once, or by its button where scripts are off. */
export function postPage(request: HttpRequest, sent: Extract<SentRequest, { binding: 'post' }>): HttpResponse {
  const { language, text } = continueIn(request);
  const document = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
<form method="post" action="${sent.url}">
<input type="hidden" name="SAMLRequest" value="${sent.samlRequest}">
<button>${text}</button>
</form>
</main>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  // Browsers hold redirects of the provider's to this, too, and those lead to hosts that its metadata do not name.
  const formAction = new URL(sent.url).protocol === 'https:' ? 'https:' : 'https: http:';
  const headers = {
    ...securityHeaders({ style: STYLE, script: SCRIPT, formAction }),
    'content-type': 'text/html; charset=utf-8',
  };
  return { status: 200, headers, body: String(document) };
}
