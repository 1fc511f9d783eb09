import { pageUrl } from '../layout/layout.ts';

const CHANNEL_ID = /^chn_[0-9a-f]{32}$/;

type Parameters = Readonly<Record<string, string>>;

/** The page of a channel, or one below it. */
export function channelUrl(id: string, below = '', query: Readonly<Record<string, string | undefined>> = {}): string {
  return pageUrl(`/channels/${encodeURIComponent(id)}${below}`, query);
}

export function runUrl(id: string): string {
  return pageUrl(`/runs/${encodeURIComponent(id)}`);
}

export const pageOfChannel = ({ id = '' }: Parameters): string => channelUrl(id);

/** What an action on a channel is written down for. */
export const channelIn = ({ id = '' }: Parameters): string | undefined => (CHANNEL_ID.test(id) ? id : undefined);
