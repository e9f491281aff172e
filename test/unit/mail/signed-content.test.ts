import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { calendarText } from '../../../functions/operations/parse-mail/calendar-text.ts';
import { signedContent } from '../../../functions/operations/parse-mail/signed-content.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const type = '06 09 2a864886f70d010702';
/** SignedData of no known length around this value. */
const signed = (value: string | Buffer) =>
  Buffer.concat([
    hex(`30 80 ${type} a0 80 30 80 02 01 01 31 00 30 80 06 09 2a864886f70d010701 a0 80`),
    typeof value === 'string' ? hex(value) : value,
    hex('0000 0000 0000 0000 0000'),
  ]);

it.each<[string, Uint8Array, string | undefined]>([
  ['a string', signed('04 02 4869'), 'Hi'],
  ['an empty string', signed('04 00'), ''],
  ['a string in pieces', signed('24 80 04 01 48 04 01 69 0000'), 'Hi'],
  ['a string in pieces of pieces', signed('24 07 24 80 04 01 48 0000 0400'), 'H'],
  ['a long length', signed('04 82 00 02 4869'), 'Hi'],
  ['a length that leads beyond the end', signed('04 84 7fffffff 4869'), undefined],
  ['a length of five bytes', signed('04 85 0000000002 4869'), undefined],
  ['something else', signed('0c 02 4869'), undefined],
  ['nothing', signed(''), undefined],
  ['what is encrypted', hex('30 80 06 09 2a864886f70d010703 a0 80 30 80 0000 0000 0000'), undefined],
  ['no bytes', hex(''), undefined],
])('of a signature around %s', (_, file, expected) => {
  const found = signedContent(file);
  expect(found && Buffer.from(found).toString()).toBe(expected);
});

it('reads a bounded number of pieces, and none that are nested too deeply', () => {
  expect(
    signedContent(signed(Buffer.concat([hex('24 80'), Buffer.alloc(300_000, hex('04 01 41')), hex('0000')]))),
  ).toHaveLength(50_000);
  expect(signedContent(signed(Buffer.alloc(2_000_000, hex('24 80'))))).toBeUndefined();
  expect(signedContent(Buffer.alloc(2_000_000, hex('30 80')))).toBeUndefined();
});

it('throws on no bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(() => [signedContent(bytes), signedContent(signed(Buffer.from(bytes)))]).not.toThrow();
    }),
  );
});

it.each([
  ['SUMMARY:Visit', 'Visit'],
  ['summary;LANGUAGE=en:Visit', 'Visit'],
  ['SUMMARY;X="a:b":Visit', 'Visit'],
  [String.raw`DESCRIPTION:One\nTwo\, three\; \\four`, 'One\nTwo, three; \\four'],
  ['DESCRIPTION:She has not \r\n come', 'She has not come'],
  ['SUMMARY:Visit\r\nLOCATION:Here\r\nCOMMENT:Late again', 'Visit\n\nHere\n\nLate again'],
  ['METHOD:REPLY\r\nSUMMARY:Visit\r\nCOMMENT:I cannot', 'I cannot'],
  ['METHOD:REPLY\r\nSUMMARY:Visit', ''],
  ['X-SUMMARY:Visit', ''],
])('of the calendar %o it shows %o', (lines, text) => {
  expect(calendarText(Buffer.from(`BEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT`))).toBe(text);
});
