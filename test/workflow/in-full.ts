import { complainant, type Play } from '../play.ts';

// Letters as their readers get them, whole: letters-in-full/ has one file for each. `npx vitest -u` writes them again; read
// what has changed.

/** The newest letter to the complainant whose subject has these words, whole, with the private link left out. */
export async function inFull(play: Play, subject: string): Promise<string> {
  const letter = (await play.letters()).findLast(
    ({ to, subject: one }) => to === complainant && one.includes(subject),
  );
  if (!letter) throw new Error(`no letter about ${subject}`);
  return `${letter.subject}\n\n${letter.text}`.replaceAll(/\/follow\/[0-9a-z]{52}/g, '/follow/…');
}

export const file = (name: string): string => `./letters-in-full/${name}.txt`;
