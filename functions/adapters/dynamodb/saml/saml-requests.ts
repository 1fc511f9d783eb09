import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Sealed } from '../../../domain/ciphertext.ts';
import {
  SAML_ANSWERS_VERIFIED,
  SAML_REQUEST_LIFE_SECONDS,
  type SamlRequest,
  type SamlRequestId,
} from '../../../domain/handshake/saml-request.ts';
import type { ActivationId, ProductId } from '../../../domain/ids.ts';
import { updateIf } from '../conditional-update.ts';
import type { Table } from '../table.ts';
import { digestOfCode, samlRequestItem, samlRequestKey } from './saml-request-item.ts';

/** Who signed in, as ciphertext of the request's item. */
export type SamlAnswer = {
  readonly product: ProductId;
  readonly activation: ActivationId;
  readonly account: Sealed;
};

export type SamlRequests = ReturnType<typeof openSamlRequests>;

/**
 * Requests to SAML identity providers, one item each. The answer is posted from another site, so without the browser's
 * cookie: it is kept here until the browser comes for it, with the code that it was given.
 */
export function openSamlRequests(table: Table, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);

  return {
    /** @throws ConditionalCheckFailedException for an id that there is */
    async create(request: Pick<SamlRequest, 'id' | 'product' | 'activation'>): Promise<void> {
      const Item = {
        pk: samlRequestKey(request.id),
        ...request,
        createdAt: now().toISOString(),
        expiresAt: seconds() + SAML_REQUEST_LIFE_SECONDS,
      };
      await table.client.send(
        new PutCommand({ TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
      );
    },

    /** The request, answered or not; undefined for another product's, and for one that is too old. */
    async find(product: ProductId, id: SamlRequestId): Promise<SamlRequest | undefined> {
      const Key = { pk: samlRequestKey(id) };
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
      if (Item === undefined) return undefined;
      const { expiresAt, account: _, ...found } = samlRequestItem.parse(Item);
      return found.product === product && expiresAt > seconds() ? found : undefined;
    },

    /**
     * Counts an answer, before it is verified: of many at the same time, all count.
     *
     * @returns false when as many as may be were counted, or when the request takes no answer any more
     */
    async countAnswer(product: ProductId, id: SamlRequestId): Promise<boolean> {
      const counted = await updateIf(table.client, {
        table: table.name,
        pk: samlRequestKey(id),
        set: {},
        setTo: { answers: 'if_not_exists(answers, :none) + :one' },
        condition:
          'product = :product AND attribute_not_exists(answeredAt) AND expiresAt > :now AND ' +
          '(attribute_not_exists(answers) OR answers < :most)',
        values: { ':product': product, ':now': seconds(), ':none': 0, ':one': 1, ':most': SAML_ANSWERS_VERIFIED },
      });
      return counted !== undefined;
    },

    /**
     * Keeps the first answer to a request.
     *
     * @param code whoever has it may take the account, once
     * @returns false when there is one already, when the request is another product's, or too old
     */
    async answer(product: ProductId, id: SamlRequestId, account: Sealed, code: string): Promise<boolean> {
      const answered = await updateIf(table.client, {
        table: table.name,
        pk: samlRequestKey(id),
        set: { answeredAt: now().toISOString(), account, code: digestOfCode(code) },
        condition: 'product = :product AND attribute_not_exists(answeredAt) AND expiresAt > :now',
        values: { ':product': product, ':now': seconds() },
      });
      return answered !== undefined;
    },

    /**
     * Takes the answer of a request, once.
     *
     * @returns undefined for another code, for an answer that was taken, and for one that is too old
     */
    async consume(product: ProductId, id: SamlRequestId, code: string): Promise<SamlAnswer | undefined> {
      const before = await updateIf(table.client, {
        table: table.name,
        pk: samlRequestKey(id),
        set: { consumedAt: now().toISOString() },
        remove: ['account', 'code'],
        condition: 'product = :product AND code = :code AND expiresAt > :now',
        names: { '#code': 'code' },
        values: { ':product': product, ':code': digestOfCode(code), ':now': seconds() },
        returns: 'ALL_OLD',
      });
      if (before === undefined) return undefined;
      const { account, activation } = samlRequestItem.parse(before);
      return account === undefined ? undefined : { product, activation, account };
    },
  };
}
