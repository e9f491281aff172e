// "On 3 March 2026 at 10:00, Complaints Team <complaints@council.example> wrote:", which clients break across lines.
const attribution = /^On .{6,300}\bwrote:\s*$/s;
const attributionLines = 4;
const originalMessage = /^\s*-{3,}\s*Original (?:Message|Appointment)\s*-{3,}\s*$/i;
const outlookFrom = /^\s*\*?From:\*?\s*\S/;
const outlookNext = /^\s*\*?(?:Sent|Date):\*?\s*\S/;
const rule = /^\s*_{20,}\s*$/;
const quotedLine = /^\s?>/;

const isBlank = (line: string): boolean => line.trim() === '';

/** The line number where the quotation begins, or the number of lines if there is none. */
const cutAt = (lines: readonly string[]): number => {
  for (const [index, line] of lines.entries()) {
    if (originalMessage.test(line)) return index;
    if (outlookFrom.test(line) && lines.slice(index + 1, index + 4).some((next) => outlookNext.test(next))) {
      const above = lines.findLastIndex((earlier, at) => at < index && !isBlank(earlier));
      return rule.test(lines[above] ?? '') ? above : index;
    }
    if (line.startsWith('On ')) {
      const heads = Array.from({ length: attributionLines }, (_, more) =>
        lines.slice(index, index + more + 1),
      );
      if (heads.some((head) => attribution.test(head.join(' ')))) return index;
    }
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
