import type { Line } from '../../output/line.ts';
import type { Finding } from './state/integration-answer.ts';

/** What would fail, or may surprise, in one line each. */
export function findingNotes(findings: readonly Finding[]): readonly string[] {
  return findings.map((finding) => `${finding.severity}: ${wordsOf(finding)}`);
}

export function findingLines(findings: readonly Finding[]): Line[] {
  return findings.map((finding): Line => {
    const style = finding.severity === 'ERROR' ? 'red' : 'yellow';
    return [{ text: `  ${finding.severity}`, style }, ` ${wordsOf(finding)}`];
  });
}

function wordsOf({ path, message, code }: Finding): string {
  return `${path.length === 0 ? '' : `${path.join('.')}: `}${message} (${code})`;
}
