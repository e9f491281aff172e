import type { LetterText } from '../../letter-template.ts';
import { signedByAuthor, signedByOfficer } from './shared-wording.ts';

const keptBack =
  'We have not sent you one or more of the papers that go with this letter, because they are about someone else. If you think that you should have them, please ask us.';

/** A letter that goes without a paper which is about a child whom its reader may not know of: it says so before it is signed. */
export const withoutSomePapers = <Text extends Pick<LetterText, 'body'>>({ body, ...letter }: Text) => {
  const signature = [signedByOfficer, signedByAuthor].find((one) => body.endsWith(one)) ?? '';
  const text = body.slice(0, body.length - signature.length).trimEnd();
  return { ...letter, body: [text, keptBack, signature].filter((part) => part !== '').join('\n\n') };
};
