import type { AttackEnv } from './attack-env.ts';

/** A token of the operator's issuer for the vendor's backend. */
export async function apiToken({ local }: AttackEnv, scope: string): Promise<string> {
  const { id, secret, tokenUrl } = local.apiClient;
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  return String(Object(await response.json()).access_token);
}
