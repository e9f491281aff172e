/** The part of html-to-text 10 that html-text.ts uses. The package has no types. */
declare module 'html-to-text' {
  export interface Selector {
    selector: string;
    format?: string;
    options?: Record<string, unknown>;
  }
  export interface Options {
    wordwrap: false;
    baseElements: { selectors: string[] };
    limits: { maxDepth: number; maxInputLength: number };
    formatters: Record<
      string,
      (
        element: { attribs?: Record<string, string> },
        walk: unknown,
        builder: { addInline(text: string): void },
      ) => void
    >;
    selectors: Selector[];
  }
  export function compile(options: Options): (html: string) => string;
}
