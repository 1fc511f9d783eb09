/** The package is CommonJS without a `default`; its own declarations say otherwise. */
declare module '@messageformat/core' {
  export default class MessageFormat {
    constructor(
      locales: readonly string[],
      options: {
        customFormatters: Record<string, { formatter: (value: string | number | Date, locale: string) => string }>;
      },
    );
  }
}

declare module '@messageformat/core/compile-module.js' {
  import type MessageFormat from '@messageformat/core';
  /** Locale, then key, then message. @returns the source of an ES module */
  export default function compileModule(
    format: MessageFormat,
    messages: Readonly<Record<string, Readonly<Record<string, string>>>>,
  ): string;
}
