declare const minted: unique symbol;

/**
 * A value that only its parser may produce. The brand exists at compile time only; the parser beside each
 * minted type holds the single cast that creates it.
 */
export type Minted<T, Name extends string> = T & { readonly [minted]: Name };
