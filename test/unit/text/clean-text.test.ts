import { expect, test } from 'vitest';
import { upperFirst, lowerFirst } from '../../../functions/domain/text/capitalise.ts';
import { clean, cleanJson, oneLine } from '../../../functions/domain/text/clean-text.ts';
import { escapeHtml } from '../../../functions/domain/text/escape-html.ts';

test.each([
  ['line breaks of all systems become one', 'a\r\nb\rc\u2028d\u2029e\u0085f\vg\fh', 'a\nb\nc\nd\ne\nf\ng\nh'],
  ['an empty line stays', 'a\r\n\r\nb', 'a\n\nb'],
  ['each tab becomes a space', 'a\tb\t\tc', 'a b  c'],
  ['characters that turn the text around go', 'pay \u202Etxt.exe\u202C now', 'pay txt.exe now'],
  ['characters of no width go', 'pass\u200Bword\uFEFF', 'password'],
  ['control characters go', 'a\u0000b\u0007c\u007Fd', 'abcd'],
  ['private characters go, and halves of a pair', 'a\uE000b\uD800c', 'abc'],
  [
    'joiners stay, or Persian names and emoji are misspelt',
    'می\u200Cخواهم 👩\u200D👧',
    'می\u200Cخواهم 👩\u200D👧',
  ],
  ['letters with accents stay', 'Siân Ó Conaill', 'Siân Ó Conaill'],
])('%s', (_, typed, stored) => {
  expect(clean(typed)).toBe(stored);
});

test('collapses white space on one line and trims it', () => {
  expect(oneLine('  Re:\r\n\tyour   letter\u200B \n')).toBe('Re: your letter');
});

test('cleans every text in JSON and changes nothing else', () => {
  expect(cleanJson('{"a":["x\\ty",1,null,true],"b":{"c":"\\u0000d"}}')).toEqual({
    a: ['x y', 1, null, true],
    b: { c: 'd' },
  });
  expect(() => cleanJson('{')).toThrow(SyntaxError);
});

test('changes only the first letter to capital or small', () => {
  expect([upperFirst('the Director'), upperFirst('é'), upperFirst('')]).toEqual(['The Director', 'É', '']);
  expect([lowerFirst('The Director'), lowerFirst('LGSCO'), lowerFirst('')]).toEqual([
    'the Director',
    'lGSCO',
    '',
  ]);
});

test('escapes markup', () => {
  expect(escapeHtml(`<b class="x">Tom & 'Jo'</b>`)).toBe(
    '&lt;b class=&quot;x&quot;&gt;Tom &amp; &#39;Jo&#39;&lt;/b&gt;',
  );
});
