import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defineConnector } from '../../../functions/channels/define-connector.ts';
import { limitProcessor } from '../../../functions/channels/limit-processor.ts';

const view = { storeView: 'all' };
const limited = (processor: () => unknown) =>
  limitProcessor(
    defineConnector({
      ...{ name: 'slow', label: 'Slow', resources: [], reader: { kind: 'changes', path: 'V1/slow' }, processor },
    }),
  );

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what a processor makes in time is passed on, and no timer is left', async () => {
  expect(await limited(() => ({ a: 1 })).processor({}, view)).toEqual({ a: 1 });
  expect(await limited(async () => undefined).processor({}, view)).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test('a processor that throws has failed, at once or later', async () => {
  const failing = () => {
    throw new Error('broken');
  };
  await expect(limited(failing).processor({}, view)).rejects.toThrow('broken');
  await expect(limited(async () => failing()).processor({}, view)).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

test('a processor that never ends has failed after a second', async () => {
  const made = limited(() => new Promise(() => undefined)).processor({}, view);
  const failure = expect(made).rejects.toThrow('"slow" took longer than 1000 ms');
  await vi.advanceTimersByTimeAsync(1_001);
  await failure;
});

test('a processor that held the thread for longer has failed, though no timer could say so', async () => {
  const busy = () => {
    vi.advanceTimersByTime(0);
    vi.setSystemTime(Date.now() + 1_500);
    const untilMs = performance.now() + 1_500;
    while (performance.now() < untilMs) vi.advanceTimersByTime(100);
    return 'late';
  };
  await expect(limited(busy).processor({}, view)).rejects.toThrow('took longer');
});
