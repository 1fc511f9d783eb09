import type { ConsoleSession } from '../adapters/cookies/console-session.ts';
import type { HttpResponse } from '../adapters/lambda/http-handler.ts';
import type { Backend } from './backend/backend.ts';
import type { Layout } from './layout/layout.ts';

/** One request of somebody who has signed in. */
export type Visit = {
  /** By their names in the route's path, decoded, unchecked. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly session: ConsoleSession;
  /** The API and GraphQL, as far as this person may use them. */
  readonly backend: Backend;
  readonly layout: Layout;
  readonly now: Date;
};

/** A page: anybody who has signed in may see it, as far as `backend` lets them. */
export type ConsolePage = {
  /** Below `/console`, as hono's routers write it: `/stores/:id`. */
  readonly path: string;
  readonly show: (visit: Visit) => Promise<HttpResponse>;
};

/** What an action has led to: on to a page, with a notice; or a page at once, such as the form with what is wrong in it. */
export type Outcome = { readonly to: string; readonly done?: string } | HttpResponse;

/** What a button does. For operators alone; it is logged, and listed in the history of its target. */
export type ConsoleAction = {
  readonly path: string;
  /** What it is called in the log and in histories: `check`. */
  readonly name: string;
  /** The page that the button is on. */
  readonly page: (parameters: Visit['parameters']) => string;
  /** Id of what is acted on; undefined for what has a history of its own. */
  readonly target: (parameters: Visit['parameters']) => string | undefined;
  readonly act: (visit: Visit, form: URLSearchParams) => Promise<Outcome>;
};

export type Feature = { readonly pages: readonly ConsolePage[]; readonly actions: readonly ConsoleAction[] };
