import * as z from 'zod/mini';
import type { ChangeLine, KnownRecord, NewLine } from '../../../../domain/sync/change-log.ts';
import type { RunId } from '../../../../domain/sync/channel-ids.ts';
import { minted } from '../../../fields/minted-field.ts';
import { parseLossless } from '../../../magento/replies/lossless-json.ts';

const changeLine = z.object({
  id: z.string(),
  op: z.enum(['upsert', 'delete']),
  version: z.string(),
  updated: z.optional(z.string()),
  at: z.string(),
  run: minted<RunId>(),
  origin: z.enum(['store', 'export']),
  record: z.optional(z.unknown()),
}) satisfies z.ZodMiniType<ChangeLine>;

const knownRecord = z.object({
  id: z.string(),
  version: z.string(),
  updated: z.optional(z.string()),
  seen: z.optional(z.number()),
}) satisfies z.ZodMiniType<KnownRecord>;

export function changeLineText({ record, json, ...line }: NewLine): string {
  if (json === undefined) return JSON.stringify({ ...line, record });
  return `${JSON.stringify(line).slice(0, -1)},"record":${json}}`;
}

/** Deeper than any record that `parseLossless` lets in. */
const DEPTH = 512;

/** @throws Error that quotes nothing of the line */
export function parseChangeLine(text: string): ChangeLine {
  const read = changeLine.safeParse(parseLossless(text, DEPTH));
  if (!read.success) throw new Error('An object holds a line that is no change');
  return read.data;
}

/** @throws Error that quotes nothing of the line */
export function parseKnownRecord(text: string): KnownRecord {
  const read = knownRecord.safeParse(parseLossless(text, DEPTH));
  if (!read.success) throw new Error('An object holds a line that is no known record');
  return read.data;
}
