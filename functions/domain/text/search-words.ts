/** Letters and digits only, without accents and capitals: "O'Brien-Zoë" becomes "obrien zoe". */
export function wordsIn(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.replaceAll(/['’‘`.]/g, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words of English that say nothing of what a text is about. Of three letters or more, as shorter words do not count. */
const common = new Set(
  (
    'about after again also and any are asked because been before being but called can could did does for from get got had ' +
    'has have her here him his how into its just last more not now off one only other our out over said she should some ' +
    'that the their them then there these they this today told too two very was week were what when where which who will ' +
    'with would yes yesterday you your'
  ).split(' '),
);

const shortest = 3;
const longest = 40;
/** A longer text than this is not read for its words. */
const readAtMost = 50_000;

const isTelling = (word: string): boolean => word.length >= shortest && !common.has(word);

/**
 * The words by which a text is found, each once: those with a digit or a capital first, then the longer ones. So what is
 * left out of a long text, because there is no room for it, is what tells least.
 */
export function searchWords(text: string): string[] {
  const read = text.slice(0, readAtMost);
  const named = new Set(
    (read.match(/[\p{L}\p{N}'’]+/gu) ?? []).filter((word) => /[\p{Lu}\p{N}]/u.test(word)).flatMap(wordsIn),
  );
  const words = [...new Set(wordsIn(read).map((word) => word.slice(0, longest)))].filter(isTelling);
  const rank = (word: string) => (named.has(word) ? longest : 0) + word.length;
  return words.toSorted((one, other) => rank(other) - rank(one));
}
