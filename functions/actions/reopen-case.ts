import * as z from 'zod/mini';
import { CivilDate } from '../domain/time/civil-date.ts';
import { reopenCase as reopen } from '../operations/case-actions/reopen-case.ts';
import {
  caseAction,
  changedCase,
  choice,
  labelled,
  paragraphs,
  longText,
  versionOf,
  type ActionPlace,
} from './action.ts';
import { wayOut } from '../../workflows/procedures/way-out.ts';
import { procedureOfCase } from '../domain/case/procedure-followed.ts';

/** Reopens a closed case at a step of its procedure. */
export const reopenCase = caseAction({
  id: 'reopenCase',
  path: '/reopening',
  may: { do: 'act on case' },
  input: z.strictObject({
    step: z.string(),
    reason: longText,
    /** The day on which reopening was requested. Clocks count from it. Today if absent. */
    askedOn: z.optional(CivilDate),
  }),
  examples: {
    'at a step': {
      step: 'stage-2-window',
      reason: 'She asked in time; the letter was lost.',
      askedOn: '2026-06-01',
    },
  },
  answer: changedCase,
  available: (place) => place.file.state.status === 'closed' && stepsOf(place).length > 0,
  pages: [
    {
      at: 'reopen',
      words: 'reopenCase',
      form: (place, words) =>
        labelled(words.actions.reopenCase.fields, {
          step: choice(stepsOf(place)),
          reason: paragraphs,
        }),
    },
  ],
  perform: async (deps, { input, ...at }) => versionOf(await reopen(deps, { ...at, ...input })),
  done: (words, place, { step }) =>
    words.actions.reopenCase.done({
      step: stepsOf(place).find(({ value }) => value === step)?.label ?? step,
    }),
});

/** The steps at which the case can be reopened: those of the last procedure that it followed. */
function stepsOf({ deps, file: { state } }: ActionPlace) {
  const { steps = {} } = procedureOfCase(state, deps.procedures) ?? {};
  return Object.entries(steps).flatMap(([id, { title }]) =>
    id === wayOut ? [] : [{ value: id, label: title }],
  );
}
