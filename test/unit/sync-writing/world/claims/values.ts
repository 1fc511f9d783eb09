import type { Applied } from '../record-log.ts';
import type { WritingHistory } from '../writing-history.ts';
import { endOf, leadOf, settings, type Told } from './told.ts';

type Word = { readonly value: unknown; readonly isSure: boolean; readonly fromAt: number; readonly endAt: number };

/** The vendor's last word of each record was there when its result was given, and nothing but the merchant came after it. */
export function valueClaims({ magento }: WritingHistory, told: readonly Told[]): string[] {
  const words = new Map<string, Word>();
  const broken: string[] = [];
  for (const one of told) {
    const lead = leadOf(one, told);
    if (lead === undefined) broken.push('a line is superseded by none that follows');
    for (const [record, value] of settings(one)) {
      const word = wordAfter(words.get(record), value, lead);
      if (word !== undefined) words.set(record, word);
    }
  }
  const { applied } = magento.log;
  for (const [record, word] of words) {
    if (
      !word.isSure ||
      isKept(
        word,
        applied.filter((one) => one.record === record),
      )
    )
      continue;
    broken.push(`the store has another word than the last one of ${record}`);
  }
  return [...broken, ...applied.flatMap((one) => wronglyWritten(one, told))];
}

/** Of a line that failed after it was sent, or stays unknown, nobody can tell whether it was taken. */
function wordAfter(before: Word | undefined, value: unknown, lead: Told | undefined): Word | undefined {
  const status = lead?.result.status;
  const times = { fromAt: Date.parse(lead?.batch.createdAt ?? '') / 1000, endAt: lead === undefined ? 0 : endOf(lead) };
  if (status === 'done' || status === 'unchanged') return { value, isSure: true, ...times };
  if (status === 'unknown') return { value, isSure: false, ...times };
  return before === undefined ? undefined : { ...before, isSure: before.isSure && status !== 'failed' };
}

function isKept({ value, fromAt, endAt }: Word, applied: readonly Applied[]): boolean {
  const later = 1 + applied.findLastIndex((one) => one.by !== 'merchant' && one.value !== value);
  return applied.some((one, at) => {
    const untilAt = applied[at + 1]?.at ?? Number.POSITIVE_INFINITY;
    return at >= later && one.value === value && one.at <= endAt && untilAt >= fromAt;
  });
}

/** What was written is a line of the batch that it was written for, was sent before its result, and has one that says so. */
function wronglyWritten({ record, value, by }: Applied, told: readonly Told[]): string[] {
  if (by === 'merchant') return [];
  const lines = told.filter(
    (one) =>
      one.batch.batch === by.batch && settings(one).some(([name, wanted]) => name === record && wanted === value),
  );
  const isTold = lines.some((one) => {
    const lead = leadOf(one, told);
    return lead !== undefined && !UNSENT.has(lead.result.status) && by.sentAt <= endOf(lead);
  });
  return isTold ? [] : ['a change was written that nobody has asked for, or whose result says that it was not'];
}

const UNSENT: ReadonlySet<string> = new Set(['conflict', 'cancelled']);
