export function connectionAt(id: string): string {
  return `/v1/connections/${encodeURIComponent(id)}`;
}

export function channelAt(id: string): string {
  return `/v1/channels/${encodeURIComponent(id)}`;
}

export function batchAt(channel: string, batch: string): string {
  return `${channelAt(channel)}/changes/${encodeURIComponent(batch)}`;
}

export function runAt(id: string): string {
  return `/v1/runs/${encodeURIComponent(id)}`;
}

export function eventAt(id: string): string {
  return `/v1/events/${encodeURIComponent(id)}`;
}
