import { differencesFromFolder, type CouncilInForce } from '../functions/domain/council/council-in-force.ts';
import { councilProblemInWords } from '../functions/domain/council/council-problem.ts';
import { userById, type Council } from '../functions/domain/council/council.ts';
import { rejections } from '../functions/domain/council/letter-wording.ts';
import { differenceInWords } from '../functions/pages/administration/difference-in-words.ts';
import { wordsIn } from '../functions/words/words.ts';
import { defaultLanguage, letterIn } from '../workflows/letters/index.ts';
import { words } from './commands/words.ts';

/**
 * How the settings that pages stored differ from a folder, line by line in English: what the folder says, what the pages say
 * and win with, and every stored wording that its letter does not accept, with the reasons.
 */
export function councilDifferencesInWords(folder: Council, inForce: CouncilInForce): string[] {
  const said = wordsIn('en');
  const nameOf = (id: string) => userById(inForce.council, id)?.name ?? userById(folder, id)?.name ?? id;
  const found = differencesFromFolder(folder, inForce);
  return [
    words.councilDifferences.summary({ count: found.length }),
    ...found.map((one) => words.councilDifferences.difference(differenceInWords(one, said, nameOf))),
    ...Object.entries(inForce.rejected).map(([id, wording]) =>
      words.councilDifferences.unused({
        letter: letterIn(defaultLanguage, id)?.title ?? id,
        problems: rejections(id, wording).map((problem) =>
          councilProblemInWords(said.administration.problems, problem),
        ),
      }),
    ),
  ];
}
