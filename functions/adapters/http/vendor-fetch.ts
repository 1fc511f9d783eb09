import { type SendToVendor, VendorFault } from './vendor-request.ts';

/** What is taken of a request that somebody would send with `fetch`. */
export type FetchOptions = {
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
};

/** Fetch API statuses without a body. */
const BODILESS: readonly number[] = [204, 205, 304];

/** `fetch` by way of the guarded sender, for libraries that send by themselves. Rejects with VendorFault. */
export function vendorFetch(send: SendToVendor) {
  return async (url: string, { method, headers = {}, body, signal }: FetchOptions): Promise<Response> => {
    const reply = await send(
      method === 'POST'
        ? // `fetch` would name the type of a form by itself.
          { method, url, headers: { 'content-type': FORM, ...headers }, body: String(body), signal }
        : { method: 'GET', url, headers, signal },
    );
    if (reply.body === undefined) throw new VendorFault('answer', 'OVERSIZE');
    const type = reply.headers['content-type'];
    return new Response(BODILESS.includes(reply.status) ? null : reply.body, {
      status: reply.status,
      headers: type === undefined ? {} : { 'content-type': type },
    });
  };
}

const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';
