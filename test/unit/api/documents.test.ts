import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { eventsSchema } from '../../../cli/documents/events-schema.ts';
import { EXAMPLES } from '../../../cli/documents/examples.ts';
import { describe as describeSchema } from '../../../cli/documents/json-schema.ts';
import { apiRoutes, openApiDocument } from '../../../cli/documents/openapi-document.ts';
import { OPERATIONS } from '../../../cli/documents/operations.ts';
import { staleFiles } from '../../../cli/documents/write-documents.ts';
import { scopeName } from '../../../functions/domain/api/scopes.ts';
import { API_REFUSALS } from '../../../functions/domain/refusals/api-refusals.ts';
import { operationsIn, validatorFor } from '../../journey/api/api-document.ts';

const document = openApiDocument();

test('the files in docs/ are what the code says; else run `npm run openapi`', () => {
  expect(staleFiles()).toEqual([]);
});

describe('the OpenAPI document', () => {
  test('is a valid one of version 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document))).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.1');
    expect(await new Validator().validate({ ...document, paths: 'none' })).toMatchObject({ valid: false });
  });

  test('describes each route of the API, and no other, with the scope it needs', () => {
    const described = operationsIn(document).map(({ route, scopes }) => `${route} ${scopes.join()}`);
    const served = apiRoutes().map(({ method, path, scope }) => `${method} ${path} ${scopeName(scope)}`);
    expect(described.toSorted()).toEqual(served.toSorted());
    expect(Object.keys(OPERATIONS).toSorted()).toEqual(
      apiRoutes()
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    );
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(
      Object.values(OPERATIONS)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  test('names every code of the API at least at one route', () => {
    const named = new Set(Object.values(OPERATIONS).flatMap(({ codes }) => codes));
    const silent = Object.keys(API_REFUSALS).filter((code) => ![...named].some((one) => one === code));
    // No route is refused with `store_error`: it is what a health check has found. Clients are made by a command.
    expect(silent).toEqual([
      ...['client_unknown', 'token_expired', 'client_not_found', 'store_error'],
      // Why a run has ended, and what is wrong with single records and connectors: in runs.
      'run_interrupted',
      ...['record_unreadable', 'record_failing', 'connector_failed', 'deletions_held'],
      // What is wrong with single changes: in results of batches.
      ...[
        'batch_cancelled',
        'change_invalid',
        'change_refused',
        'record_missing',
        'change_unclear',
        'writing_failed',
        'internal',
      ],
    ]);
    expect(OPERATIONS['POST /v1/connections/{id}/check']?.description).toContain('`store_error`');
    const times = (code: string) => JSON.stringify(document).split(`"${code}"`).length - 1;
    for (const code of ['client_unknown', 'token_expired', 'internal'])
      expect(times(code)).toBeGreaterThanOrEqual(apiRoutes().length);
  });

  test('shows examples that fit what they are examples of', () => {
    const fits = validatorFor(document);
    for (const { route, request, answer, id } of operationsIn(document)) {
      const example = EXAMPLES[id];
      expect(fits(answer, example?.answered), `${route} answers`).toEqual([]);
      if (request !== undefined) expect(fits(request, example?.asked), `${route} asks`).toEqual([]);
    }
  });

  test('is not made without a description of every member', () => {
    const schema = { type: 'object', properties: { id: { type: 'string' } } };
    expect(() => describeSchema('Thing', schema, { Thing: { '': 'A thing.' } }, true)).toThrow(
      'without a description: [id]',
    );
    expect(() =>
      describeSchema('Thing', schema, { Thing: { '': 'A.', id: 'Its id.', size: 'How big.' } }, true),
    ).toThrow('in vain: [size]');
  });
});

describe("the events' schema", () => {
  const ajv = new Ajv2020({ strict: false });
  const fits = ajv.compile(eventsSchema());
  const detail = { id: 'evt_1', version: 1, product: 'erp', host: 'shop.example', time: '2026-11-22T10:00:00.000Z' };
  const event = (type: string, more: object) => ({
    source: 'handfast',
    'detail-type': type,
    detail: { ...detail, ...more },
  });

  test('accepts an event as it is published, and members that come later', () => {
    const failed = { activation: 'act_1', reason: 'consent_declined' };
    expect(fits(event('activation.failed', failed))).toBe(true);
    expect(fits(event('activation.failed', { ...failed, weather: 'fine' }))).toBe(true);
  });

  test('refuses one without its ids, of another version, or of a type that nobody sends', () => {
    expect(fits(event('activation.failed', { reason: 'consent_declined' }))).toBe(false);
    expect(fits(event('activation.failed', { activation: 'act_1', reason: 'x', version: 2 }))).toBe(false);
    expect(fits(event('connection.married', { connection: 'con_1', account: 'a', status: 'active' }))).toBe(false);
  });
});
