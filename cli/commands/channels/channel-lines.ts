import type { Channel, ChannelConnector } from '../../../client/handfast.ts';
import { type Detail, details } from '../../output/details.ts';
import type { Line } from '../../output/line.ts';
import { reasonWords } from '../../output/reason.ts';
import type { Screen } from '../../output/screen.ts';
import { statusText } from '../../output/status-style.ts';
import { type Column, table } from '../../output/table.ts';
import { duration } from '../../output/times.ts';

type Named = ChannelConnector & { readonly name: string };

const CONNECTORS: readonly Column<Named>[] = [
  { title: 'CONNECTOR', of: ({ name }) => name },
  { title: 'STATE', of: ({ state }) => statusText(state) },
  { title: 'EVERY', of: ({ on, everyMinutes }) => (on ? `${everyMinutes} min` : undefined) },
  { title: 'LAG', of: ({ lagSeconds }) => (lagSeconds !== undefined ? duration(lagSeconds) : undefined) },
  {
    title: 'LEFT',
    of: ({ left, total }) => (left === undefined ? undefined : `${left} of ${total ?? '?'}`),
    optional: true,
  },
  { title: 'HELD', of: ({ held }) => (held === undefined ? undefined : String(held)), optional: true },
  { title: 'UP TO', of: ({ upTo }, { time }) => upTo && time(upTo), optional: true },
];

/** Everything that is known of one channel, and how its connectors are doing. */
export function channelLines(channel: Channel, screen: Screen): Line[] {
  const { settings, label, pausedBy, notBefore, run, lagSeconds, estimateSeconds } = channel;
  const { time } = screen;
  const { quietHours } = settings;
  const all: Detail[] = [
    ['Label', label],
    ['Status', statusText(channel.status)],
    ['Since', time(channel.statusSince)],
    ['Paused by', pausedBy],
    ['Left alone until', notBefore && time(notBefore)],
    ['Connection', channel.connection],
    ['Product', channel.product],
    ['Type', channel.type],
    ['Store view', settings.storeView],
    ['Pages', `${settings.pageSize} records, ${settings.callsAtOnce} at once`],
    ['Quiet hours', quietHours && `${quietHours.from} to ${quietHours.to} (${quietHours.timeZone})`],
    ['Reads since', settings.syncFrom && time(settings.syncFrom)],
    ['Made', `${time(channel.createdAt)} by ${channel.createdBy}`],
    ['Revision', String(channel.revision)],
    ['Run', run],
    ['Behind by', lagSeconds === undefined ? undefined : duration(lagSeconds)],
    ['First import', estimateSeconds === undefined ? undefined : `about ${duration(estimateSeconds)} left`],
  ];
  const connectors = Object.entries(channel.connectors).map(([name, one]): Named => ({ name, ...one }));
  return [
    { text: channel.id, style: 'bold' },
    ...details(all, '  '),
    '',
    ...table(CONNECTORS, connectors, screen),
    ...connectors.flatMap(troubleOf),
    ...writerLines(channel),
  ];
}

function troubleOf({ name, reason, resources }: Named): Line[] {
  return [
    ...(reason === undefined ? [] : [`${name}: ${reasonWords(reason)}`]),
    ...(resources === undefined ? [] : [`${name}: the merchant must grant ${resources.join(', ')} in Magento.`]),
  ];
}

function writerLines({ writers }: Channel): Line[] {
  const all = Object.entries(writers).map(([name, { priority }]) => `${name} (${priority} wins)`);
  return all.length === 0 ? [] : ['', `Can be written: ${all.join(', ')}`];
}
