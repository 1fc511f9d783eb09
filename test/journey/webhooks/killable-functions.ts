import type { FunctionHost, HostFunctions } from '../../../infra/local/lambda/function-host.ts';

/** Functions each of which can be ended at once, whatever it is doing; its next invocation starts it anew. */
export function killable(host: HostFunctions) {
  let kill: (logicalId: RegExp) => void = () => undefined;
  const hostFunctions: HostFunctions = (specs, context) => {
    const hosts = new Map<string, FunctionHost>();
    const all: FunctionHost[] = [];
    const hostOf = (named: string): FunctionHost => {
      const spec = specs.find(({ name, arn }) => named === name || named === arn);
      if (spec === undefined) throw new Error(`There is no function ${named}.`);
      const present = hosts.get(spec.name);
      if (present !== undefined) return present;
      const fresh = host([spec], context);
      hosts.set(spec.name, fresh);
      all.push(fresh);
      return fresh;
    };
    kill = (logicalId) => {
      for (const { name } of specs.filter((spec) => logicalId.test(spec.logicalId))) {
        void hosts.get(name)?.stop();
        hosts.delete(name);
      }
    };
    return {
      warm: async () => {
        await Promise.all(specs.map(({ name }) => hostOf(name).warm()));
      },
      invoke: (named, event) => hostOf(named).invoke(named, event),
      stop: async () => {
        await Promise.all(all.map((one) => one.stop()));
      },
    };
  };
  return { hostFunctions, kill: (logicalId: RegExp) => kill(logicalId) };
}
