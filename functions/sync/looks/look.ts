import * as z from 'zod/mini';
import type { MessageHandler } from '../../adapters/lambda/queue-handler.ts';
import { startRun } from '../../channels/runs/start-run.ts';
import { Refusal } from '../../domain/refusals/refusal.ts';
import type { Connection } from '../../domain/stores/connection.ts';
import { healthOf, SMALL_LOOK_FAILURES } from '../../domain/sync/back-off.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { type ChannelId, newRunId, parseChannelId } from '../../domain/sync/channel-ids.ts';
import type { Connector } from '../../domain/sync/connector.ts';
import { isFirstLookSinceTurn, isOverdue, isStale, LOOK_RECEIVES, lookMinutes } from '../../domain/sync/look.ts';
import { quietMinutesLeft } from '../../domain/sync/quiet-hours.ts';
import type { LookDeps } from '../dependencies.ts';
import { callsUntil, openBudget } from '../reading/budget.ts';
import { readChannel } from '../reading/read-channel.ts';
import { recordCutOff } from '../reading/record-cut-off.ts';
import { summarise } from '../reading/summary.ts';
import { busyWith } from './run-under-way.ts';
import { settleLook } from './settle-look.ts';
import { namesRead, recordTurns } from './turns.ts';

/** Messages of one queue: what a newer version adds is ignored. */
const lookMessage = z.object({ channel: z.string(), window: z.string() });

/** A look that finds more is handed over to a run of its own. */
export const LOOK_PAGES = 20;
/** Shorter than the interval of looks, and than the function's time-out. */
const LOOK_SECONDS = 200;

/** Looks at one channel whose time has come: what has changed in its store is delivered. */
export function lookAtChannel(deps: LookDeps): MessageHandler {
  return async (body, received) => {
    const { channel: id, window } = z.parse(lookMessage, JSON.parse(body));
    const startedAtMs = performance.now();
    const wanted = isStale(window, deps.now())
      ? undefined
      : await wantedLook(deps, parseChannelId(id), new Date(window));
    if (wanted === undefined) return 'done';
    if (deps.custom && received >= LOOK_RECEIVES) {
      const names = wanted.connectors.map(({ name }) => name);
      await recordCutOff(deps, wanted.channel, names);
      await recordTurns(deps, wanted, names);
    } else await look(deps, wanted, startedAtMs);
    return 'done';
  };
}

type Look = {
  readonly channel: Channel;
  readonly connection: Connection;
  readonly connectors: readonly Connector[];
  readonly window: Date;
};

/** What is to be read; undefined where it is not the time for it. */
async function wantedLook(deps: LookDeps, id: ChannelId, window: Date): Promise<Look | undefined> {
  const channel = await deps.channels.find(id);
  if (channel?.status !== 'active' || !isTime(deps, channel)) return undefined;
  const [connection, run] = await Promise.all([deps.connections.find(channel.connection), deps.runs.underWay(id)]);
  if (connection?.status !== 'active') {
    await deps.channels.cutOff(channel.channel, deps.now().toISOString());
    return undefined;
  }
  // A run looks for what has changed by itself, and two readers of one log only get in each other's way.
  const busy = run === undefined ? [] : await busyWith(deps, { run, channel, connection, window });
  const free = deps.connectorsOf(channel).filter(({ name }) => channel.connectors[name]?.on && !busy.includes(name));
  const isDue = await Promise.all(free.map((connector) => isConnectorsTurn(deps, channel, connector, window)));
  const connectors = free.filter((_, at) => isDue[at]);
  return connectors.length === 0 ? undefined : { channel, connection, connectors, window };
}

/** One whose turn came while the store failed has it when the store is back, and a new one at once. */
async function isConnectorsTurn(deps: LookDeps, channel: Channel, connector: Connector, window: Date) {
  const { name, everyMinutes } = connector;
  const minutes = channel.connectors[name]?.everyMinutes ?? everyMinutes;
  if (healthOf(channel, deps.custom).failures > 0) return true;
  if (isFirstLookSinceTurn(channel, minutes, window) || isOverdue(channel, name, minutes, window)) return true;
  return (await deps.progress({ channel: channel.channel, connector: name }, connector)) === undefined;
}

function isTime({ custom, now: clock }: LookDeps, channel: Channel): boolean {
  const { notBefore } = healthOf(channel, custom);
  const { quietHours } = channel.settings;
  const now = clock();
  if (notBefore !== undefined && Date.parse(notBefore) > now.getTime()) return false;
  return quietHours === undefined || quietMinutesLeft(quietHours, now) === 0;
}

async function look(deps: LookDeps, wanted: Look, startedAtMs: number): Promise<void> {
  const { channel, connection, connectors } = wanted;
  const run = newRunId();
  const startedAt = deps.now().toISOString();
  const deadlineMs = startedAtMs + LOOK_SECONDS * 1000;
  const budget = openBudget({ deadlineMs, pages: deps.pages });
  const cautious = healthOf(channel, deps.custom).failures >= SMALL_LOOK_FAILURES;
  try {
    await using store = await deps.openSession(connection, channel.settings, callsUntil(budget));
    const reading = { channel, store, connectors, run, budget, cautious };
    const readings = await readChannel({ ...deps, log: deps.changeLog }, reading);
    const summary = summarise(channel, readings, deps.now());
    await settleLook(deps, { channel, connection, run, startedAt, startedAtMs, summary });
    await recordTurns(deps, wanted, namesRead(readings));
  } catch (error) {
    // Others of ours are calling the store: the next look has its turn.
    if (!(error instanceof Refusal) || error.code !== 'store_at_capacity') throw error;
    deps.log('channel_read', { channel: channel.channel, run, code: error.code });
    await startForRare(deps, wanted);
  }
}

/** The next look has no turn of those that are read less often than others: a run waits for the store instead. */
async function startForRare(deps: LookDeps, wanted: Look): Promise<void> {
  const { channel, connectors } = wanted;
  const lookedEvery = lookMinutes(channel) ?? 0;
  const rare = connectors
    .map(({ name }) => name)
    .filter((name) => (channel.connectors[name]?.everyMinutes ?? lookedEvery) > lookedEvery);
  if (rare.length === 0) return;
  await startRun(deps, channel, { connectors: rare, task: 'look', trigger: 'schedule' });
  await recordTurns(deps, wanted, rare);
}
