import { expect, test } from 'vitest';
import { defineConnector } from '../../../functions/channels/define-connector.ts';
import { limitProcessor } from '../../../functions/channels/limit-processor.ts';

const view = { storeView: 'all' };
const reader = { kind: 'changes', path: 'V1/endless' } as const;

test('a processor that loops without end has failed after a second, and the next record has its turn', async () => {
  const { processor } = limitProcessor(
    defineConnector({
      ...{ name: 'endless', label: 'Endless', resources: [], reader },
      processor({ id }) {
        while (id === 1);
        return { id };
      },
    }),
  );
  const startedAtMs = performance.now();
  await expect(processor({ id: 1 }, view)).rejects.toThrow('"endless" took longer than 1000 ms for a record');
  expect(performance.now() - startedAtMs).toBeLessThan(5_000);
  expect(await processor({ id: 2 }, view)).toEqual({ id: 2 });
});

test('after ten in a row the connector has failed, and not only for its records', async () => {
  const { processor } = limitProcessor(
    defineConnector({
      ...{ name: 'endless', label: 'Endless', resources: [], reader },
      processor() {
        for (;;);
      },
    }),
  );
  for (let at = 1; at < 10; at += 1) await expect(processor({ id: at }, view)).rejects.toThrow('took longer');
  await expect(processor({ id: 10 }, view)).rejects.toMatchObject({ code: 'connector_failed' });
}, 30_000);
