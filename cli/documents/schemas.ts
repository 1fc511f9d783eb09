import * as z from 'zod/mini';
import * as attempts from '../../functions/api/contract/attempt-details.ts';
import * as batches from '../../functions/api/contract/channels/batches.ts';
import * as channelRequests from '../../functions/api/contract/channels/channel-requests.ts';
import * as channelViews from '../../functions/api/contract/channels/channel-views.ts';
import * as recordPages from '../../functions/api/contract/channels/record-pages.ts';
import * as runs from '../../functions/api/contract/channels/run-views.ts';
import * as events from '../../functions/api/contract/delivered-event.ts';
import * as deployments from '../../functions/api/contract/deployment-view.ts';
import * as overviews from '../../functions/api/contract/overview-views.ts';
import * as requests from '../../functions/api/contract/request-schemas.ts';
import * as answers from '../../functions/api/contract/response-schemas.ts';
import { DESCRIPTIONS } from './descriptions/descriptions.ts';
import { describe, plain, type Schema } from './json-schema.ts';

/** The parts of requests and answers, by the names that the document has for them. */
const SHAPES = {
  QueryValue: requests.queryValue,
  CallRequest: requests.callBody,
  PagesRequest: requests.pagesBody,
  AccountRequest: requests.accountBody,
  Connection: answers.connectionView,
  ConnectionList: answers.connectionsView,
  Activation: answers.activationView,
  ActivationStep: attempts.attemptStepView,
  ActivationDetails: attempts.activationDetailsView,
  ActivationList: answers.activationsView,
  CountedProduct: overviews.countedProductView,
  FailedAttempts: overviews.failedAttemptsView,
  LagGroup: overviews.lagGroupView,
  AttentionRun: overviews.attentionRunView,
  AttentionDelivery: overviews.attentionDeliveryView,
  Overview: overviews.overviewView,
  DeployedProduct: deployments.deployedProductView,
  Deployment: deployments.deploymentView,
  CheckResult: answers.checkView,
  Disconnected: answers.disconnectView,
  Credentials: answers.credentialsView,
  Answers: answers.answersView,
  CallResult: answers.callView,
  ItemsPage: answers.pagesView,
  Event: events.eventView,
  ResultRequest: events.resultBody,
  CreateChannelRequest: channelRequests.createChannelBody,
  ChangeChannelRequest: channelRequests.changeChannelBody,
  SyncRequest: channelRequests.syncBody,
  ChannelSettings: channelViews.settingsView,
  ListedChannel: channelViews.listedChannelView,
  ChannelList: channelViews.channelsView,
  ChannelsOfConnection: channelViews.channelsOfConnectionView,
  Connector: channelViews.connectorView,
  Writer: channelViews.writerView,
  Channel: channelViews.channelView,
  DeletedChannel: channelViews.deletedChannelView,
  RunCounts: runs.runCountsView,
  RunError: runs.runErrorView,
  Run: runs.runView,
  RunList: runs.runsView,
  RecordChange: recordPages.recordChange,
  RecordPage: recordPages.recordPage,
  ChangeLine: batches.changeLine,
  BatchCounts: batches.batchCountsView,
  Batch: batches.batchView,
  BatchList: batches.batchesView,
  LineResult: batches.resultView,
  BatchResults: batches.batchResultsView,
  Problem: answers.problemView,
} as const;

export type SchemaName = keyof typeof SHAPES;

/** Requests are taken as described and not otherwise; answers may grow. */
const REQUESTS: readonly string[] = [
  ...['CallRequest', 'PagesRequest', 'AccountRequest', 'ResultRequest'],
  ...['CreateChannelRequest', 'ChangeChannelRequest', 'SyncRequest', 'ChangeLine'],
];

const QUERIES = {
  ListQuery: requests.listQuery,
  ActivationsQuery: requests.activationsQuery,
  ActivationQuery: requests.activationQuery,
  OverviewQuery: requests.overviewQuery,
  ChannelsQuery: channelRequests.channelsQuery,
  RunsQuery: channelRequests.runsQuery,
  RecordsQuery: recordPages.recordsQuery,
  SendChangesQuery: batches.sendChangesQuery,
  BatchesQuery: batches.batchesQuery,
  ResultsQuery: batches.resultsQuery,
} as const;

export type QueryName = keyof typeof QUERIES;

const DEFAULT_LIMITS: Readonly<Partial<Record<QueryName, number>>> = {
  RecordsQuery: recordPages.RECORDS_MAX,
  ResultsQuery: batches.RESULTS_MAX,
};

const GATEWAY_ANSWER: Schema = {
  type: 'object',
  description: 'What API Gateway answers by itself, before the request comes to Handfast.',
  properties: { message: { type: 'string', description: 'Such as `Unauthorized`.' } },
};

/** @throws Error naming each member that has no description, and each description that has no member */
export function componentSchemas(): Readonly<Record<string, Schema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(SHAPES)) registry.add(shape, { id });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` });
  const described = Object.keys(SHAPES).map((name) => {
    const { $schema: _, $id: __, ...schema } = plain(schemas[name]);
    return [name, describe(name, schema, DESCRIPTIONS, !REQUESTS.includes(name))];
  });
  return { ...Object.fromEntries(described), GatewayAnswer: GATEWAY_ANSWER };
}

/** The parameters of a query string. */
export function queryParameters(name: QueryName): Schema[] {
  const { $schema: _, ...schema } = plain(z.toJSONSchema(QUERIES[name], { io: 'output' }));
  const { properties = {}, required = [] } = describe(name, schema, DESCRIPTIONS, true);
  return Object.entries(properties).map(([parameter, { description, ...rest }]) => ({
    name: parameter,
    in: 'query',
    required: Array.isArray(required) && required.includes(parameter),
    description,
    schema: { ...rest, ...(parameter === 'limit' && { default: DEFAULT_LIMITS[name] ?? requests.PAGE_DEFAULT }) },
  }));
}
