import * as z from 'zod/mini';

/** The parts of a case's reference. The prefix is the council's; the number counts the council's cases of that year. */
export const CaseNumber = z.strictObject({
  prefix: z.string().check(z.regex(/^[A-Z]{2,4}$/)),
  year: z.int().check(z.gte(1000), z.lte(9999)),
  number: z.int().check(z.gte(1), z.lte(999_999_999)),
});
export type CaseNumber = z.infer<typeof CaseNumber>;

// The quasigroup from H. M. Damm's dissertation (2004). It catches every wrong digit and every swap of neighbours, the
// usual mistakes when a reference is read out on the phone. With the check digit, the whole number must come out at 0.
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

const checkDigit = (digits: string): string =>
  Array.from(digits).reduce((row, digit) => damm[Number(row)]?.[Number(digit)] ?? '', '0');

/**
 * `SC-2026-00412-1`: prefix, year, number in five digits or more, check digit over year and number. Throws if a part is
 * invalid.
 */
export function formatReference(parts: CaseNumber): string {
  const { prefix, year, number } = CaseNumber.parse(parts);
  const digits = String(number).padStart(5, '0');
  return `${prefix}-${year}-${digits}-${checkDigit(`${year}${digits}`)}`;
}

// People type spaces instead of hyphens, and word processors turn hyphens into dashes.
const separator = String.raw`[\s\-\u2010-\u2015\u2212]`;
const written = new RegExp(
  String.raw`^\s*([A-Za-z]{2,4})${separator}{0,3}(\d{4})${separator}{0,3}(\d{5,9})${separator}{0,3}(\d)\s*$`,
);
const inText = new RegExp(
  String.raw`(?<![\p{L}\p{N}])[A-Za-z]{2,4}${separator}{1,3}\d{4}${separator}{1,3}\d{5,9}${separator}{1,3}\d(?![\p{L}\p{N}])`,
  'gu',
);

/** The parts of a reference as someone typed it. Undefined if it is not a reference or its check digit is wrong. */
export function parseReference(text: string): CaseNumber | undefined {
  const [, prefix = '', year = '', number = '', check] = written.exec(text) ?? [];
  const parts = CaseNumber.safeParse({
    prefix: prefix.toUpperCase(),
    year: Number(year),
    number: Number(number),
  });
  if (!parts.success || String(parts.data.number).padStart(5, '0') !== number) return undefined;
  return checkDigit(year + number) === check ? parts.data : undefined;
}

/** The valid references in free text, each once, in order, in the form that formatReference gives. */
export function findReferences(text: string): string[] {
  const parsed = [...text.matchAll(inText)].flatMap(([candidate]) => parseReference(candidate) ?? []);
  return [...new Set(parsed.map(formatReference))];
}
