import { join } from 'node:path';
import { CfnOutput, Stage } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { SignIn, VariableName } from '../functions/adapters/edge/environment.ts';
import { bundleRooms, type Room } from './bundles.ts';
import { houseApi, openRoutes } from './edge.ts';
import { houseFunction } from './house-function.ts';
import { handshakeMachine } from './machine.ts';
import type { Settings, SettingsInput } from './settings.ts';
import { readSettings } from './settings.ts';
import { houseTable } from './table.ts';

type Variables = Partial<Record<VariableName, string>>;

/**
 * Handfast as a construct: everything it takes to connect Magento stores, in an operator's own stack.
 *
 * @throws SettingsError naming every problem of the settings
 */
export class Handfast extends Construct {
  /** What the vendor's backend listens to. */
  readonly bus: EventBus;
  readonly table: Table;
  /** Opens the stores' credentials. */
  readonly key: Key;
  readonly machine: StateMachine;
  readonly api: HttpApi;
  readonly functions: Readonly<Record<Room, LambdaFunction>>;
  /** Origin at which merchants and Magento reach this deployment. */
  readonly publicUrl: string;
  /** Encrypts the cookies of the popup. */
  readonly cookieSecret: Secret;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, input: SettingsInput) {
    super(scope, id);
    this.#settings = readSettings(input);
    this.table = houseTable(this);
    this.key = new Key(this, 'Key', {
      description: 'Handfast: credentials of Magento stores',
      enableKeyRotation: true,
    });
    this.bus = new EventBus(this, 'Bus');
    this.api = houseApi(this, this.#settings.throttle);
    this.publicUrl = this.#settings.publicUrl ?? this.api.apiEndpoint;
    this.cookieSecret = new Secret(this, 'CookieSecret', {
      description: 'Handfast: encrypts the cookies of the popup',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    const folders = bundleRooms(join(Stage.of(this)?.assetOutdir ?? '.', 'bundles'));
    const exchange = this.#exchange(folders.exchange);
    this.machine = handshakeMachine(this, exchange);
    // A policy of its own: attached to the role, the function would wait for the machine, which waits for the function.
    new Policy(this, 'ExchangeAnswers', {
      statements: [this.#maySendTaskAnswers()],
      ...(exchange.role === undefined ? {} : { roles: [exchange.role] }),
    });
    this.functions = { callback: this.#callback(folders.callback), login: this.#login(folders.login), exchange };
    openRoutes(this.api, this.functions);
    this.#printUrls();
  }

  /** Addresses to put into an integration in Magento, by product id. */
  urlsOf(product: string): { readonly callback: string; readonly identityLink: string } {
    return { callback: `${this.publicUrl}/${product}/callback`, identityLink: `${this.publicUrl}/${product}/login` };
  }

  #callback(folder: string): LambdaFunction {
    const room = this.#room('Callback', folder, "keeps Magento's keys", 512, 10, {
      HANDFAST_TABLE: this.table.tableName,
      HANDFAST_KEY: this.key.keyArn,
      HANDFAST_PRODUCTS: JSON.stringify(this.#settings.products),
      ...this.#stores(),
    });
    this.#grantTable(room, 'dynamodb:UpdateItem');
    this.key.grant(room, 'kms:Encrypt');
    return room;
  }

  #login(folder: string): LambdaFunction {
    const { signIn, products } = this.#settings;
    const { clientSecretName, ...rest } = signIn;
    const provider: SignIn = {
      ...rest,
      ...(clientSecretName === undefined ? {} : { clientSecretId: clientSecretName }),
    };
    const room = this.#room('Login', folder, 'the popup that merchants see', 1024, 28, {
      HANDFAST_TABLE: this.table.tableName,
      HANDFAST_MACHINE: this.machine.stateMachineArn,
      HANDFAST_PUBLIC_URL: this.publicUrl,
      HANDFAST_COOKIE_SECRET: this.cookieSecret.secretArn,
      HANDFAST_PRODUCTS: JSON.stringify(products),
      HANDFAST_SIGN_IN: JSON.stringify(provider),
      ...this.#stores(),
    });
    this.#grantTable(room, 'dynamodb:GetItem', 'dynamodb:UpdateItem');
    this.machine.grantStartExecution(room);
    room.addToRolePolicy(this.#maySendTaskAnswers());
    this.cookieSecret.grantRead(room);
    if (clientSecretName !== undefined) {
      Secret.fromSecretNameV2(this, 'SignInClientSecret', clientSecretName).grantRead(room);
    }
    return room;
  }

  #exchange(folder: string): LambdaFunction {
    const room = this.#room('Exchange', folder, 'steps of the handshake', 512, 60, {
      HANDFAST_TABLE: this.table.tableName,
      HANDFAST_KEY: this.key.keyArn,
      HANDFAST_BUS: this.bus.eventBusName,
      ...this.#stores(),
    });
    this.#grantTable(room, 'dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:PutItem');
    this.key.grant(room, 'kms:Encrypt', 'kms:Decrypt');
    this.bus.grantPutEventsTo(room);
    return room;
  }

  #room(
    id: string,
    folder: string,
    description: string,
    memoryMegabytes: number,
    timeoutSeconds: number,
    environment: Variables,
  ): LambdaFunction {
    const about = `Handfast: ${description}`;
    return houseFunction(this, id, { folder, description: about, memoryMegabytes, timeoutSeconds, environment });
  }

  /** Single items only: the CDK's own grants open the indexes too. */
  #grantTable(room: LambdaFunction, ...actions: `dynamodb:${string}`[]): void {
    room.addToRolePolicy(new PolicyStatement({ actions, resources: [this.table.tableArn] }));
  }

  /** What decides which stores may be called. */
  #stores(): Variables {
    const { storePorts, allowLoopbackStores } = this.#settings;
    return {
      HANDFAST_STORE_PORTS: JSON.stringify(storePorts),
      ...(allowLoopbackStores === undefined ? {} : { HANDFAST_ALLOW_LOOPBACK_STORES: allowLoopbackStores }),
    };
  }

  #maySendTaskAnswers(): PolicyStatement {
    return new PolicyStatement({
      actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
      resources: [this.machine.stateMachineArn],
    });
  }

  #printUrls(): void {
    for (const { id, name } of this.#settings.products) {
      const { callback, identityLink } = this.urlsOf(id);
      const title = id.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
      new CfnOutput(this, `${title}CallbackUrl`, { value: callback, description: `${name}: callback URL for Magento` });
      new CfnOutput(this, `${title}LoginUrl`, {
        value: identityLink,
        description: `${name}: identity link URL for Magento`,
      });
    }
    new CfnOutput(this, 'BusName', { value: this.bus.eventBusName, description: 'Event bus to listen to' });
  }
}
