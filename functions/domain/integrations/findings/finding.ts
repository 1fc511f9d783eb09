/** What would fail (`ERROR`), or may surprise (`WARNING`), once a version is published and events are sent. */
export type Finding = {
  readonly severity: 'ERROR' | 'WARNING';
  /** Stable. */
  readonly code: string;
  /** Of the field, as inputs name it. */
  readonly path: readonly string[];
  readonly message: string;
};

export function error(code: string, path: readonly string[], message: string): Finding {
  return { severity: 'ERROR', code, path, message };
}

export function warning(code: string, path: readonly string[], message: string): Finding {
  return { severity: 'WARNING', code, path, message };
}
