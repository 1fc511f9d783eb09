import { join } from 'node:path';
import { RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { type Grant, type IGrantable, Policy } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type Announcement, SOURCE } from '../functions/adapters/bus/bus.ts';
import { alarmTopic, houseAlarms } from './alarms.ts';
import { bundleRooms, type Room } from './bundles.ts';
import { regionProblems } from './contradictions.ts';
import { houseDashboard } from './dashboard.ts';
import { deadLetterQueue } from './dead-letters.ts';
import { houseDomain } from './domain.ts';
import { houseApi, openRoutes } from './edge.ts';
import { houseFirewall } from './firewall.ts';
import { grantConnections, grantCredentials } from './grants.ts';
import type { HouseFunction } from './house-function.ts';
import { handshakeMachine } from './machine.ts';
import { printOutputs } from './outputs.ts';
import { callbackRoom, exchangeRoom, loginRoom, taskAnswers } from './rooms.ts';
import { readSettings, type Settings, SettingsError, type SettingsInput } from './settings.ts';
import { houseSignIn, type Keeping } from './sign-in.ts';
import { type HouseLogs, houseSignals } from './signals.ts';
import { endStopped } from './stopped.ts';
import { houseTable } from './table.ts';

/** Addresses to put into an integration in Magento. */
export type ProductUrls = { readonly callback: string; readonly identityLink: string };

/**
 * Handfast as a construct: everything it takes to connect Magento stores, in an operator's own stack.
 *
 * @throws SettingsError naming every problem of the settings
 */
