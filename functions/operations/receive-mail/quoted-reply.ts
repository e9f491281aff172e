import { isAttribution, isOriginalMark, labelOf } from './quoted-words.ts';

const rule = /^\s*_{20,}\s*$/;
const quotedLine = /^\s?>/;

const isBlank = (line: string): boolean => line.trim() === '';

/** Whether the header begins here that Outlook writes above what is quoted: who sent it, and soon below it when. */
const isHeaderOfQuotation = (lines: readonly string[], index: number): boolean => {
  const from = labelOf(lines[index] ?? '');
  return (
    from?.label === 'from' &&
    from.value !== '' &&
    lines.slice(index + 1, index + 4).some((next) => labelOf(next)?.label === 'date')
  );
};

/** The line number where the quotation begins, or the number of lines if there is none. */
const cutAt = (lines: readonly string[]): number => {
  for (const [index, line] of lines.entries()) {
    if (isOriginalMark(line)) return index;
    if (isHeaderOfQuotation(lines, index)) {
      const above = lines.findLastIndex((earlier, at) => at < index && !isBlank(earlier));
      return rule.test(lines[above] ?? '') ? above : index;
    }
    if (isAttribution(lines, index)) return index;
  }
  const last = lines.findLastIndex((line) => !isBlank(line));
  if (!quotedLine.test(lines[last] ?? '')) return lines.length;
  return lines.findLastIndex((line, at) => at < last && !isBlank(line) && !quotedLine.test(line)) + 1;
};

/**
 * Splits a reply into its new text and the quoted message below it. `fresh + quoted` is always the whole text. In doubt
 * everything is fresh: answers below or between quoted lines, or nothing at all above the quotation.
 */
export function quotedReplyCut(text: string): { fresh: string; quoted: string } {
  const lines = text.split('\n');
  const cut = cutAt(lines);
  const below = lines.slice(cut);
  const firstQuoted = below.findIndex((line) => quotedLine.test(line));
  const answeredBelow =
    firstQuoted !== -1 && below.slice(firstQuoted).some((line) => !isBlank(line) && !quotedLine.test(line));
  const length = lines.slice(0, cut).reduce((sum, line) => sum + line.length + 1, 0);
  if (answeredBelow || isBlank(text.slice(0, length))) return { fresh: text, quoted: '' };
  return { fresh: text.slice(0, length), quoted: text.slice(length) };
}
