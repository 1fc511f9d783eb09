import type { LookHealth } from '../../../../domain/sync/back-off.ts';
import type { Channel, ConnectorProblem } from '../../../../domain/sync/channel.ts';
import type { ChannelId, ConnectorName } from '../../../../domain/sync/channel-ids.ts';
import { oldestProblem } from '../../../../domain/sync/connector-state.ts';
import { updateIf } from '../../conditional-update.ts';
import type { Table } from '../../table.ts';
import { channelFailure, channelKey, parseChannelItem } from '../channel-item.ts';

type HealthChange = { readonly before: LookHealth; readonly after: LookHealth };

/** What a look has led to, of the connectors of one function. */
export type LookRecord = {
  /** Whether those are the vendor's own. */
  readonly custom: boolean;
  /** What was known of the store, and what is known now; absent: the same. */
  readonly health?: HealthChange;
  /** Until when the store asked to be left alone, by all. */
  readonly asked?: string | undefined;
  /** Problems that are new, and those that are over. Those of other connectors stay as they are. */
  readonly found?: Readonly<Record<ConnectorName, ConnectorProblem>>;
  readonly solved?: readonly ConnectorName[];
};

type Recorded = Pick<Channel, 'channel' | 'problems'>;

const NAMES = {
  builtIn: { failures: 'failures', notBefore: 'notBefore' },
  custom: { failures: 'customFailures', notBefore: 'customNotBefore' },
} as const;

/** The condition that a channel has these problems, and no others. */
function stillHas(problems: NonNullable<Channel['problems']>) {
  const all = Object.entries<ConnectorProblem>(problems);
  const each = all.map(
    (_, at) => `#problems.#name${at}.#code = :code${at} AND #problems.#name${at}.#since = :since${at}`,
  );
  return {
    condition: ['size(#problems) = :count', ...each].join(' AND '),
    names: {
      '#problems': 'problems',
      ...(all.length > 0 && { '#code': 'code', '#since': 'since' }),
      ...Object.fromEntries(all.map(([name], at) => [`#name${at}`, name])),
    },
    values: {
      ':count': all.length,
      ...Object.fromEntries(
        all.flatMap(([, { code, since }], at) => [
          [`:code${at}`, code],
          [`:since${at}`, since],
        ]),
      ),
    },
  };
}

/**
 * Records what looks show. Several functions do so at once, for one channel: each changes what is of its connectors.
 * Nothing is changed of a channel that is gone.
 */
export function openLookRecords(table: Table) {
  const update = (channel: ChannelId, change: Omit<Parameters<typeof updateIf>[1], 'table' | 'pk'>) =>
    updateIf(table.client, { table: table.name, pk: channelKey(channel), ...change });

  /** What another look of the same connectors has found meanwhile is newer than what this one had begun with. */
  async function recordHealth(channel: ChannelId, custom: boolean, { before, after }: HealthChange) {
    const { failures, notBefore } = NAMES[custom ? 'custom' : 'builtIn'];
    const isNew = before.failures === 0 ? ' OR attribute_not_exists(#failed)' : '';
    await update(channel, {
      set: { [failures]: after.failures, [notBefore]: after.notBefore },
      remove: after.notBefore === undefined ? [notBefore] : [],
      condition: `attribute_exists(pk) AND (#failed = :before${isNew})`,
      names: { '#failed': failures },
      values: { ':before': before.failures },
    });
  }

  /** Of the other function's connectors, unless they have to wait for longer anyway. */
  async function recordAsked(channel: ChannelId, custom: boolean, asked: string) {
    const { notBefore } = NAMES[custom ? 'builtIn' : 'custom'];
    await update(channel, {
      set: { [notBefore]: asked },
      condition: 'attribute_exists(pk) AND (attribute_not_exists(#until) OR #until < :asked)',
      names: { '#until': notBefore },
      values: { ':asked': asked },
    });
  }

  async function recordProblems({ channel, problems }: Recorded, { found = {}, solved = [] }: LookRecord) {
    const all = Object.entries(found);
    if (all.length === 0 && solved.length === 0) return;
    const condition = 'attribute_exists(pk)';
    if (problems === undefined) {
      const setTo = { problems: 'if_not_exists(#problems, :none)' };
      if ((await update(channel, { set: {}, setTo, condition, values: { ':none': {} } })) === undefined) return;
    }
    const changed = await update(channel, {
      set: {},
      setTo: Object.fromEntries(all.map(([name], at) => [`problems.${name}`, `:problem${at}`])),
      remove: solved.map((name) => `problems.${name}`),
      condition,
      values: Object.fromEntries(all.map(([, problem], at) => [`:problem${at}`, problem])),
    });
    if (changed !== undefined) await recordFailure(channel, changed);
  }

  /** The oldest of all problems, for lists: unless another function has changed them meanwhile, which then does this. */
  async function recordFailure(channel: ChannelId, changed: Record<string, unknown>) {
    const { problems = {} } = parseChannelItem(changed);
    const worst = oldestProblem(Object.values<ConnectorProblem>(problems));
    const known = channelFailure.parse(changed['failure']);
    if (worst?.since === known?.at && worst?.code === known?.code) return;
    await update(channel, {
      set: { failure: worst && { code: worst.code, at: worst.since } },
      remove: worst === undefined ? ['failure'] : [],
      ...stillHas(problems),
    });
  }

  return async (channel: Recorded, looked: LookRecord): Promise<void> => {
    const { custom, health, asked } = looked;
    if (health !== undefined) await recordHealth(channel.channel, custom, health);
    if (asked !== undefined) await recordAsked(channel.channel, custom, asked);
    await recordProblems(channel, looked);
  };
}
