import * as z from 'zod';
import { readAssembly } from '../../../infra/local/template/synthesise.ts';
import type { Logged } from './metric-filter.ts';
import { counts } from './metric-filter.ts';

const Filter = z.object({
  LogGroupName: z.object({ Ref: z.string() }),
  FilterPattern: z.string(),
  MetricTransformations: z.tuple([z.object({ MetricName: z.string() })]),
});

/** Whose lines are read: a function's, or those that API Gateway writes of every request. */
export type Source = 'Exchange' | 'Access';
export type Metrics = (source: Source, line: Logged) => readonly string[];

/** The metrics of a synthesised stack: which of them a line moves, by name. */
export function openMetrics(folder: string): Metrics {
  const filters = Object.values(readAssembly(folder).template.Resources)
    .filter(({ Type }) => Type === 'AWS::Logs::MetricFilter')
    .map(({ Properties }) => Filter.parse(Properties));
  return (source, line) =>
    filters
      .filter((filter) => filter.LogGroupName.Ref.includes(source) && counts(filter.FilterPattern, line))
      .map(({ MetricTransformations: [{ MetricName }] }) => MetricName);
}
