import { Agent } from 'node:http';
import { expect } from 'vitest';
import { FORM, fields } from './hostile-posts.ts';
import { visitor } from './visitor.ts';

/** How fast and how long somebody posts messages that no Magento sent. */
export const FLOOD = { perSecond: 500, seconds: 10 };

/**
 * How many are under way at once. On one computer a function has one thread, where Lambda gives each request its own:
 * more would only measure that queue.
 */
const CONNECTIONS = 16;

/** Posts forged messages at a steady rate, answered or not: half as Magento writes them, half of them broken. */
export function pour(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const stranger = visitor(url);
  const begun = performance.now();
  const total = FLOOD.perSecond * FLOOD.seconds;
  const count = { sent: 0, answered: 0, strange: 0 };
  const post = (number: number) => {
    const key = number.toString(36).padStart(32, '0');
    const body = fields({ oauth_consumer_key: number % 2 === 0 ? key : `${key}!` });
    const expected = number % 2 === 0 ? 200 : 400;
    count.sent += 1;
    stranger.send('/demo/callback', { method: 'POST', headers: { 'content-type': FORM }, body, agent }).then(
      ({ status }) => {
        count.answered += 1;
        if (status !== expected) count.strange += 1;
      },
      // Cut off when the flood ends: nobody waits for what was still queued.
      () => undefined,
    );
  };
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - begun) * FLOOD.perSecond) / 1_000));
    while (count.sent < due) post(count.sent);
  }, 10);
  return {
    isOver: () => performance.now() - begun >= FLOOD.seconds * 1_000,
    end: async () => {
      await expect.poll(() => count.sent).toBe(total);
      clearInterval(timer);
      agent.destroy();
      return count;
    },
  };
}
