import * as z from 'zod';
import type { Screen } from '../../output/screen.ts';
import { shellWord } from '../../output/shell-word.ts';

const client = z.object({
  clientId: z.string(),
  name: z.string().optional(),
  scopes: z.array(z.string()),
  products: z.array(z.string()).optional(),
  createdAt: z.string(),
  createdBy: z.string(),
  lastUsedAt: z.string().optional(),
});
const created = client.extend({ clientSecret: z.string(), tokenUrl: z.string() });
const list = z.object({ clients: z.array(client) });
const revoked = z.object({ clientId: z.string(), name: z.string().optional(), revokedAt: z.string() });

/** What `create` shows, from the answer of the API. */
export function createdLines(answer: unknown): string[] {
  const { clientId, clientSecret, name, scopes, products, tokenUrl } = created.parse(answer);
  return [
    `Made the client "${name}". Its secret is shown here, and never again.`,
    '',
    `  Client id      ${clientId}`,
    `  Client secret  ${clientSecret}`,
    `  Token URL      ${tokenUrl}`,
    `  Scopes         ${scopes.join(', ')}`,
    `  Products       ${products?.join(', ') ?? 'all'}`,
    '',
    'Get a token for an hour, with id and secret in variables of those names:',
    `  curl -s -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials ${shellWord(tokenUrl)}`,
  ];
}

/** What `list` shows. */
export function listLines(answer: unknown, time: Screen['time']): string[] {
  const { clients } = list.parse(answer);
  if (clients.length === 0) return ['There is no client yet. Make one: handfast clients create --name backend'];
  return clients.flatMap(({ clientId, name, scopes, products, createdAt, createdBy, lastUsedAt }) => [
    `${clientId}  ${name}`,
    `  Scopes    ${scopes.join(', ')}`,
    `  Products  ${products?.join(', ') ?? 'all'}`,
    `  Made      ${time(createdAt)} by ${createdBy}`,
    `  Used      ${lastUsedAt === undefined ? 'never, or more than 400 days ago' : `${time(lastUsedAt)}, to the hour`}`,
  ]);
}

/** What `revoke` shows. */
export function revokedLines(answer: unknown, time: Screen['time']): string[] {
  const { clientId, name, revokedAt } = revoked.parse(answer);
  const which = name === undefined ? clientId : `${clientId} ("${name}")`;
  return [`Revoked ${which} at ${time(revokedAt)}. Its tokens stop working within a minute.`];
}
