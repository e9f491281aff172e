import { makeDependencies } from '../environment.ts';
import { about, lambda } from '../observe.ts';
import { sendLetter, SendLetterInput } from './send-letter.ts';

const deps = makeDependencies();

export const handler = lambda(deps, SendLetterInput, async (input) => {
  about({ caseId: input.caseId, task: input.task });
  await sendLetter(deps, input);
});
