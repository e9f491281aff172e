import type { Builder, Node } from 'html-to-text';

type Walk = (nodes: Node[], builder: Builder) => void;

/** A label is short, on one line, and does not end like a sentence. */
const isLabel = (text: string): boolean =>
  text.length <= 80 && !text.includes('\n') && !/[.!,;]$/.test(text) && !/^[\d\s.,:/£$€%+-]*$/.test(text);

const isLine = (text: string): boolean => !text.includes('\n') && text.length <= 200;

/** A row of a table as people read it: `Name: Kim` if it is a label and its value, otherwise its cells side by side. */
const rowText = (cells: readonly string[]): string => {
  const [first = '', second = '', ...more] = cells;
  if (cells.length === 2 && isLabel(first)) {
    const label = /[:?]$/.test(first) ? first : `${first}:`;
    return isLine(second) ? `${label} ${second}` : `${label}\n${second}`;
  }
  return more.length > 0 || cells.length === 2 ? cells.join(cells.every(isLine) ? ' | ' : '\n\n') : first;
};

const rowsText = (rows: { text: string }[][]): string => {
  const texts = rows.map((cells) =>
    rowText(cells.map(({ text }) => text.trim()).filter((text) => text !== '')),
  );
  let all = '';
  for (const [index, text] of texts.entries()) {
    if (text === '') continue;
    // Rows of a layout hold paragraphs, rows of a form lines.
    const apart = text.includes('\n') || (texts[index - 1] ?? '').includes('\n') ? '\n\n' : '\n';
    all += all === '' ? text : apart + text;
  }
  return all;
};

const isCell = ({ name }: Node): boolean => name === 'td' || name === 'th';

/** Whether a table is only a frame around paragraphs: no row of it has more than one cell. */
const isFrame = (table: Node): boolean => {
  const rows = (node: Node): Node[] =>
    (node.children ?? []).flatMap((child) =>
      child.name === 'tr' ? [child] : sections.has(child.name ?? '') ? rows(child) : [],
    );
  return rows(table).every((row) => (row.children ?? []).filter(isCell).length <= 1);
};

const sections = new Set(['thead', 'tbody', 'tfoot', 'center', 'form']);

/** Writes a table so that its cells stay apart and nothing in it is lost, even what stands outside of its cells. */
export function formatTable(table: Node, walk: Walk, builder: Builder): void {
  if (isFrame(table)) {
    builder.openBlock({ leadingLineBreaks: 1 });
    walk(table.children ?? [], builder);
    builder.closeBlock({ trailingLineBreaks: 1 });
    return;
  }
  const cell = (nodes: Node[]): void => {
    builder.openTableCell({});
    walk(nodes, builder);
    builder.closeTableCell({});
  };
  const walkRows = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (sections.has(node.name ?? '')) {
        walkRows(node.children ?? []);
        continue;
      }
      builder.openTableRow();
      if (node.name === 'tr') {
        for (const child of node.children ?? []) cell(isCell(child) ? (child.children ?? []) : [child]);
      } else cell([node]);
      builder.closeTableRow();
    }
  };
  builder.openTable();
  walkRows(table.children ?? []);
  builder.closeTable({ tableToString: rowsText, leadingLineBreaks: 2, trailingLineBreaks: 2 });
}
