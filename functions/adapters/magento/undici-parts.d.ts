/* The parts of undici that are loaded without the rest of it: `undici` as a whole is twice as large. */

declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}

declare module 'undici/lib/core/connect.js' {
  export { buildConnector as default } from 'undici';
}

declare module 'undici/lib/api/api-request.js' {
  import type { Client, Dispatcher } from 'undici';

  /** What undici calls `client.request`, before it is made a method. */
  export default function request(
    this: Client,
    options: Dispatcher.RequestOptions,
  ): Promise<Dispatcher.ResponseData<null>>;
}
