import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import type { ChannelNotice } from '../../../client/events/webhook-event.ts';
import type * as client from '../../../client/handfast.ts';
import type { Change } from '../../../client/resources/changes.ts';
import type { Changes } from '../../../client/writes.ts';
import type * as attempts from '../../../functions/api/contract/attempt-details.ts';
import type * as batches from '../../../functions/api/contract/channels/batches.ts';
import type * as channelRequests from '../../../functions/api/contract/channels/channel-requests.ts';
import type * as channels from '../../../functions/api/contract/channels/channel-views.ts';
import type * as recordPages from '../../../functions/api/contract/channels/record-pages.ts';
import type * as runs from '../../../functions/api/contract/channels/run-views.ts';
import type * as deployments from '../../../functions/api/contract/deployment-view.ts';
import type * as overviews from '../../../functions/api/contract/overview-views.ts';
import type * as requests from '../../../functions/api/contract/request-schemas.ts';
import type * as answers from '../../../functions/api/contract/response-schemas.ts';
import type { priceItem } from '../../../functions/channels/magento2/writers/price-item.ts';
import type { stockItem } from '../../../functions/channels/magento2/writers/stock-item.ts';
import type { EventDetails, EventType } from '../../../functions/domain/events.ts';

/*
 * The client's types are written by hand, so that its folder can be copied. The compiler holds them to the contract
 * here: a member that one of them lacks, or has in another shape, does not compile.
 */

/** Without `| undefined` at members that may be absent, and without `readonly`: JSON has neither. */
type Json<T> = T extends readonly (infer Item)[]
  ? Json<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Json<Exclude<T[K], undefined>> }
    : T;
type Optional<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** True when the client reads every answer that the contract lets out, and names the same members. */
type Reads<Answer, Own> = [Json<Answer>] extends [Own] ? SameMembers<Answer, Own> : false;
/** True when the contract takes every request that the client's type lets out, and names the same members. */
type Sends<Own, Asked> = [Own] extends [Json<Asked>] ? SameMembers<Asked, Own> : false;
type SameMembers<A, B> = [keyof A, Optional<A>] extends [keyof B, Optional<B>]
  ? [keyof B, Optional<B>] extends [keyof A, Optional<A>]
    ? true
    : false
  : false;

type In<Shape> = Shape extends z.ZodMiniType ? z.input<Shape> : never;
type Out<Shape> = Shape extends z.ZodMiniType ? z.output<Shape> : never;
type Paging = 'limit' | 'cursor';

/** What of an event is posted as it is, and what the client calls so. */
type Posted<T extends EventType> = Omit<EventDetails[T], 'id' | 'version' | 'time'>;
type Noticed<T extends EventType> = Omit<
  Extract<ChannelNotice, { type: T }>['data'],
  'id' | 'event' | 'eventType' | 'eventUrl' | 'version' | 'integration' | 'flag'
>;

test('the client reads what the API gives, and sends what it takes', () => {
  const proofs: readonly [
    Reads<Out<typeof answers.connectionView>, client.Connection>,
    Reads<Out<typeof answers.activationView>, client.Activation>,
    Reads<Out<typeof attempts.activationDetailsView>, client.ActivationDetails>,
    Reads<Out<typeof deployments.deploymentView>, client.Deployment>,
    Reads<Out<typeof overviews.overviewView>, client.Overview>,
    Reads<Out<typeof answers.checkView>, client.Check>,
    Reads<Out<typeof answers.disconnectView>, client.Disconnected>,
    Reads<Out<typeof answers.credentialsView>, client.Credentials>,
    Reads<Out<typeof answers.answersView>, client.Answers>,
    Reads<Out<typeof answers.callView>, client.CallAnswer>,
    Reads<Out<typeof answers.pagesView>, client.Page>,
    Sends<client.ConnectionsQuery, Omit<In<typeof requests.listQuery>, Paging>>,
    Sends<client.ActivationQuery, In<typeof requests.activationQuery>>,
    Sends<client.ActivationsQuery, Omit<In<typeof requests.activationsQuery>, Paging>>,
    Sends<client.NewAccount, In<typeof requests.accountBody>>,
    Sends<client.CallRequest, In<typeof requests.callBody>>,
    Sends<client.Target, Omit<In<typeof requests.pagesBody>, 'pageSize' | 'cursor'>>,
    Reads<Out<typeof channels.channelView>, client.Channel>,
    Reads<Out<typeof channels.listedChannelView>, client.ListedChannel>,
    Reads<Out<typeof channels.connectorView>, client.ChannelConnector>,
    Reads<Out<typeof channels.writerView>, client.ChannelWriter>,
    Reads<Out<typeof batches.batchView>, client.Batch>,
    Reads<Out<typeof batches.resultView>, client.LineResult>,
    Reads<Out<typeof batches.batchResultsView>, client.BatchResults>,
    Sends<client.ChangeLine, In<typeof batches.changeLine>>,
    Sends<Changes['stock'], In<typeof stockItem>>,
    Sends<Changes['prices'], In<typeof priceItem>>,
    Reads<Out<typeof channels.deletedChannelView>, client.DeletedChannel>,
    Reads<Out<typeof runs.runView>, client.Run>,
    Reads<Posted<'records.available'>, Noticed<'records.available'>>,
    Reads<Posted<'channel.imported'>, Noticed<'channel.imported'>>,
    Reads<Posted<'channel.run_held'>, Noticed<'channel.run_held'>>,
    Reads<Posted<'changes.finished'>, Noticed<'changes.finished'>>,
    Reads<Posted<'channel.run_failed'>, Noticed<'channel.run_failed'>>,
    Reads<Out<typeof recordPages.recordChange>, Change>,
    Sends<client.NewChannel, In<typeof channelRequests.createChannelBody>>,
    Sends<client.ChannelChange, In<typeof channelRequests.changeChannelBody>>,
    Sends<client.SyncRequest, In<typeof channelRequests.syncBody>>,
    Sends<client.ChannelsQuery, Omit<In<typeof channelRequests.channelsQuery>, Paging>>,
  ] = [
    ...([true, true, true, true, true, true, true, true, true, true, true] as const),
    ...([true, true, true, true, true, true, true, true, true, true, true, true] as const),
    ...([true, true, true, true, true, true, true, true] as const),
    ...([true, true, true, true, true, true, true, true] as const),
  ];
  expect(proofs.every(Boolean)).toBe(true);
});

test('the proofs above can fail', () => {
  type Poorer = Omit<client.Connection, 'reason'>;
  type Mismatch = Omit<client.Connection, 'id'> & { id: number };
  const disproofs: readonly [
    Reads<Out<typeof answers.connectionView>, Poorer>,
    Reads<Out<typeof answers.connectionView>, Mismatch>,
    Sends<client.CallRequest & { colour: string }, In<typeof requests.callBody>>,
  ] = [false, false, false];
  expect(disproofs.some(Boolean)).toBe(false);
});
