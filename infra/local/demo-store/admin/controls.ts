import type { ConsumerRow, IntegrationRow, NewIntegration, TokenRow } from '../rows.ts';
import type { Activation, Shop } from './activation.ts';
import { activate, reauthorize } from './activation.ts';
import { deleteByHand } from './deletion.ts';

/** The rows of one integration, secrets included: tests search for leaks of them elsewhere. */
export type IntegrationState = Readonly<IntegrationRow> & {
  readonly consumer: Readonly<ConsumerRow>;
  /** In the order of their entity ids. */
  readonly tokens: readonly Readonly<TokenRow>[];
};

/** What an admin does by hand, for tests without a browser. */
export type Controls = {
  /** The rows of every integration, oldest first. */
  states(): IntegrationState[];
  /** Undefined once deleted. */
  state(id: number): IntegrationState | undefined;
  addIntegration(entered: NewIntegration): IntegrationState;
  activate(id: number): Promise<Activation>;
  reauthorize(id: number): Promise<Activation>;
  /** @throws Error for one that a module made: the admin cannot delete it */
  deleteIntegration(id: number): void;
  setActive(id: number, active: boolean): void;
  setResources(id: number, resources: readonly string[]): void;
};

export function controls(shop: Shop): Controls {
  const { tables } = shop;
  const state = (row: IntegrationRow): IntegrationState => ({
    ...row,
    consumer: { ...tables.consumer(row.consumerId) },
    tokens: tables.tokensOf(row.consumerId).map((token) => ({ ...token })),
  });
  return {
    states: () => [...tables.integrations.values()].map(state),
    state: (id) => (tables.integrations.has(id) ? state(tables.integration(id)) : undefined),
    addIntegration: (entered) => state(tables.addIntegration(entered)),
    activate: (id) => activate(shop, id),
    reauthorize: (id) => reauthorize(shop, id),
    deleteIntegration: (id) => {
      const problem = deleteByHand(tables, id);
      if (problem !== undefined) throw new Error(problem);
    },
    setActive: (id, active) => {
      tables.changeIntegration(id, { active });
    },
    setResources: (id, resources) => {
      tables.changeIntegration(id, { resources });
    },
  };
}
