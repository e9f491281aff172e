import * as z from 'zod/mini';
import { openTasks } from '../domain/case/case.ts';
import { userById, usersWithRole } from '../domain/council/council.ts';
import { assignStep as assign } from '../operations/case-actions/assign-step.ts';
import { taskNamed } from '../operations/decide-step/decide-step.ts';
import { procedureOfRun } from '../operations/runs/procedure-of-run.ts';
import {
  caseAction,
  changedCase,
  choice,
  labelled,
  paragraphs,
  longText,
  usersByName,
  versionOf,
  type ActionPlace,
} from './action.ts';

const body = z.strictObject({ assignee: z.string(), reason: longText });

/** Assigns an open step to someone else. */
export const assignStep = caseAction({
  id: 'assignStep',
  path: '/tasks/:step/assignee',
  may: { do: 'act on case' },
  input: z.strictObject({ step: z.string(), ...body.shape }),
  body,
  examples: { 'a colleague': { assignee: 'complaints-officer-2', reason: 'Priya is away this week.' } },
  answer: changedCase,
  available: (place) => stepToAssign(place) !== undefined,
  pages: [
    {
      at: 'reassign',
      words: 'assignStep',
      form(place, words) {
        const assignable = stepToAssign(place);
        const { council } = place.deps;
        const able =
          assignable === undefined || assignable.step.performer === 'complainant'
            ? []
            : assignable.step.performer === 'owner'
              ? council.users
              : usersWithRole(council, assignable.step.performer);
        const others = able.filter(({ id }) => id !== assignable?.task.assignee);
        return labelled(words.actions.assignStep.fields, {
          assignee: { ...choice(usersByName(others)), hint: titleOf(place) },
          reason: paragraphs,
        });
      },
      complete: ({ about }) => ({ step: about }),
      links: (place, words) =>
        openTasks(place.file.state)
          .map(({ key }) => ({ ...place, about: key }))
          .filter((one) => stepToAssign(one) !== undefined)
          .map((one) => ({ about: one.about, text: words.actions.assignStep.link({ step: titleOf(one) }) })),
    },
  ],
  perform: async (deps, { input, ...at }) => versionOf(await assign(deps, { ...at, ...input })),
  done: ({ actions: { assignStep: words } }, place, { assignee, step }) =>
    words.done({
      step: titleOf({ ...place, about: step }),
      name: userById(place.deps.council, assignee)?.name ?? assignee,
    }),
});

/** The step that the page is about, if it is open and a person of the council performs it. */
function stepToAssign({ deps, file, about }: ActionPlace) {
  const task = taskNamed(file.state, about);
  const step = task && procedureOfRun(deps.procedures, file, task.run).steps[task.step];
  return step && task.status === 'open' && step.performer !== 'complainant' ? { task, step } : undefined;
}

const titleOf = (place: ActionPlace): string => stepToAssign(place)?.step.title ?? place.about;
