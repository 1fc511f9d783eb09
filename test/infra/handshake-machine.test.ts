import { beforeAll, describe, expect, test } from 'vitest';
import { createStack, FULL } from './template.ts';

type State = {
  readonly Next?: string;
  readonly End?: boolean;
  readonly Resource: string;
  readonly TimeoutSeconds?: number;
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
};

let states: Readonly<Record<string, State>>;
beforeAll(() => {
  const [machine] = Object.values(createStack(FULL).template.findResources('AWS::StepFunctions::StateMachine'));
  const parts: readonly unknown[] = machine?.['Properties'].DefinitionString['Fn::Join'][1];
  states = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'x')).join('')).States;
});

/** Where a state leads when it ends with an error: the first match counts. */
const caught = (name: string, error: string) =>
  states[name]?.Catch?.find(({ ErrorEquals }) => ErrorEquals.some((one) => one === error || one === 'States.ALL'))
    ?.Next;

describe('the handshake’s machine', () => {
  test('goes from step to step in this order', () => {
    const order = ['RequestToken', 'WaitForConsent', 'AccessToken', 'Check', 'Link', 'Announce'];
    for (const [index, name] of order.slice(0, -1).entries()) expect(states[name]?.Next).toBe(order[index + 1]);
    expect(states['Announce']?.End).toBe(true);
    expect(states['Fail']?.Next).toBe('Announce');
  });

  test('asks the merchant again when the store has another connection than the one shown, then links', () => {
    expect(caught('Link', 'consent_outdated')).toBe('AskAgain');
    expect(states['AskAgain']?.Next).toBe('Link');
    expect(states['AskAgain']?.Resource).toMatch(/waitForTaskToken$/);
    expect(states['AskAgain']?.TimeoutSeconds).toBe(states['WaitForConsent']?.TimeoutSeconds);
    // Asked anew, not run again.
    expect(states['Link']?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals)).not.toContain('consent_outdated');
  });

  test.each(['RequestToken', 'WaitForConsent', 'AskAgain', 'AccessToken', 'Check', 'Link'])(
    'records any other failure of %s',
    (name) => {
      for (const error of ['store_busy', 'integration_taken', 'States.Timeout'])
        expect(caught(name, error)).toBe('Fail');
    },
  );

  test('records an outdated consent as a failure where it cannot be asked again', () => {
    expect(caught('AskAgain', 'consent_outdated')).toBe('Fail');
  });
});
