/**
 * What a check found. A *fault* keeps the module from working as it should; a *remark* is worth knowing.
 */
export type Finding = { readonly weight: 'fault' | 'remark'; readonly file: string; readonly text: string };

export function fault(file: string, text: string): Finding {
  return { weight: 'fault', file, text };
}

export function remark(file: string, text: string): Finding {
  return { weight: 'remark', file, text };
}