export class Handfast extends Construct {
  /** What the vendor's backend listens to; see `deliverEvents`. */
  readonly bus: EventBus;
  /** Events that could not be delivered. What lies here raises an alarm. */
  readonly deadLetters: Queue;
  readonly table: Table;
  /** Opens the stores' credentials, and the table. */
  readonly key: Key;
  readonly machine: StateMachine;
  readonly api: HttpApi;
  readonly functions: Readonly<Record<Room, LambdaFunction>>;
  /** Stands before the API when the settings ask for a firewall. */
  readonly front: Distribution | undefined;
  /** Origin at which merchants and Magento reach this deployment. */
  readonly publicUrl: string;
  /** Encrypts the cookies of the popup. */
  readonly cookieSecret: Secret;
  /** Where merchants have their accounts, unless the settings name a provider. */
  readonly userPool: UserPool | undefined;
  readonly alarmTopic: Topic;
  readonly alarms: readonly Alarm[];
  readonly dashboard: Dashboard | undefined;
  readonly products: Settings['products'];
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, input: SettingsInput) {
    super(scope, id);
    const settings = readSettings(input);
    this.#settings = settings;
    this.products = settings.products;
    const kept = keeping(settings);
    this.key = houseKey(this, kept.removalPolicy);
    this.table = houseTable(this, { ...kept, encryptionKey: this.key });
    this.bus = new EventBus(this, 'Bus');
    this.deadLetters = deadLetterQueue(this);
    this.cookieSecret = new Secret(this, 'CookieSecret', {
      description: 'Handfast: encrypts the cookies of the popup',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    const edge = houseApi(this, settings);
    this.api = edge.api;
    const opened = this.#openFront();
    this.front = opened.front;
    this.publicUrl = opened.publicUrl;
    const identity = houseSignIn(this, settings, kept, this.publicUrl);
    this.userPool = identity.pool;

    const folders = bundleRooms(join(Stage.of(this)?.assetOutdir ?? '.', 'bundles'));
    const house = { scope: this, settings, table: this.table, key: this.key, folders };
    const exchange = exchangeRoom(house, this.bus);
    this.machine = this.#machineOf(exchange);
    const callback = callbackRoom(house);
    const { publicUrl, cookieSecret } = this;
    const login = loginRoom(house, { machine: this.machine, publicUrl, cookieSecret, signIn: identity.signIn });
    this.functions = { callback: callback.room, login: login.room, exchange: exchange.room };
    openRoutes(edge, this.functions);

    const logs = { callback: callback.logs, login: login.logs, exchange: exchange.logs, access: edge.logs };
    const { alarms, topic, dashboard } = this.#watch(logs);
    this.alarms = alarms;
    this.alarmTopic = topic;
    this.dashboard = dashboard;
    printOutputs(this);
  }

  /** Addresses to put into an integration in Magento, by product id. */
  get urls(): Readonly<Record<string, ProductUrls>> {
    return Object.fromEntries(this.products.map(({ id }) => [id, this.urlsOf(id)]));
  }

  /** Addresses of one product. */
  urlsOf(product: string): ProductUrls {
    return { callback: `${this.publicUrl}/${product}/callback`, identityLink: `${this.publicUrl}/${product}/login` };
  }

  /**
   * Has events delivered to a target. What the target does not take ends among the dead letters, if the target is
   * given that queue:
   * `deliverEvents('ToErp', (deadLetterQueue) => new LambdaFunction(erp, { deadLetterQueue }))`.
   *
   * @param types all of them by default
   */
  deliverEvents(id: string, to: (deadLetters: IQueue) => IRuleTarget, types?: readonly Announcement['type'][]): Rule {
    return new Rule(this, id, {
      eventBus: this.bus,
      eventPattern: { source: [SOURCE], ...(types && { detailType: [...types] }) },
      targets: [to(this.deadLetters)],
    });
  }

  /** Lets a backend read connections: whose they are, since when, and their secrets as ciphertext. */
  grantReadConnections(grantee: IGrantable): Grant {
    return grantConnections(this.table, this.key, grantee);
  }

  /** Lets a backend open the credentials of connections, and call stores with them. */
  grantOpenCredentials(grantee: IGrantable): Grant {
    return grantCredentials(this.key, grantee);
  }

  #openFront(): { readonly publicUrl: string; readonly front: Distribution | undefined } {
    const { domain, firewall, publicUrl } = this.#settings;
    const problems = regionProblems(this.#settings, Stack.of(this).region);
    if (problems.length > 0) throw new SettingsError(problems);
    const front = firewall && houseFirewall(this, this.api, firewall, domain);
    if (domain && !front) houseDomain(this, this.api, domain);
    const own = domain && `https://${domain.name}`;
    return { front, publicUrl: own ?? publicUrl ?? (front ? `https://${front.domainName}` : this.api.apiEndpoint) };
  }

  #machineOf({ room }: HouseFunction): StateMachine {
    const machine = handshakeMachine(this, room, this.#settings.logRetentionDays);
    // A policy of its own: attached to the role, the function would wait for the machine, which waits for the function.
    new Policy(this, 'ExchangeAnswers', {
      statements: [taskAnswers(machine)],
      ...(room.role === undefined ? {} : { roles: [room.role] }),
    });
    endStopped(this, machine, room, this.deadLetters);
    return machine;
  }

  #watch(logs: HouseLogs) {
    const { machine, deadLetters, table } = this;
    const signals = houseSignals(this, logs);
    const topic = alarmTopic(this, this.#settings.alarmEmail);
    const alarms = houseAlarms(this, topic, { signals, machine, deadLetters, exchange: this.functions.exchange });
    const shown = { signals, alarms, logs, machine, table };
    return { alarms, topic, dashboard: this.#settings.dashboard ? houseDashboard(this, shown) : undefined };
  }
}

function keeping({ removalPolicy }: Settings): Keeping {
  return removalPolicy === 'retain'
    ? { removalPolicy: RemovalPolicy.RETAIN, deletionProtection: true }
    : { removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false };
}

function houseKey(scope: Construct, removalPolicy: RemovalPolicy): Key {
  return new Key(scope, 'Key', {
    description: 'Handfast: credentials of Magento stores',
    enableKeyRotation: true,
    removalPolicy,
  });
}
