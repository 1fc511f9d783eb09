import { join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { Policy } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { ApiClient } from '../../functions/adapters/lambda/environment.ts';
import { endStopped } from '../aborted-executions.ts';
import { handshakeMachine } from '../handshake-machine.ts';
import { bundleRooms, type Room } from './bundles.ts';
import { type ConnectionsProps, connectionsRoom, probeRoom } from './connection-functions.ts';
import {
  callbackRoom,
  exchangeRoom,
  type House,
  type LoginProps,
  loginRoom,
  taskAnswers,
} from './handshake-functions.ts';
import type { HouseFunction } from './lambda-function.ts';

export type RoomsProps = Omit<House, 'folders'> &
  Omit<LoginProps, 'machine'> &
  Pick<ConnectionsProps, 'bus'> & {
    /** Undefined: whoever is let in to the API may see all products. */
    readonly clients: readonly ApiClient[] | undefined;
    readonly deadLetters: IQueue;
  };

export type Rooms = Readonly<Record<Room, HouseFunction>>;

/** Every function, and the machine that takes the exchange through a handshake. */
export function houseRooms(props: RoomsProps): { readonly rooms: Rooms; readonly machine: StateMachine } {
  const { scope, bus, signIn, clients } = props;
  const house = { ...props, folders: bundleRooms(join(Stage.of(scope)?.assetOutdir ?? '.', 'bundles')) };
  const exchange = exchangeRoom(house, bus);
  const machine = machineOf(exchange, props);
  const rooms = {
    exchange,
    callback: callbackRoom(house),
    login: loginRoom(house, { ...props, machine }),
    connections: connectionsRoom(house, { bus, clients, issuer: signIn.issuer }),
    probe: probeRoom(house, bus),
  };
  return { rooms, machine };
}

function machineOf({ room }: HouseFunction, { scope, settings, deadLetters }: RoomsProps): StateMachine {
  const machine = handshakeMachine(scope, room, settings.logRetentionDays);
  // A policy of its own: attached to the role, the function would wait for the machine, which waits for the function.
  new Policy(scope, 'ExchangeAnswers', {
    statements: [taskAnswers(machine)],
    ...(room.role === undefined ? {} : { roles: [room.role] }),
  });
  endStopped(scope, machine, room, deadLetters);
  return machine;
}

/** The same of every room. */
export function eachRoom<T>(rooms: Rooms, of: (built: HouseFunction) => T): Readonly<Record<Room, T>> {
  const { callback, login, exchange, connections, probe } = rooms;
  return {
    callback: of(callback),
    login: of(login),
    exchange: of(exchange),
    connections: of(connections),
    probe: of(probe),
  };
}
