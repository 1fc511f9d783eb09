import { timingSafeEqual } from 'node:crypto';
import type { ConsumerRow, IntegrationRow, TokenRow } from '../rows.ts';
import type { Tables } from '../tables.ts';
import { OauthProblem } from './oauth-problem.ts';

/** The texts and their order are those of Magento\Integration\Model\Oauth\Token\Provider. */

/**
 * What Activate sends: the consumer's time starts anew, and an unspent verifier row is sent again, whatever rows lie
 * before it.
 */
export function verifierToSend(tables: Tables, integration: IntegrationRow): TokenRow {
  tables.touchConsumer(integration.consumerId);
  const unused = tables.tokensOf(integration.consumerId).find((row) => row.type === 'verifier');
  return unused ?? tables.insertVerifier(integration.consumerId);
}

/** Reauthorize deletes one row only, the first; a second one that Activate left behind survives, and is sent next. */
export function dropToken(tables: Tables, integration: IntegrationRow): void {
  const [first] = tables.tokensOf(integration.consumerId);
  if (first !== undefined) tables.deleteToken(first.id);
  tables.changeIntegration(integration.id, { active: false });
}

export function checkNotExpired(consumer: ConsumerRow, now: Date, expirySeconds: number): void {
  const age = (now.getTime() - consumer.updatedAt.getTime()) / 1000;
  if (age >= expirySeconds) throw new OauthProblem('Consumer key has expired');
}

export function createRequestToken(tables: Tables, consumer: ConsumerRow): TokenRow {
  const row = firstRow(tables, consumer);
  if (row.type !== 'verifier') {
    throw new OauthProblem('Cannot create request token because consumer token is not a verifier token');
  }
  return tables.convertToken(row, 'request');
}

/** The row that the request names, before its secret has checked the signature. */
export function requestTokenRow(tables: Tables, consumer: ConsumerRow, token: string, verifier: string): TokenRow {
  const row = existingRow(tables, token);
  if (row.consumerId !== consumer.id) {
    throw new OauthProblem('Request token is not associated with the specified consumer');
  }
  if (row.type !== 'request') throw new OauthProblem('Token is already being used');
  if (verifier.length !== 32) throw new OauthProblem('Verifier is not the correct length');
  if (!sameText(verifier, row.verifier)) throw new OauthProblem('Token verifier and verifier token do not match');
  return row;
}

/** Converts the consumer's first row, whichever row the request named. */
export function createAccessToken(tables: Tables, consumer: ConsumerRow): TokenRow {
  const row = firstRow(tables, consumer);
  if (row.type !== 'request') {
    throw new OauthProblem('Cannot get access token because consumer token is not a request token');
  }
  const access = tables.convertToken(row, 'access');
  const integration = tables.integrationOfConsumer(consumer.id);
  if (integration !== undefined) tables.changeIntegration(integration.id, { active: true });
  return access;
}

export function accessTokenRow(tables: Tables, consumer: ConsumerRow, token: string): TokenRow {
  const row = existingRow(tables, token);
  if (row.consumerId !== consumer.id) throw new OauthProblem('Token is not associated with the specified consumer');
  if (row.type !== 'access') throw new OauthProblem('Token is not an access token');
  return row;
}

/** Compares in constant time. */
export function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function firstRow(tables: Tables, consumer: ConsumerRow): TokenRow {
  const [row] = tables.tokensOf(consumer.id);
  if (row === undefined) throw new OauthProblem(`A token with consumer ID ${consumer.id} does not exist`);
  return row;
}

function existingRow(tables: Tables, token: string): TokenRow {
  const row = tables.tokenRow(token);
  if (row === undefined) throw new OauthProblem('Specified token does not exist');
  return row;
}
