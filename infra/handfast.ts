import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IRuleTarget, type Rule } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Scope } from '../functions/domain/api/scopes.ts';
import { CONSOLE_PATH } from '../functions/domain/console-url.ts';
import type { Announcement } from '../functions/domain/events.ts';
import { type ProductUrls, productUrls } from '../functions/domain/product-urls.ts';
import { type ApiAccess, apiAccess, grantRoutes } from './api/api-access.ts';
import { type ApiRoutes, addRoutes, createHttpApi } from './api/http-api.ts';
import { createPublicEndpoint } from './api/public-endpoint.ts';
import { deadLetterQueue } from './data/dead-letters.ts';
import { addEventRule } from './data/event-rule.ts';
import { grantConnections, grantCredentials } from './data/grants.ts';
import { randomSecret } from './data/random-secret.ts';
import { createRecords, grantRecords, type Records } from './data/records-bucket.ts';
import { createKey, retentionOf } from './data/retention.ts';
import { createTable } from './data/table.ts';
import { createFunctions } from './functions/create-functions.ts';
import { type FunctionName, mapFunctions } from './functions/function-table.ts';
import { createHealthChecks, type HealthChecks } from './health-checks.ts';
import { createConsoleAccess } from './identity/console-sign-in.ts';
import { createMerchantSignIn } from './identity/merchant-sign-in.ts';
import { createObservability } from './observability/observability.ts';
import { printOutputs } from './outputs/outputs.ts';
import { takesTokens } from './settings/api-settings.ts';
import { readSettings, type Settings, type SettingsInput } from './settings/settings.ts';
import type { Sync } from './sync/sync.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

/**
 * Handfast as a construct: everything it takes to connect Magento stores, in an operator's own stack.
 *
 * @throws SettingsError naming every problem of the settings
 */
export class Handfast extends Construct {
  /** What the vendor's backend listens to; see `deliverEvents`. */
  readonly bus: EventBus;
  /** Events that could not be delivered. A message in it raises an alarm. */
  readonly deadLetters: Queue;
  readonly table: Table;
  /** Encrypts the stores' credentials, and the table. */
  readonly key: Key;
  /** What was read of stores, unless the settings leave it out. */
  readonly records: Records | undefined;
  readonly machine: StateMachine;
  readonly api: HttpApi;
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  /** CloudFront in front of the API, when the settings ask for a firewall. */
  readonly distribution: Distribution | undefined;
  /** Origin at which merchants and Magento reach this deployment. */
  readonly publicUrl: string;
  /** Where people of the vendor find the console, where the settings say who may come in. */
  readonly consoleUrl: string | undefined;
  /** Base URL of the API: `…/v1`. */
  readonly apiUrl: string;
  /** Who may use the API, and where clients that the stack makes get tokens. */
  readonly apiAccess: ApiAccess;
  /** Schedule and queues of the daily health checks. */
  readonly healthChecks: HealthChecks;
  /** Queue, rule and schedule of deliveries to the URLs of integrations, unless the settings leave them out. */
  readonly webhooks: Webhooks | undefined;
  /** Queues, schedule and state machine that read stores, unless the settings leave them out. */
  readonly sync: Sync | undefined;
  /** Encrypts the cookies of the popup. */
  readonly cookieSecret: Secret;
  /** Encrypts access tokens that this deployment issues; undefined where it takes none. */
  readonly tokenSecret: Secret | undefined;
  /** Where merchants have their accounts, unless the settings name an OpenID provider. */
  readonly userPool: UserPool | undefined;
  readonly alarmTopic: Topic;
  readonly alarms: readonly Alarm[];
  readonly dashboard: Dashboard | undefined;
  readonly products: Settings['products'];
  readonly #settings: Settings;
  readonly #apiRoutes: ApiRoutes;

