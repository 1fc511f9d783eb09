/**
 * What a check found. A *fault* keeps the module from working as it should; a *remark* is worth knowing.
 */
export type Finding = { readonly weight: 'fault' | 'remark'; readonly file: string; readonly text: string };

export const fault = (file: string, text: string): Finding => ({ weight: 'fault', file, text });
export const remark = (file: string, text: string): Finding => ({ weight: 'remark', file, text });
