import { expect, test } from 'vitest';
import { withoutSomePapers } from '../../../workflows/letters/en/adult/papers-kept-back.ts';
import { letters } from '../../../workflows/letters/index.ts';
import { signedByAuthor, signedByOfficer } from '../../../workflows/letters/en/adult/shared-wording.ts';

const told =
  'We have not sent you one or more of the papers that go with this letter, because they are about someone else. If you think that you should have them, please ask us.';

test.each([
  ['an officer', `Dear you.\n\n${signedByOfficer}`, `Dear you.\n\n${told}\n\n${signedByOfficer}`],
  ['the author', `Dear you.\n\n${signedByAuthor}`, `Dear you.\n\n${told}\n\n${signedByAuthor}`],
  ['no one we know', 'Dear you.\n', `Dear you.\n\n${told}`],
  ['an officer alone', signedByOfficer, `${told}\n\n${signedByOfficer}`],
])('a letter signed by %s says before it is signed that papers are kept back', (_, body, expected) => {
  expect(withoutSomePapers({ body, title: 'Letter' })).toEqual({ title: 'Letter', body: expected });
});

test.each(['stage-2-adjudication', 'panel-report-sent', 'panel-invitation'])(
  'the letter %s, which has papers, keeps its signature at its end',
  (id) => {
    const body = letters[id]?.body ?? '';
    const changed = withoutSomePapers({ body }).body;
    expect(changed).toContain(told);
    expect(changed.trimEnd().endsWith(told)).toBe(false);
    expect(changed.endsWith(body.slice(-20))).toBe(true);
  },
);
