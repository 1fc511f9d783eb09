import type { ActivationRepository } from '../../../functions/adapters/dynamodb/activations/activation-repository.ts';
import type { KeyRepository } from '../../../functions/adapters/dynamodb/keys/key-repository.ts';
import type { StorePointers } from '../../../functions/adapters/dynamodb/store-pointers.ts';
import type { Account } from '../../../functions/domain/account.ts';
import type { Activation, ActivationRef, Failure } from '../../../functions/domain/handshake/activation.ts';
import type { ConsumerKey, ConsumerMessage } from '../../../functions/domain/handshake/consumer-key.ts';
import { hasEnded } from '../../../functions/domain/handshake/stage.ts';
import { Refusal } from '../../../functions/domain/refusals/refusal.ts';
import type { Connection } from '../../../functions/domain/stores/connection.ts';
import type { HealthResult } from '../../../functions/domain/stores/health.ts';
import { storeAddress } from '../../../functions/domain/stores/store-address.ts';
import { activationAt } from './popup-setup.ts';
import { openSamlTwin } from './saml-twin.ts';

/** What the table holds: tests move it on. */
export type State = {
  /** The attempt of most tests, which know one only. */
  activation: Activation | undefined;
  others: Activation[];
  /** Where absent, every attempt has its message. */
  messages: ConsumerMessage[] | undefined;
  known: Partial<Pick<ConsumerKey, 'pins' | 'tokens' | 'refused' | 'seenAt'>>;
  connection: Connection | undefined;
  health: HealthResult;
  nowMs: number;
  account: Account;
};

type Ref = Pick<ActivationRef, 'product' | 'key'>;

/** The repositories in memory, with the conditions of the real ones. */
export function openTwins(state: State) {
  const attempts = () => [state.activation, ...state.others].filter((one) => one !== undefined);
  const find = async ({ product, key, activation }: ActivationRef) =>
    attempts().find((one) => one.product === product && one.key === key && one.activation === activation);

  async function current(ref: ActivationRef): Promise<Activation> {
    const found = await find(ref);
    if (found === undefined) throw new Refusal('activation_expired');
    return found;
  }

  function replace(changed: Activation): Activation {
    if (state.activation?.activation === changed.activation) state.activation = changed;
    else state.others = [...state.others.filter((one) => one.activation !== changed.activation), changed];
    return changed;
  }

  const activations = {
    find,
    current,
    async begin(key: Ref, message: ConsumerMessage, { owner, seenBefore }) {
      if ((await find({ ...key, activation: message.activation })) !== undefined) return;
      const { product } = key;
      const { secrets } = message;
      if (secrets === undefined) throw new Refusal('activation_unknown');
      replace(activationAt('received', { ...message, secrets, product, key: key.key, owner, seenBefore }));
    },
    async consent(ref, consent, answers) {
      const found = await current(ref);
      return found.consent === undefined ? replace({ ...found, consent, ...(answers && { answers }) }) : found;
    },
    async noteSignIn() {},
    async admit(ref, browser) {
      const found = await current(ref);
      return hasEnded(found.stage) ? found : replace({ ...found, browser: found.browser ?? browser });
    },
    async stop(ref: ActivationRef, failure: Failure) {
      const found = await current(ref);
      if (found.closing || hasEnded(found.stage)) return undefined;
      const { product, key, activation, storeUrl, receivedAt, taskToken } = found;
      return {
        ...replace(activationAt('failed', { product, key, activation, storeUrl, receivedAt, failure })),
        taskToken,
      };
    },
  } satisfies Partial<ActivationRepository>;

  const keys = {
    async find({ product, key }: Ref): Promise<ConsumerKey | undefined> {
      const all =
        state.messages ??
        attempts()
          .filter((one) => one.product === product && one.key === key)
          .map(messageOf);
      if (all.length === 0 && Object.keys(state.known).length === 0) return undefined;
      return { product, key, tokens: [], pins: [], ...state.known, messages: all };
    },
    async open(_, activation) {
      state.messages = state.messages?.map((one) =>
        one.activation === activation ? { ...one, state: 'opened', secrets: undefined } : one,
      );
      return true;
    },
    async markAsked() {
      state.known = { seenAt: new Date(state.nowMs).toISOString(), ...state.known };
    },
    async markSeen() {
      state.known = { seenAt: new Date(state.nowMs).toISOString(), ...state.known };
    },
  } satisfies Partial<KeyRepository>;

  const pointers = {
    find: async (_, address) =>
      state.connection && storeAddress(state.connection.storeUrl) === address ? state.connection.connection : undefined,
  } satisfies Pick<StorePointers, 'find'>;

  const connections = {
    find: async (id: Connection['connection']) => (state.connection?.connection === id ? state.connection : undefined),
  };
  return { activations, keys, pointers, connections, samlRequests: openSamlTwin() };
}

function messageOf({ stage, ...activation }: Activation): ConsumerMessage {
  const { consumer, storeUrl, verifierDigest, receivedAt } = activation;
  const state = stage === 'received' || stage === 'linked' || stage === 'failed' ? stage : 'opened';
  const secrets = new Uint8Array([1]) as ConsumerMessage['secrets'];
  return { activation: activation.activation, consumer, storeUrl, verifierDigest, receivedAt, secrets, state };
}
