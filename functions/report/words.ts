/** The form of a word that goes with a number; one that is hidden takes the plural. */
export const wordFor = (count: number | null, one: string, several: string): string =>
  count === 1 ? one : several;

/** "1 complaint", "2 complaints", "0 complaints". */
export const counted = (count: number, one: string, several: string): string =>
  `${count.toLocaleString('en-GB')} ${wordFor(count, one, several)}`;

/** "a, b and c". */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** As `list`, but of many the first three, and how many more there are. */
export const shortList = (items: readonly string[]): string =>
  list(items.length > 4 ? [...items.slice(0, 3), `${items.length - 3} more`] : items);

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];

/** A number at the beginning of a heading or sentence. */
export const numberWord = (count: number): string => small[count] ?? count.toLocaleString('en-GB');
