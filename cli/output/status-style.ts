import type { Style, Text } from './line.ts';

/** Of connections, attempts, channels, connectors, runs and deliveries: what is fine, what waits, and what is broken. */
const STYLES: Readonly<Record<string, Style>> = {
  active: 'green',
  linked: 'green',
  following: 'green',
  completed: 'green',
  delivered: 'green',
  alive: 'green',
  inactive: 'yellow',
  unreachable: 'yellow',
  paused: 'yellow',
  expired: 'yellow',
  held: 'yellow',
  behind: 'yellow',
  skipped: 'yellow',
  waiting: 'yellow',
  stopped: 'yellow',
  completed_with_errors: 'yellow',
  needs_reauthorization: 'red',
  unavailable: 'red',
  failed: 'red',
  failing: 'red',
  disconnected: 'dim',
  off: 'dim',
};

/** A status in its colour; the word says the same without it. */
export function statusText(status: string): Text {
  const style = Object.hasOwn(STYLES, status) ? STYLES[status] : undefined;
  return style === undefined ? status : { text: status, style };
}
