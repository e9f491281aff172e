/** The part of html-to-text 10 that html-text.ts uses. The package has no types. */
declare module 'html-to-text' {
  export interface Selector {
    selector: string;
    format?: string;
    options?: Record<string, unknown>;
  }
  export interface Node {
    type?: string;
    name?: string;
    attribs?: Record<string, string>;
    children?: Node[];
  }
  export interface Builder {
    addInline(text: string): void;
    openBlock(options: { leadingLineBreaks: number }): void;
    closeBlock(options: { trailingLineBreaks: number }): void;
    openTable(): void;
    openTableRow(): void;
    openTableCell(options: object): void;
    closeTableCell(options: object): void;
    closeTableRow(): void;
    closeTable(options: {
      tableToString: (rows: { text: string }[][]) => string;
      leadingLineBreaks: number;
      trailingLineBreaks: number;
    }): void;
  }
  export interface Options {
    wordwrap: false;
    baseElements: { selectors: string[] };
    limits: { maxDepth: number; maxInputLength: number };
    formatters: Record<
      string,
      (element: Node, walk: (nodes: Node[], builder: Builder) => void, builder: Builder) => void
    >;
    selectors: Selector[];
  }
  export function compile(options: Options): (html: string) => string;
}
