import type { EndRule } from '../../template/functions.ts';
import type { Execution } from './executions.ts';

/** The fields of Step Functions' event that a rule can use. */
function detailOf(execution: Execution): Readonly<Record<string, unknown>> {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    input: JSON.stringify(execution.input),
  };
}

function filledIn({ paths, template }: EndRule, execution: Execution): unknown {
  const detail = detailOf(execution);
  const valueAt = (name: string): unknown => detail[(paths[name] ?? '').replace('$.detail.', '')];
  return JSON.parse(template.replaceAll(/<([\w-]+)>/g, (_, name: string) => JSON.stringify(valueAt(name) ?? null)));
}

/** EventBridge between Step Functions and functions: invokes the function that a rule names when an execution ends. */
export function tellMachineEnds(
  rules: readonly EndRule[],
  invoke: (arn: string, event: unknown) => Promise<unknown>,
  log: (text: string) => void,
) {
  return (execution: Execution): void => {
    for (const rule of rules) {
      if (!rule.machineArns.includes(execution.machineArn) || !rule.statuses.includes(execution.status)) continue;
      invoke(rule.functionArn, filledIn(rule, execution)).catch((error) => log(`${error}\n`));
    }
  };
}
