import { expect, test } from 'vitest';
import { readConnectors } from '../../../infra/local/startup/read-connectors.ts';

test.each([
  ['connectors/a.ts', ['connectors/a.ts']],
  [' connectors/a.ts, /b/c.ts,', ['connectors/a.ts', '/b/c.ts']],
])('HANDFAST_CONNECTORS of %j names files', (text, connectors) => {
  expect(readConnectors(text)).toEqual({ sync: { connectors } });
});

test.each([[undefined], [''], [' , ']])('HANDFAST_CONNECTORS of %j leaves the settings as they are', (text) => {
  expect(readConnectors(text)).toEqual({});
});
