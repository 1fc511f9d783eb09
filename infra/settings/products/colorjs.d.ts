/** What is used of it. Its own declarations bring those of the DOM with them, which stand in the way of Node's. */
declare module 'colorjs.io/dist/color.js' {
  export default class Color {
    /** Any CSS colour, or a colour space and three coordinates. */
    constructor(colour: string);
    constructor(space: 'oklch', coordinates: readonly [number, number, number]);
    readonly oklch: { readonly l: number; readonly c: number | null; readonly h: number | null };
    contrast(other: string, algorithm: 'WCAG21'): number;
    to(space: 'srgb'): Color;
    /** Fits the colour in place. */
    toGamut(): this;
    toString(options: { readonly format: 'hex'; readonly collapse: boolean }): string;
  }
}
