import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { ACTIVATION_LIFE_SECONDS, isPast, PASTS, RESTARTABLE, type Stage } from '../../handshake/activation.ts';
import type { ConnectionId } from '../../handshake/ids.ts';
import type { LinkKind } from '../../handshake/connection.ts';
import { Refusal } from '../../handshake/refusal.ts';
import type { StoreUrl } from '../../handshake/store-url.ts';
import {
  type Activation,
  type ActivationRef,
  activationKey,
  type Consent,
  type Failure,
  parseActivation,
} from './activation-item.ts';
import type { Table } from './client.ts';
import type { Sealed } from '../vault/sealed.ts';

/** What Magento's message leads to. */
export type Arrival = ActivationRef & {
  readonly storeUrl: StoreUrl;
  readonly verifierDigest: string;
  readonly secrets: Sealed;
};

export type Activations = ReturnType<typeof openActivations>;

/**
 * The activations of all products. Every change is one conditional write on one item.
 *
 * Changes to an attempt are conditional on its id: they throw Refusal `activation_superseded` once Magento has sent
 * a newer message for the same consumer key, and `activation_expired` once it is older than two hours.
 */
export function openActivations(table: Table, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  const key = (ref: Pick<ActivationRef, 'product' | 'key'>) => ({ pk: activationKey(ref) });

  async function find(ref: Pick<ActivationRef, 'product' | 'key'>): Promise<Activation | undefined> {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: key(ref), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const activation = parseActivation(Item);
    return activation.expiresAt > seconds() ? activation : undefined;
  }

  /** The attempt that is meant, or why it is not to be had. */
  async function current(ref: ActivationRef): Promise<Activation> {
    const activation = await find(ref);
    if (activation === undefined) throw new Refusal('activation_expired');
    if (activation.activation !== ref.activation) throw new Refusal('activation_superseded');
    return activation;
  }

  /** One conditional update. Undefined when its condition does not hold. */
  async function change(
    ref: ActivationRef,
    client: Table['client'],
    update: Pick<UpdateCommandInput, 'UpdateExpression' | 'ExpressionAttributeValues'> & { condition: string },
  ): Promise<Activation | undefined> {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: key(ref),
          UpdateExpression: update.UpdateExpression,
          ConditionExpression: `activation = :id AND expiresAt > :now AND ${update.condition}`,
          ExpressionAttributeValues: { ':id': ref.activation, ':now': seconds(), ...update.ExpressionAttributeValues },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return parseActivation(Attributes ?? {});
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  /** Moves to `goal`. A step that was run twice finds its work done, and gets the activation as it is. */
  async function advance(
    ref: ActivationRef,
    goal: Exclude<Stage, 'received' | 'failed'>,
    set: Record<string, unknown>,
    remove: readonly string[],
    client: Table['client'] = table.persistent,
  ): Promise<Activation> {
    const names = Object.keys(set);
    const pasts = legalPast(goal);
    const done = await change(ref, client, {
      condition: pasts.condition,
      UpdateExpression:
        `SET stage = :goal${names.map((name) => `, ${name} = :${name}`).join('')}` +
        (remove.length === 0 ? '' : ` REMOVE ${remove.join(', ')}`),
      ExpressionAttributeValues: {
        ':goal': goal,
        ...pasts.values,
        ...Object.fromEntries(names.map((name) => [`:${name}`, set[name]])),
      },
    });
    return done ?? standing(ref, goal);
  }

  async function standing(ref: ActivationRef, goal: Exclude<Stage, 'failed'>): Promise<Activation> {
    const activation = await current(ref);
    if (isPast(activation.stage, goal)) return activation;
    throw new Refusal('interrupted', { stage: activation.stage });
  }

  return {
    find,
    current,

    /**
     * Keeps what Magento sent, in one write, over an earlier attempt with the same consumer key.
     *
     * A repetition of a message whose verifier is in use changes nothing. A request token that an earlier attempt got
     * stays: Magento issues no second one while that is alive, so the new attempt goes on with it.
     */
    async keep(arrival: Arrival): Promise<'kept' | 'repeated'> {
      const restartable = RESTARTABLE.map((stage, index) => [`:restartable${index}`, stage]);
      const { product, activation, storeUrl, secrets, verifierDigest } = arrival;
      try {
        await table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: key(arrival),
            UpdateExpression:
              'SET activation = :id, stage = :received, product = :product, #key = :key, storeUrl = :storeUrl, ' +
              'secrets = :secrets, verifierDigest = :verifier, receivedAt = :at, expiresAt = :expiresAt ' +
              'REMOVE credentials, generations, taskToken, consent, failure, #connection, kind',
            ConditionExpression:
              'attribute_not_exists(pk) OR expiresAt <= :now OR verifierDigest <> :verifier ' +
              `OR stage IN (${restartable.map(([name]) => name).join(', ')})`,
            ExpressionAttributeNames: { '#key': 'key', '#connection': 'connection' },
            ExpressionAttributeValues: {
              ':id': activation,
              ':received': 'received',
              ':product': product,
              ':key': arrival.key,
              ':storeUrl': storeUrl,
              ':secrets': secrets,
              ':verifier': verifierDigest,
              ':at': now().toISOString(),
              ':expiresAt': seconds() + ACTIVATION_LIFE_SECONDS,
              ':now': seconds(),
              ...Object.fromEntries(restartable),
            },
          }),
        );
        return 'kept';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'repeated';
        throw error;
      }
    },

    requested: (ref: ActivationRef, requestToken: Sealed) => advance(ref, 'requested', { requestToken }, []),

    /**
     * Leaves a request token to a newer attempt of the same integration. Magento converted the integration's only
     * verifier for it, so the newer attempt cannot get one of its own.
     */
    async bequeath(ref: Pick<ActivationRef, 'product' | 'key'>, requestToken: Sealed): Promise<void> {
      await table.persistent.send(
        new UpdateCommand({
          TableName: table.name,
          Key: key(ref),
          UpdateExpression: 'SET requestToken = :token',
          ConditionExpression: 'stage = :received',
          ExpressionAttributeValues: { ':token': requestToken, ':received': 'received' },
        }),
      );
    },

    /** Keeps the machine's task token; the answer shows whether the merchant was faster. */
    async awaitConsent(ref: ActivationRef, taskToken: string): Promise<Activation> {
      const waiting = await change(ref, table.client, {
        condition: 'stage = :requested',
        UpdateExpression: 'SET taskToken = :token',
        ExpressionAttributeValues: { ':token': taskToken, ':requested': 'requested' },
      });
      return waiting ?? standing(ref, 'requested');
    },

    /** Keeps the merchant's first answer; the activation returned tells which one holds, and the task token if any. */
    async consent(ref: ActivationRef, consent: Consent): Promise<Activation> {
      const agreed = await change(ref, table.client, {
        condition: 'attribute_not_exists(consent) AND stage IN (:received, :requested)',
        UpdateExpression: 'SET consent = :consent',
        ExpressionAttributeValues: { ':consent': consent, ':received': 'received', ':requested': 'requested' },
      });
      return agreed ?? current(ref);
    },

    granted: (ref: ActivationRef, credentials: Sealed) =>
      advance(ref, 'granted', { credentials }, ['secrets', 'requestToken', 'taskToken']),

    checked: (ref: ActivationRef, generations: readonly string[]) => advance(ref, 'checked', { generations }, []),

    linked: (ref: ActivationRef, connection: ConnectionId, kind: LinkKind) =>
      advance(ref, 'linked', { connection, kind }, ['credentials', 'generations', 'taskToken']),

    /**
     * Ends the attempt. Its secrets go; only a request token that Magento may still honour stays, encrypted, for the
     * next attempt (see `keep`).
     */
    async failed(ref: ActivationRef, failure: Failure): Promise<Activation> {
      const pasts = legalPast('failed');
      const ended = await change(ref, table.persistent, {
        condition: pasts.condition,
        UpdateExpression:
          'SET stage = :failed, failure = :failure REMOVE secrets, credentials, generations, taskToken',
        ExpressionAttributeValues: { ':failed': 'failed', ':failure': failure, ...pasts.values },
      });
      return ended ?? current(ref);
    },
  };
}

function legalPast(goal: Stage): { condition: string; values: Record<string, Stage> } {
  const values = Object.fromEntries(PASTS[goal].map((stage, index) => [`:past${index}`, stage]));
  return { condition: `stage IN (${Object.keys(values).join(', ')})`, values };
}
