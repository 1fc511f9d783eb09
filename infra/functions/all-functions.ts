import { join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { Policy } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { ApiClient } from '../../functions/adapters/lambda/environment.ts';
import { endAbortedExecutions } from '../aborted-executions.ts';
import { createHandshakeMachine } from '../handshake-machine.ts';
import { bundleFunctions, type FunctionName } from './bundles.ts';
import { apiFunction, type ConnectionsProps, healthFunction } from './connection-functions.ts';
import {
  callbackFunction,
  exchangeFunction,
  type FunctionContext,
  type LoginProps,
  popupFunction,
  taskAnswers,
} from './handshake-functions.ts';
import type { DeployedFunction } from './lambda-function.ts';

export type FunctionsProps = Omit<FunctionContext, 'folders'> &
  Omit<LoginProps, 'machine'> &
  Pick<ConnectionsProps, 'bus'> & {
    /** Undefined: whoever is let in to the API may see all products. */
    readonly clients: readonly ApiClient[] | undefined;
    readonly deadLetters: IQueue;
  };

export type Functions = Readonly<Record<FunctionName, DeployedFunction>>;

/** Every function, and the machine that takes the exchange through a handshake. */
export function createFunctions(props: FunctionsProps): {
  readonly functions: Functions;
  readonly machine: StateMachine;
} {
  const { scope, bus, signIn, clients } = props;
  const context = { ...props, folders: bundleFunctions(join(Stage.of(scope)?.assetOutdir ?? '.', 'bundles')) };
  const exchange = exchangeFunction(context, bus);
  const machine = machineOf(exchange, props);
  const functions = {
    exchange,
    callback: callbackFunction(context),
    login: popupFunction(context, { ...props, machine }),
    connections: apiFunction(context, { bus, clients, issuer: signIn.issuer }),
    probe: healthFunction(context, bus),
  };
  return { functions, machine };
}

function machineOf({ fn }: DeployedFunction, { scope, settings, deadLetters }: FunctionsProps): StateMachine {
  const machine = createHandshakeMachine(scope, fn, settings.logRetentionDays);
  // A policy of its own: attached to the role, the function would wait for the machine, which waits for the function.
  new Policy(scope, 'ExchangeAnswers', {
    statements: [taskAnswers(machine)],
    ...(fn.role === undefined ? {} : { roles: [fn.role] }),
  });
  endAbortedExecutions(scope, machine, fn, deadLetters);
  return machine;
}

/** The same of every room. */
export function eachFunction<T>(
  functions: Functions,
  of: (built: DeployedFunction) => T,
): Readonly<Record<FunctionName, T>> {
  const { callback, login, exchange, connections, probe } = functions;
  return {
    callback: of(callback),
    login: of(login),
    exchange: of(exchange),
    connections: of(connections),
    probe: of(probe),
  };
}
