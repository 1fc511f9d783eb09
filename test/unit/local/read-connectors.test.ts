import { expect, test } from 'vitest';
import { readConnectors } from '../../../infra/local/startup/read-connectors.ts';

test.each([
  ['HANDFAST_CONNECTORS', 'connectors/a.ts', { connectors: ['connectors/a.ts'] }],
  ['HANDFAST_CONNECTORS', ' connectors/a.ts, /b/c.ts,', { connectors: ['connectors/a.ts', '/b/c.ts'] }],
  ['HANDFAST_WRITERS', ' writers/a.ts, /b/c.ts,', { writers: ['writers/a.ts', '/b/c.ts'] }],
])('%s of %j names files', (name, text, sync) => {
  expect(readConnectors({ [name]: text })).toEqual({ sync });
});

test('both are served beside each other', () => {
  const sync = { connectors: ['a.ts'], writers: ['b.ts'] };
  expect(readConnectors({ HANDFAST_CONNECTORS: 'a.ts', HANDFAST_WRITERS: 'b.ts' })).toEqual({ sync });
});

test.each([[undefined], [''], [' , ']])('%j leaves the settings as they are', (text) => {
  expect(readConnectors({ HANDFAST_CONNECTORS: text, HANDFAST_WRITERS: text })).toEqual({});
});
