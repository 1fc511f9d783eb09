import type * as client from '@handfast/client';
import { HandfastError } from '@handfast/client';

/** Every type that methods do not name: those of requests and answers, of records, events and errors. */
export type Published = [
  client.Account,
  client.Activation,
  client.ActivationDetails,
  client.ActivationStep,
  client.ActivationsQuery,
  client.Answers,
  client.ApiErrorCode,
  client.AttributeOption,
  client.Batch,
  client.BatchCounts,
  client.BatchResults,
  client.BusEvent,
  client.CallAnswer,
  client.CallRequest,
  client.Category,
  client.Change<client.Product>,
  client.ChangeLine,
  client.ChangeList<client.Order>,
  client.ChangeOf<'stock'>,
  client.ChangePage,
  client.ChangeStatus,
  client.Changes,
  client.ChangesOptions,
  client.Channel,
  client.ChannelChange,
  client.ChannelConnector,
  client.ChannelNotice,
  client.ChannelSettings,
  client.ChannelStatus,
  client.ChannelWriter,
  client.ChannelsQuery,
  client.Check,
  client.ClientErrorCode,
  client.Connection,
  client.ConnectionsQuery,
  client.ConnectorChoice,
  client.ConnectorState,
  client.Credentials,
  client.CreditMemo,
  client.CustomAttribute,
  client.Customer,
  client.CustomerAddress,
  client.CustomerGroup,
  client.DeletedChannel,
  client.DeliveredEvent,
  client.Disconnected,
  client.DocumentItem,
  client.ErrorCode,
  client.EventDetails,
  client.EventKinds,
  client.EventResult,
  client.EventType,
  client.GraphqlErrorCode,
  client.Invoice,
  client.ItemsOptions,
  client.LineResult,
  client.List<client.Connection>,
  client.ListPage<client.Run>,
  client.ListedChannel,
  client.MediaEntry,
  client.NewAccount,
  client.NewChannel,
  client.Numbers,
  client.Order,
  client.OrderAddress,
  client.OrderComment,
  client.OrderCommentChange,
  client.OrderItem,
  client.OrderPayment,
  client.OrderReferenceChange,
  client.Page<client.Order>,
  client.PageOptions,
  client.PriceChange,
  client.Product,
  client.ProductAttribute,
  client.ProductChange,
  client.ProductPrice,
  client.Push,
  client.PushOptions,
  client.Pushed,
  client.Query,
  client.QueryValue,
  client.QuietHours,
  client.ReasonCode,
  client.RecordOf<'orders'>,
  client.Records,
  client.ResultsOptions,
  client.Run,
  client.RunCounts,
  client.SalesComment,
  client.Shipment,
  client.ShipmentChange,
  client.ShippingAssignment,
  client.SourceItem,
  client.Status,
  client.StockChange,
  client.StoreView,
  client.SyncRequest,
  client.Target,
  client.TaxClass,
  client.TierPrice,
  client.Track,
  client.UserError,
  client.Variables,
  client.WebhookEvent,
  client.Website,
  client.WriterChoice,
];

/** What a Lambda function does that EventBridge calls. */
export function onBus(event: client.BusEvent): string {
  switch (event['detail-type']) {
    case 'changes.finished':
      return `${event.detail.batch} ${event.detail.counts.failed}`;
    case 'integration.disabled':
      return event.detail.failingSince;
    case 'connection.unreachable':
      return `${event.detail.host} ${event.detail.status} ${event.detail.reason}`;
    default:
      return event.detail.product;
  }
}

export function onNotice({ type, data }: client.ChannelNotice): string {
  return type === 'channel.run_held' ? `${data.connector} ${data.held}` : data.channel;
}

/** Codes are known, and others may come. */
export function isWorthWaiting(error: unknown): boolean {
  if (!(error instanceof HandfastError)) return false;
  const waiting: readonly client.ErrorCode[] = ['store_at_capacity', 'throttled', 'REVISION_CONFLICT'];
  return error.code === 'store_busy' || error.code === 'of_next_year' || waiting.some((code) => code === error.code);
}

export const reason: client.ReasonCode = 'token_rejected';
// @ts-expect-error No such code.
export const misspelt: client.ApiErrorCode = 'store_bussy';
