import { openSamlKeys } from '../../../functions/adapters/dynamodb/saml/saml-keys.ts';
import { openSamlRequests } from '../../../functions/adapters/dynamodb/saml/saml-requests.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { sealed } from '../../../functions/adapters/kms/sealed.ts';
import type { EncryptionContext, Vault } from '../../../functions/adapters/kms/vault.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../functions/adapters/lambda/http-handler.ts';
import type { LogFacts } from '../../../functions/adapters/lambda/log.ts';
import { newSamlRequestId } from '../../../functions/domain/handshake/saml-request.ts';
import { newActivationId, type ProductId, parseProductId } from '../../../functions/domain/ids.ts';
import type { SamlProvider } from '../../../functions/domain/integrations/merchant-sign-in.ts';
import { publishedProducts } from '../../../functions/products/published-products.ts';
import { beginAtProvider } from '../../../functions/saml/begin-at-provider.ts';
import { lazySaml } from '../../../functions/saml/lazy-adapter.ts';
import { openOwnKeyPair } from '../../../functions/saml/own-key-pair.ts';
import { receiveAnswer } from '../../../functions/saml/receive-answer.ts';
import { showMetadata } from '../../../functions/saml/show-metadata.ts';
import { PUBLIC_URL } from './answer-setup.ts';

export const ACME = parseProductId('acme');
export const OTHER = parseProductId('other');

/** Opens nothing but what was sealed for the same item and product. */
export const vault: Pick<Vault, 'seal' | 'open'> = {
  async seal(context, secret) {
    return sealed.parse(new TextEncoder().encode(JSON.stringify([context, secret])));
  },
  async open(context, ciphertext, shape) {
    const [own, secret] = JSON.parse(new TextDecoder().decode(ciphertext));
    if (JSON.stringify(own) !== JSON.stringify(context)) throw new Error('InvalidCiphertextException');
    return shape.parse(secret);
  },
};

/** The function's routes, for the products `acme` and `other`, which have the same identity provider. */
export function openRoutes(table: Table, provider: () => SamlProvider, now = () => new Date()) {
  const requests = openSamlRequests(table, now);
  const logged: LogFacts[] = [];
  const { findId } = publishedProducts([ACME, OTHER].map((id) => ({ id, name: id })));
  const deps = {
    findProductId: findId,
    requests,
    identityProviderOf: async () => ({ signIn: { kind: 'saml' as const }, provider: provider() }),
    ownKeyPair: openOwnKeyPair({
      keys: openSamlKeys(table),
      vault,
      makeKeyPair: lazySaml.makeKeyPair,
      host: 'connect.example',
      now,
    }),
    saml: lazySaml,
    seal: vault.seal,
    publicUrl: PUBLIC_URL,
    now,
    log: (_: string, facts: LogFacts = {}) => void logged.push(facts),
  };
  const [begin, receive, metadata] = [beginAtProvider(deps), receiveAnswer(deps), showMetadata(deps)];
  return {
    requests,
    logged,
    async request(product: ProductId = ACME) {
      const request = { id: newSamlRequestId(), product, activation: newActivationId() };
      await requests.create(request);
      return request;
    },
    begin: (query: Record<string, string>, product = 'acme') =>
      call(begin, product, { query: new URLSearchParams(query) }),
    metadata: (product = 'acme') => call(metadata, product, {}),
    /** As a form of another site posts it. */
    answer: (xml: string, product = 'acme') =>
      call(receive, product, { body: formOf(['SAMLResponse', Buffer.from(xml, 'utf8').toString('base64')]) }),
    post: (body: Buffer, contentType: string) => call(receive, 'acme', { body, contentType }),
  };
}

export function formOf(...fields: readonly [string, string][]): Buffer {
  return Buffer.from(new URLSearchParams(fields).toString());
}

/** Where a redirect leads. */
export function ledTo({ status, headers }: HttpResponse): {
  readonly path: string;
  readonly query: Record<string, string>;
} {
  if (status !== 303) throw new Error(`It answered ${status}`);
  const { pathname, searchParams } = new URL(headers?.['location'] ?? '', PUBLIC_URL);
  return { path: pathname, query: Object.fromEntries(searchParams) };
}

export function accountContext(id: string, product: ProductId): EncryptionContext {
  return { item: `SAML#${id}`, product };
}

function call(handle: HttpHandler, product: string, changed: Partial<HttpRequest>): Promise<HttpResponse> {
  return handle({
    route: '',
    product,
    query: new URLSearchParams(),
    contentType: 'application/x-www-form-urlencoded',
    acceptLanguage: '',
    cookies: new Map(),
    body: Buffer.alloc(0),
    ...changed,
  });
}
