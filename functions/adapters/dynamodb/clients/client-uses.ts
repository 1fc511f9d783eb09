import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ClientId } from '../../../domain/api/registered-client.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';

/** How much of the time is true: a write for every token would tell no more. */
const USED_EVERY_MS = 60 * 60 * 1000;

/** How long a function takes another's word for it: a write that is refused costs as much as one that is not. */
const REFUSED_AGAIN_MS = 5 * 60 * 1000;

/** How long it is known, also of a client that was revoked. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;

/** Clients that a function remembers as marked, so that many tokens are few writes. */
const REMEMBERED_MAX = 1_000;

const useItem = z.object({ lastUsedAt: z.string() });

export type ClientUses = ReturnType<typeof openClientUses>;

/** When clients last got a token. Apart from the clients, so that whoever writes it can change none of them. */
export function openClientUses(table: Table) {
  /** Until when nothing is to be written. */
  const marked = new Map<ClientId, number>();

  return {
    /** To the hour; undefined for one that has got none for 400 days. */
    async lastUsedAt(id: ClientId): Promise<string | undefined> {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: { pk: useKey(id) } }));
      return Item === undefined ? undefined : useItem.parse(Item).lastUsedAt;
    },

    /** Writes at most once an hour. */
    async mark(id: ClientId, at: Date): Promise<void> {
      const atMs = at.getTime();
      if ((marked.get(id) ?? 0) > atMs) return;
      const written = await updateIf(table.client, {
        table: table.name,
        pk: useKey(id),
        set: { lastUsedAt: at.toISOString(), expiresAt: Math.floor(atMs / 1000) + KEPT_SECONDS },
        condition: 'attribute_not_exists(lastUsedAt) OR lastUsedAt <= :since',
        values: { ':since': new Date(atMs - USED_EVERY_MS).toISOString() },
      });
      if (marked.size >= REMEMBERED_MAX) marked.clear();
      marked.set(id, atMs + (written === undefined ? REFUSED_AGAIN_MS : USED_EVERY_MS));
    },
  };
}

function useKey(id: ClientId): string {
  return `CLIENT_USED#${id}`;
}
