import { type HostFunctions, hostFunctions } from '../infra/local/lambda/function-host.ts';
import { type Local, startLocal } from '../infra/local/local.ts';
import type { LocalOptions } from '../infra/local/startup/instance.ts';
import { synthesiseOnce } from './shared-stack.ts';

/** What somebody waits for who gives up soon: Magento for the callback, say. */
const LOADED_AT_START = /Callback|Login|Exchange|Authorizer/;

/** Loads all other functions when they are first called: most tests call few of them. */
const hostLazily: HostFunctions = (specs, context) => {
  const isLoadedAtStart = ({ logicalId }: (typeof specs)[number]) => LOADED_AT_START.test(logicalId);
  const early = specs.filter(isLoadedAtStart);
  const [first, others] = [
    hostFunctions(early, context),
    hostFunctions(
      specs.filter((spec) => !isLoadedAtStart(spec)),
      context,
    ),
  ];
  return {
    warm: first.warm,
    invoke: (named, event) =>
      (early.some(({ name, arn }) => named === name || named === arn) ? first : others).invoke(named, event),
    stop: async () => {
      await Promise.all([first.stop(), others.stop()]);
    },
  };
};

/** Starts local mode as {@link startLocal} does, without the work that another test of this run has done already. */
export function startForTest(options: LocalOptions): Promise<Local> {
  return startLocal({ synthesise: synthesiseOnce, hostFunctions: hostLazily, ...options });
}