  constructor(scope: Construct, id: string, input: SettingsInput) {
    super(scope, id);
    const settings = readSettings(input);
    this.#settings = settings;
    this.products = settings.products;
    const retention = retentionOf(settings);
    this.key = createKey(this, retention);
    this.table = createTable(this, { ...retention, encryptionKey: this.key });
    this.records = createRecords(this, retention, settings.sync);
    this.bus = new EventBus(this, 'Bus');
    this.deadLetters = deadLetterQueue(this);
    this.cookieSecret = randomSecret(this, 'CookieSecret', 'encrypts the cookies of the popup');
    this.tokenSecret = takesTokens(settings) ? randomSecret(this, 'TokenSecret', 'encrypts access tokens') : undefined;
    const httpApi = createHttpApi(this, settings);
    this.api = httpApi.api;
    const endpoint = createPublicEndpoint(this, httpApi.api, settings);
    this.distribution = endpoint.distribution;
    this.publicUrl = endpoint.publicUrl;
    this.apiUrl = `${endpoint.backendUrl}/v1`;
    const { signIn, pool } = createMerchantSignIn(this, settings, retention, this.publicUrl);
    this.userPool = pool?.pool;
    const consoleAccess = createConsoleAccess(settings.console, pool, this.publicUrl);
    this.consoleUrl = consoleAccess && `${this.publicUrl}${CONSOLE_PATH}`;
    this.apiAccess = apiAccess(this, settings.api, pool);

    const { functions, machine, sync } = createFunctions({
      scope: this,
      settings,
      signIn,
      consoleAccess,
      table: this.table,
      key: this.key,
      bus: this.bus,
      records: this.records,
      deadLetters: this.deadLetters,
      cookieSecret: this.cookieSecret,
      tokenSecret: this.tokenSecret,
      publicUrl: this.publicUrl,
      apiUrl: this.apiUrl,
      issuer: this.apiAccess.issuer,
      clients: this.apiAccess.clients,
    });
    this.machine = machine;
    this.sync = sync;
    this.functions = mapFunctions((name) => functions[name].fn);
    this.healthChecks = createHealthChecks(this, this.functions.health);
    this.webhooks = settings.integrations ? createWebhooks(this, this.bus, this.functions.webhooks) : undefined;
    this.#apiRoutes = addRoutes(httpApi, this.functions, this.apiAccess, settings);

    const { alarms, alarmTopic, dashboard } = createObservability(this, settings, {
      logs: {
        ...mapFunctions((name) => functions[name].logs),
        access: httpApi.logs,
        custom: {
          looks: sync?.custom.reading?.looks.logs,
          slices: sync?.custom.reading?.slices.logs,
          writes: sync?.custom.writes?.logs,
        },
      },
      machine,
      table: this.table,
      deadLetters: this.deadLetters,
      lostHealthChecks: this.healthChecks.deadLetters,
      lostWebhooks: this.webhooks?.deadLetters,
      lostLooks: this.sync?.deadLetters,
      exchange: this.functions.exchange,
    });
    this.alarms = alarms;
    this.alarmTopic = alarmTopic;
    this.dashboard = dashboard;
    printOutputs(this);
  }

  /** URLs to enter for an integration in Magento, by product id. */
  get urls(): Readonly<Record<string, ProductUrls>> {
    return Object.fromEntries(this.products.map(({ id }) => [id, this.urlsOf(id)]));
  }

  /** URLs of one product. */
  urlsOf(product: string): ProductUrls {
    return productUrls(this.publicUrl, product);
  }

  /**
   * Delivers events to a target. What the target does not take becomes a dead letter, if the target is given that
   * queue:
   * `deliverEvents('ToErp', (deadLetterQueue) => new LambdaFunction(erp, { deadLetterQueue }))`.
   *
   * @param types all of them by default
   */
  deliverEvents(id: string, to: (deadLetters: IQueue) => IRuleTarget, types?: readonly Announcement['type'][]): Rule {
    return addEventRule(this, id, { eventBus: this.bus, target: to(this.deadLetters), types });
  }

  /** Lets a backend read connections: whose they are, since when, and their secrets as ciphertext. */
  grantReadConnections(grantee: IGrantable): Grant {
    return grantConnections(this.table, this.key, grantee);
  }

  /** Lets a backend decrypt the credentials of connections, and call stores with them. */
  grantOpenCredentials(grantee: IGrantable): Grant {
    return grantCredentials(this.key, grantee);
  }

  /**
   * Lets a backend read the records of stores in the bucket, and decrypt them: not the credentials, which lie under
   * another key.
   *
   * @throws Error where the settings say that nothing is read
   */
  grantReadRecords(grantee: IGrantable): Grant {
    if (this.records === undefined) throw new Error('grantReadRecords needs the setting sync.enabled to be true');
    return grantRecords(this.records, grantee, 's3:GetObject');
  }

  /**
   * Lets a role call the API with AWS signatures, where the settings say `api.auth: "iam"`.
   *
   * @throws Error where they do not: tokens are not AWS's to grant
   */
  grantCallApi(grantee: IGrantable, ...scopes: readonly Scope[]): Grant {
    if (this.#settings.api.kind !== 'iam') throw new Error('grantCallApi needs the setting api.auth to be "iam"');
    const wanted = new Set(scopes);
    const routes = this.#apiRoutes.filter((route) => route.isSigned && route.scopes.some((one) => wanted.has(one)));
    return grantRoutes(
      routes.map(({ route }) => route),
      grantee,
    );
  }
}
