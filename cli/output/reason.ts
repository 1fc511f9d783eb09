import { isHandshakeRefusalCode, isRefusalCode, refusalWords } from '../../functions/domain/refusals/refusal.ts';

/** A code with what it means, and what to do. Codes of newer deployments stay as they are, and so do those for merchants. */
export function reasonWords(code: string): string {
  // Merchants are told by a popup, about an attempt to connect.
  if (!isRefusalCode(code) || isHandshakeRefusalCode(code)) return code;
  const { happened, next } = refusalWords(code);
  return `${code}: ${happened} ${next}`;
}
