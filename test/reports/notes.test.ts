import { describe, expect, test } from 'vitest';
import { formatReference } from '../../functions/domain/case/reference.ts';
import { readNotes, renderNote, noteProblemInWords } from '../../functions/report/notes.ts';
import { wordsIn } from '../../functions/words/words.ts';

describe('refused notes', () => {
  test.each([
    ['an unknown part', '## Gossip\n\nx', 'No part of the report is called "Gossip"'],
    ['text before the first part', 'x\n\n## Learning', 'There is text before the first heading'],
    ['a part twice', '## Learning\n\nOne.\n\n## Learning\n\nTwo.', '"## Learning" appears twice'],
    [
      'a case',
      `## Learning\n\n${formatReference({ prefix: 'SC', year: 2021, number: 412 })}`,
      'must not name a case',
    ],
    [
      'an unknown figure',
      '## Learning\n\n{nothing}',
      'No figure is called nothing. Use one of these: feedback, ',
    ],
    ['a capital letter', '## Learning\n\n{Compliments}', 'No figure is called Compliments.'],
    ['spaces', '## Learning\n\n{ complaints }', 'No figure is called  complaints .'],
    ['an underscore', '## Learning\n\n{complaint_s}', 'No figure is called complaint_s.'],
    ['two lines', '## Learning\n\n{days-to-\nclose}', 'No figure is called days-to-\nclose.'],
    ['an escaped brace', '## Learning\n\n{compliments\\}', 'No figure is called compliments\\.'],
    ['no name', '## Learning\n\n{}', '"{}" does not name a figure'],
    ['a brace alone', '## Learning\n\n{compliments', '"{" does not name a figure'],
    ['an explanation of nothing', '## Explanations\n\nIt was so.', 'Begin each explanation'],
    ['an explanation twice', '## Explanations\n\n- a:b: One.\n- a:b: Two.', 'a:b is explained twice'],
    ['an empty explanation', '## Explanations\n\n- a:b:\n- c: Two.', 'The explanation of a:b is empty'],
  ])('%s', (_, markdown, reason) => {
    const read = readNotes(markdown);
    expect(
      read.ok ? 'taken' : noteProblemInWords(wordsIn('en').reports.noteProblems, read.problem),
    ).toContain(reason);
  });
});

test('explanations are read completely', () => {
  const read = readNotes(
    '## Explanations\r\n\r\n- a:2020/21:b: One\r\n  **goes on**:\r\n\r\n  - so\r\n  - and so\r\n- c:\r\n  Two.\r\n',
  );
  expect(read.ok && [...read.notes.explanations]).toEqual([
    ['a:2020/21:b', 'One\r\n**goes on**:\r\n\r\n- so\r\n- and so'],
    ['c', 'Two.'],
  ]);
});

describe('figures in print', () => {
  const figure = (id: string) => `<a class="figure" href="#def-${id}">7</a>`;
  const compliments = figure('compliments');
  test.each([
    [
      'in a sentence',
      '*{compliments}* of `{compliments}`',
      `<p><em>${compliments}</em> of <code>${compliments}</code></p>`,
    ],
    ['as a heading', '# {compliments}', `<h3>${compliments}</h3>`],
    [
      'said of a picture',
      '![a {compliments}](a.png "b {compliments}")',
      '<p><img src="a.png" alt="a 7" title="b 7"></p>',
    ],
    [
      'in a link and after it',
      '[**{compliments}**](/a "b {compliments}") {compliments}',
      `<p><a href="/a" title="b 7"><strong>7</strong></a> ${compliments}</p>`,
    ],
    ['of a language', '```{compliments}\nx\n```', '<pre><code class="language-7">x\n</code></pre>'],
    ['unknown, as it was taken once', 'a {nothing} &#123;b&#125;', '<p>a {nothing} {b}</p>'],
  ])('%s', (_, markdown, markup) => {
    expect(renderNote(markdown, figure).trim()).toBe(markup);
  });
});
