import type { LetterText } from '../../letter-template.ts';

/** A letter that goes without a paper which is about a child whom its reader may not know of. */
export const withoutSomePapers = <Text extends Pick<LetterText, 'body'>>(letter: Text): Text => ({
  ...letter,
  body: `${letter.body}

We have not sent you one or more of the papers that go with this letter, because they are about someone else. If you think that you should have them, please ask us.`,
});
