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

describe("the functions of the vendor's own connectors", () => {
  let least: ReturnType<typeof resourcesOf>;
  let own: ReturnType<typeof resourcesOf>;
  // Two stacks are made.
  beforeAll(() => {
    least = resourcesOf(LEAST);
    own = resourcesOf({
      ...LEAST,
      sync: { connectors: ['test/examples/cms-pages.ts'], writers: ['test/examples/page-texts.ts'] },
    });
  }, 180_000);

  test('are there only where the settings name files', () => {
    const added = (type: string) => own.named(type).length - least.named(type).length;
    expect({
      functions: added('AWS::Lambda::Function'),
      queues: added('AWS::SQS::Queue'),
      machines: added('AWS::StepFunctions::StateMachine'),
    }).toEqual({ functions: 3, queues: 1, machines: 0 });
  });

  test('are asked for looks, and what it reads is known where channels are made', () => {
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

  test('write with the vendor’s writers, which are known where changes are sent', () => {
    const known = [{ name: 'page-texts', label: 'Texts of pages', resources: ['Magento_Cms::page'] }];
    for (const start of ['Connections', 'SyncWrite']) {
      expect(JSON.parse(String(own.variablesOf(start)['HANDFAST_CUSTOM_WRITERS']))).toEqual(known);
      expect(least.variablesOf(start)['HANDFAST_CUSTOM_WRITERS']).toBeUndefined();
    }
    expect(own.named('AWS::Lambda::Function').some((id) => id.startsWith('SyncCustomWrite'))).toBe(true);
  });

  test('are told what of a run is theirs', () => {
    expect(own.variablesOf('SyncSlice')['HANDFAST_CUSTOM_CONNECTORS']).toBeDefined();
    expect(least.variablesOf('SyncSlice')['HANDFAST_CUSTOM_CONNECTORS']).toBeUndefined();
  });

  test('keep their logs as long as all others, and are counted and shown with them', () => {
    const { template } = createStack({
      ...LEAST,
      sync: { connectors: ['test/examples/cms-pages.ts'] },
      logRetentionDays: 90,
    });
    const groups = Object.entries(template.findResources('AWS::Logs::LogGroup'));
    const custom = groups.filter(([id]) => id.startsWith('HandfastSyncCustom'));
    expect(custom.map(([, { Properties }]) => Properties.RetentionInDays)).toEqual([90, 90]);
    const filters = Object.values(template.findResources('AWS::Logs::MetricFilter'));
    for (const [id] of custom) {
      const counted = filters
        .filter(({ Properties }) => Properties.LogGroupName.Ref === id)
        .map(({ Properties }) => Properties.MetricTransformations[0].MetricName);
      expect(counted.toSorted()).toEqual(id.includes('Slice') ? ['Records'] : ['Lag', 'Records', 'StaleStores']);
      expect(JSON.stringify(template.findResources('AWS::CloudWatch::Dashboard'))).toContain(id);
    }
  }, 90_000);

  test('take over a run where the others have nothing left, and are cut off where they never return', () => {
    const { template } = createStack({ ...LEAST, sync: { connectors: ['test/examples/cms-pages.ts'] } });
    const states = statesOf(template, 'SyncMachine');
    expect(states.MoreToRead.Choices).toEqual([
      { Variable: '$.slice.more', BooleanEquals: true, Next: 'WaitForSlice' },
      { Variable: '$.slice.custom', BooleanEquals: true, Next: 'CustomSlice' },
    ]);
    expect(states.CustomSlice).toMatchObject({
      Resource: expect.stringContaining('SyncCustomSlice'),
      Next: 'MoreCustomToRead',
      Catch: [
        { ErrorEquals: ['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError'], Next: 'CutOff' },
        { ErrorEquals: ['States.ALL'], Next: 'EndRun' },
      ],
    });
    expect(states.WaitForCustomSlice).toMatchObject({ Next: 'CustomSlice' });
    // By the function that has none of the vendor's code.
    expect(states.CutOff.Resource).not.toContain('SyncCustom');
  }, 90_000);

  test('write a batch of theirs between two slices of the others, and are cut off where they never return', () => {
    const { template } = createStack({ ...LEAST, sync: { writers: ['test/examples/page-texts.ts'] } });
    const states = statesOf(template, 'WriteMachine');
    expect(states.MoreToWrite.Choices).toEqual([
      { Variable: '$.slice.custom', BooleanEquals: true, Next: 'CustomWrite' },
      { Variable: '$.slice.more', BooleanEquals: true, Next: 'WaitForWrite' },
    ]);
    expect(states.CustomWrite).toMatchObject({
      Resource: expect.stringContaining('SyncCustomWrite'),
      Next: 'MoreToWrite',
      Catch: [{ ErrorEquals: ['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError'], Next: 'WriterCutOff' }],
    });
    expect(states.WriterCutOff).toMatchObject({ Next: 'MoreToWrite', Resource: expect.stringContaining('SyncWrite') });
    // Nothing is read with them: there is no queue, and no function that reads.
    expect(Object.keys(template.findResources('AWS::Lambda::Function')).join()).not.toContain('SyncCustomSlice');
  }, 90_000);
});

function statesOf(template: ReturnType<typeof createStack>['template'], start: string) {
  const machines = Object.entries(template.findResources('AWS::StepFunctions::StateMachine'));
  const machine = machines.find(([id]) => id.includes(start))?.[1]['Properties'];
  const parts: unknown[] = machine.DefinitionString['Fn::Join'][1];
  return JSON.parse(parts.map((part) => nameIn(part)).join('')).States;
}

/** A part of a joined text; where it names a resource, that. */
function nameIn(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part).replaceAll(/[^A-Za-z0-9]/g, '');
}
