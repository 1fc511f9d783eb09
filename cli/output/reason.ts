import { isRefusalCode, refusalWords } from '../../functions/domain/refusals/refusal.ts';

/** What a code means and what to do about it; codes of newer deployments stay as they are. */
export function reasonWords(code: string): { readonly happened: string; readonly next?: string } {
  if (!isRefusalCode(code)) return { happened: code };
  const { happened, next } = refusalWords(code);
  return { happened: `${happened} (${code})`, next };
}
