import { makeDependencies } from '../runtime/environment.ts';
import { inOneOperation } from '../runtime/in-one-operation.ts';
import { about, lambda } from '../runtime/observe.ts';
import { sendLetter, SendLetterInput } from '../operations/send-letter/send-letter.ts';

const deps = makeDependencies();

export const handler = lambda(deps, SendLetterInput, async (input) => {
  about({ caseId: input.caseId, task: input.task });
  await sendLetter(inOneOperation(deps), input);
});
