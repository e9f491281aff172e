import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../functions/domain/text/clean-text.ts';
import { renderLetter, type RenderedLetter } from '../../../functions/domain/correspondence/render-letter.ts';
import type { LetterTemplate } from '../../../workflows/letters/letter-template.ts';

const letterOf = (body: string, more: Partial<LetterTemplate> = {}): LetterTemplate => ({
  id: 'test',
  title: 'Test',
  audience: 'complainant',
  subject: 'About {{reference}}',
  body,
  ...more,
});

type Values = Parameters<typeof renderLetter>[1];

function render(template: LetterTemplate, values: Values): RenderedLetter {
  const rendered = renderLetter(template, { reference: 'SC-2026-00412-7', ...values });
  if (!rendered.ok) throw new Error(`${rendered.problem}: ${rendered.missing.join(', ')}`);
  return rendered.letter;
}

/** The HTML between the heading and the end of the letter, without styles. */
const bodyOf = ({ html }: Pick<RenderedLetter, 'html'>) =>
  (html.split('</h1>\n')[1]?.split('\n</main>')[0] ?? '').replaceAll(/ style="[^"]*"/g, '');

describe('rendering as text and HTML', () => {
  it.each<[string, string, Values, string, string]>([
    [
      'a sentence',
      'Dear {{complainantName}}, hello',
      { complainantName: 'Ann' },
      'Dear Ann, hello',
      '<p>Dear Ann, hello</p>',
    ],
    [
      'headings and emphasis',
      '## Next\n\n**By {{dueDate}}** or *soon*',
      { dueDate: '3 May 2026' },
      'Next\n\nBy 3 May 2026 or soon',
      '<h2>Next</h2>\n<p><strong>By 3 May 2026</strong> or <em>soon</em></p>',
    ],
    ['a new line', 'Yours\n{{officerName}}', { officerName: 'Bo' }, 'Yours\nBo', '<p>Yours<br>\nBo</p>'],
    [
      'a list as value',
      '{{points}}',
      { points: ['One', 'Two'] },
      '- One\n- Two',
      '<ul>\n<li>One</li>\n<li>Two</li>\n</ul>',
    ],
    [
      'a list amid words',
      'You said: {{points}} Thank you.',
      { points: ['One', ' '] },
      'You said:\n\n- One\n\nThank you.',
      '<p>You said: </p>\n<ul>\n<li>One</li>\n</ul>\n<p> Thank you.</p>',
    ],
    [
      'a list in a heading',
      '## On {{points}}',
      { points: ['One', 'Two'] },
      'On One; Two',
      '<h2>On One; Two</h2>',
    ],
    [
      'a list with reasons below',
      '{{findings}}',
      { findings: ['Visits: upheld.\n\nNobody came.'] },
      '- Visits: upheld.\n  Nobody came.',
      '<ul>\n<li><p>Visits: upheld.</p>\n<p>Nobody came.</p></li>\n</ul>',
    ],
    [
      'many paragraphs',
      '{{response}}',
      { response: 'First\r\nline\r\n\r\n \r\nSecond' },
      'First\nline\n\nSecond',
      '<p>First<br>\nline</p>\n<p>Second</p>',
    ],
    [
      'a quote',
      '> {{summary}}',
      { summary: 'One\n\ntwo' },
      '    One\n\n    two',
      '<blockquote>\n<p>One</p>\n<p>two</p>\n</blockquote>',
    ],
    [
      'a template list',
      '- a\n{{#reason}}\n- {{reason}}\n{{/reason}}\n- c',
      { reason: 'b' },
      '- a\n- b\n- c',
      '<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ul>',
    ],
    ['numbers', '1. a\n2. b', {}, '1. a\n2. b', '<ol>\n<li>a</li>\n<li>b</li>\n</ol>'],
    [
      'a section left out',
      'a\n\n{{#reason}}\n{{reason}}\n{{/reason}}\n{{^reason}}\nno reason\n{{/reason}}',
      { reason: ' \u200B' },
      'a\n\nno reason',
      '<p>a</p>\n<p>no reason</p>',
    ],
    [
      'a link',
      '[Open the case]({{link}})',
      { link: 'https://a.example/c/1?a=1&b=2' },
      'Open the case: https://a.example/c/1?a=1&b=2',
      '<p><a href="https://a.example/c/1?a=1&amp;b=2">Open the case</a></p>',
    ],
    [
      'a link that shows itself',
      '[{{link}}]({{link}})',
      { link: 'http://127.0.0.1:3000/c/1' },
      'http://127.0.0.1:3000/c/1',
      '<p><a href="http://127.0.0.1:3000/c/1">http://127.0.0.1:3000/c/1</a></p>',
    ],
    [
      'a mail address',
      '[{{councilEmail}}](mailto:{{councilEmail}})',
      { councilEmail: 'a@b.example' },
      'a@b.example',
      '<p><a href="mailto:a@b.example">a@b.example</a></p>',
    ],
  ])('%s', (_, body, values, text, html) => {
    const letter = render(letterOf(body), values);
    expect(letter.text).toBe(`${text}\n`);
    expect(bodyOf(letter)).toBe(html);
  });

  it('makes a complete document that loads nothing', () => {
    const { html, subject } = render(letterOf('From {{councilName}}'), { councilName: 'Ash & Elm' });
    expect(subject).toBe('About SC-2026-00412-7');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
    expect(html).toContain('<title>About SC-2026-00412-7</title>');
    expect(html).toMatch(/<header><p [^>]*>Ash &amp; Elm<\/p><\/header>/);
    expect(html).not.toMatch(/\ssrc=|url\(|<link|<script|@import/);
  });
});

describe('a missing value', () => {
  it('refuses the letter and names every missing value', () => {
    const template = letterOf('Dear {{complainantName}} {{#reason}}{{reason}} by {{newDueDate}}{{/reason}}', {
      requires: ['findings'],
    });
    expect(
      renderLetter(template, {
        complainantName: ' \u202E\n',
        reason: 'Ill',
        findings: [''],
        reference: undefined,
      }),
    ).toEqual({
      ok: false,
      problem: 'value-missing',
      missing: ['reference', 'complainantName', 'newDueDate', 'findings'],
    });
  });

  it('is not required in a hidden section', () => {
    expect(render(letterOf('Hello {{#reason}}{{newDueDate}}{{/reason}}'), {}).text).toBe('Hello\n');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/c/1', 'see the page', 'file:///etc/passwd'])(
    'a link to %s is no link',
    (link) => {
      expect(renderLetter(letterOf('[Open]({{link}})'), { reference: 'x', link })).toMatchObject({
        ok: false,
        problem: 'not-a-web-address',
        missing: ['link'],
      });
    },
  );
});

describe('values are text', () => {
  it.each([
    [
      'HTML',
      '<script>alert("x")</script> & \'y\'',
      '<script>alert("x")</script> & \'y\'',
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;',
    ],
    [
      'Markdown',
      '**# [a](http://b.example) `c` ~~d~~ \\* &amp;',
      '**# [a](http://b.example) `c` ~~d~~ \\* &amp;',
      '**# [a](http://b.example) `c` ~~d~~ \\* &amp;amp;',
    ],
    ['a placeholder', '{{councilName}} {{#x}}', '{{councilName}} {{#x}}', '{{councilName}} {{#x}}'],
    ['our own marks', '\uE000councilName\uE001', 'councilName', 'councilName'],
    ['a replacement pattern', '$& $1 $$', '$& $1 $$', '$&amp; $1 $$'],
    ['bidirectional controls', 'a\u202Egpj.exe\u2066b\u200F', 'agpj.exeb', 'agpj.exeb'],
    ['NUL, escape, zero-width space, BOM', 'a\u0000\u001B[31m\u200B\uFEFFb', 'a[31mb', 'a[31mb'],
    ['a lone surrogate', 'a\uD800b', 'ab', 'ab'],
    [
      'a name in Persian, a family in emoji',
      'می\u200Cخواهم 👨\u200D👩\u200D👧',
      'می\u200Cخواهم 👨\u200D👩\u200D👧',
      'می\u200Cخواهم 👨\u200D👩\u200D👧',
    ],
  ])('%s', (_, value, text, html) => {
    const letter = render(letterOf('Dear {{complainantName}}, {{councilName}}'), {
      complainantName: value,
      councilName: 'Ash',
    });
    expect(letter.text).toBe(`Dear ${text}, Ash\n`);
    expect(bodyOf(letter)).toBe(`<p>Dear ${html}, Ash</p>`);
  });

  it('cannot add a second line to a subject', () => {
    const { subject } = render(letterOf('x', { subject: 'On {{subject}}' }), {
      subject: 'a\r\nBcc: b@c.example\u2028d\u0085e',
    });
    expect(subject).toBe('On a Bcc: b@c.example d e');
  });

  it('cannot extend an address in a link', () => {
    const letter = render(letterOf('[Write](mailto:{{councilEmail}})'), {
      councilEmail: 'a@b.example?bcc=c@d.example&x="><b>',
    });
    expect(bodyOf(letter)).toBe(
      '<p><a href="mailto:a@b.example%3Fbcc%3Dc@d.example%26x%3D%22%3E%3Cb%3E">Write</a></p>',
    );
  });

  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        '*',
        '_',
        '#',
        '[',
        ']',
        '(',
        ')',
        '`',
        '{{',
        '}}',
        '\n',
        ' ',
        '- ',
        'a',
        '\uE000',
        '\uE001',
        '\u202E',
        '\u0000',
        '$',
      ),
    }),
  );
  const escaped = (text: string) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;');

  it('change nothing else in the letter, whatever they contain', () => {
    const template = letterOf('## {{reason}}\n\n*Dear* **{{reason}}**\n\n- {{reason}}', {
      subject: 'On {{reason}}.',
    });
    const plain = render(template, { reason: 'PLAINWORD' });
    fc.assert(
      fc.property(anything, (value) => {
        const line = oneLine(value);
        const rendered = renderLetter(template, { reason: line });
        fc.pre(rendered.ok);
        const put = (text: string, word: string) => text.split('PLAINWORD').join(word);
        expect(rendered).toEqual({
          ok: true,
          letter: {
            subject: put(plain.subject, line),
            text: put(plain.text, line),
            html: put(plain.html, escaped(line)),
            part: put(plain.part, escaped(line)),
          },
        });
      }),
    );
  });

  it('produce no tags as a block, and the same text in both forms', () => {
    const nothing = { subject: '', text: '', html: '' };
    fc.assert(
      fc.property(fc.oneof(anything, fc.array(anything)), (value) => {
        const rendered = renderLetter(letterOf('{{response}}'), { reference: 'x', response: value });
        const { letter } = rendered.ok ? rendered : { letter: nothing };
        const html = bodyOf(letter);
        expect(html.replaceAll(/<\/?(?:p|br|ul|li)>/g, '')).not.toMatch(/[<>]/);
        const words = (text: string) => text.replaceAll(/\s+/g, '');
        const read = html
          .replaceAll('<li>', '- ')
          .replaceAll(/<[^>]*>/g, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&');
        expect(words(read)).toBe(words(letter.text));
      }),
    );
  });
});
