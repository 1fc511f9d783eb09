/** What an endpoint answers, before faults and latency. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** An answer as it is sent: its body may be compressed. */
export type SentAnswer = Omit<Answer, 'body'> & { readonly body: string | Buffer };

export function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** Pages, and the token endpoints: Magento sends their form-encoded answers as text/html too. */
export function html(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8', 'cache-control': 'no-store' }, body };
}

export function plain(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=UTF-8' }, body };
}

export function seeOther(location: string): Answer {
  return { status: 303, headers: { location }, body: '' };
}
