import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Sealed } from '../../../domain/ciphertext.ts';
import { sealed } from '../../kms/sealed.ts';
import type { Table } from '../table.ts';

/** The one item with the deployment's own SAML key, and part of the encryption context of that. */
export const SAML_KEY_ITEM = 'SAML_KEY#1';

const item = z.object({ certificate: z.string(), privateKey: sealed });

/** What a deployment signs its requests with, and opens answers with. */
export type SamlKeyItem = {
  /** PEM. */
  readonly certificate: string;
  readonly privateKey: Sealed;
};

export type SamlKeys = ReturnType<typeof openSamlKeys>;

export function openSamlKeys(table: Table) {
  async function find(): Promise<SamlKeyItem | undefined> {
    const Key = { pk: SAML_KEY_ITEM };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : item.parse(Item);
  }

  return {
    find,

    /** @returns the key that is kept: another one, where somebody was faster */
    async keep(made: SamlKeyItem): Promise<SamlKeyItem> {
      try {
        const Item = { pk: SAML_KEY_ITEM, ...made };
        const ConditionExpression = 'attribute_not_exists(pk)';
        await table.client.send(new PutCommand({ TableName: table.name, Item, ConditionExpression }));
        return made;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return (await find()) ?? made;
      }
    },
  };
}
