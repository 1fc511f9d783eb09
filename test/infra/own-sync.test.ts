import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createStack, LEAST } from './template.ts';

const environment = z.record(z.string(), z.unknown());
const properties = z.object({ Environment: z.object({ Variables: environment }) });

/** Of a stack: its resources of a type, by the beginning of their logical ids. */
function resourcesOf(settings: Parameters<typeof createStack>[0]) {
  const { template } = createStack(settings);
  const named = (type: string) => Object.keys(template.findResources(type)).map((id) => id.replace(/^Handfast/, ''));
  const variablesOf = (start: string) => {
    const found = Object.entries(template.findResources('AWS::Lambda::Function'));
    const [, resource] = found.find(([id]) => id.startsWith(`Handfast${start}`)) ?? [];
    return properties.parse(resource?.['Properties']).Environment.Variables;
  };
  return { named, variablesOf };
}

describe("the function of the vendor's own connectors", () => {
  let least: ReturnType<typeof resourcesOf>;
  let own: ReturnType<typeof resourcesOf>;
  // Two stacks are made.
  beforeAll(() => {
    least = resourcesOf(LEAST);
    own = resourcesOf({ ...LEAST, sync: { connectors: ['test/examples/cms-pages.ts'] } });
  }, 180_000);

  test('is there only where the settings name files', () => {
    const added = (type: string) => own.named(type).length - least.named(type).length;
    expect({
      functions: added('AWS::Lambda::Function'),
      queues: added('AWS::SQS::Queue'),
      machines: added('AWS::StepFunctions::StateMachine'),
    }).toEqual({ functions: 1, queues: 1, machines: 0 });
  });

  test('is asked for looks, and what it reads is known where channels are made', () => {
    expect(own.variablesOf('Dispatch')['HANDFAST_CUSTOM_LOOK_QUEUE']).toBeDefined();
    expect(least.variablesOf('Dispatch')['HANDFAST_CUSTOM_LOOK_QUEUE']).toBeUndefined();
    for (const start of ['Dispatch', 'Connections']) {
      expect(JSON.parse(String(own.variablesOf(start)['HANDFAST_CUSTOM_CONNECTORS']))).toEqual([
        {
          ...{ name: 'cms-pages', label: 'Pages', resources: ['Magento_Cms::page'], after: [], everyMinutes: 60 },
          ...{ kind: 'changes', path: 'V1/cmsPage/search' },
        },
      ]);
    }
  });
});
