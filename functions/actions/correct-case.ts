import * as z from 'zod/mini';
import { ownPoints } from '../domain/case/facts.ts';
import { channels } from '../domain/case/received.ts';
import { CorrectionRequest } from '../domain/decisions/corrections.ts';
import { correctCase as correct } from '../operations/case-actions/correct-case.ts';
import type { Field } from '../../workflows/procedures/form-field.ts';
import type { Words } from '../words/words.ts';
import {
  caseAction,
  choice,
  labelled,
  paragraphs,
  type ActionPage,
  type ActionPlace,
  withVersion,
} from './action.ts';

type What = CorrectionRequest['what'];

/** A page that corrects one fact of receipt: its value, and the reason. */
function pageFor(
  what: Exclude<What, 'points'>,
  shown: Pick<ActionPage, 'at' | 'words'> & {
    value: (place: ActionPlace, words: Words) => Omit<Field, 'label'>;
    known: (place: ActionPlace) => string | undefined;
    more?: Record<string, Omit<Field, 'label'>>;
    available?: (place: ActionPlace) => boolean;
  },
): ActionPage {
  const { at, value, known, more = {} } = shown;
  return {
    at,
    words: shown.words,
    ...(shown.available ? { available: shown.available } : {}),
    form: (place, words) =>
      labelled<string>(words.actions.correctCase.fields[what], {
        value: value(place, words),
        ...more,
        reason: paragraphs,
      }),
    known: (place) => {
      const before = known(place);
      return before === undefined ? {} : { value: before };
    },
    complete: () => ({ what }),
  };
}

const isOpen = ({ file }: ActionPlace) => file.state.status === 'open';

/** Corrects a fact of receipt of a case. Clocks, letters and the procedure follow from what is right. */
export const correctCase = caseAction({
  id: 'correctCase',
  path: '/corrections',
  may: { do: 'act on case' },
  input: CorrectionRequest,
  examples: {
    'the day of receipt': {
      what: 'receivedOn',
      value: '2026-06-01',
      reason: 'The letter lay at reception over the weekend.',
    },
    'the procedure': {
      what: 'procedure',
      value: 'childrens-statutory',
      reason: 'It is about social care for a child.',
    },
  },
  answer: {
    status: 200,
    description:
      'The case and its new version, and the cases split off from it that keep their day of receipt',
    schema: z.object({ reference: z.string(), version: z.number(), notCorrected: z.array(z.string()) }),
  },
  pages: [
    pageFor('receivedOn', {
      at: 'correct-day',
      words: 'correctDay',
      value: () => ({ type: 'date', not: ['future'] }),
      known: ({ file }) => file.state.receivedOn,
      more: { confirmed: { type: 'yes-no', required: false } },
    }),
    pageFor('procedure', {
      at: 'correct-procedure',
      words: 'correctProcedure',
      value: () => ({ type: 'choice', optionsFrom: 'procedures' }),
      known: ({ file }) => file.state.procedure?.id,
      available: (place) => isOpen(place) && place.file.state.facts.procedure !== undefined,
    }),
    pageFor('kind', {
      at: 'correct-kind',
      words: 'correctKind',
      value: () => ({ type: 'choice', optionsFrom: 'feedback kinds' }),
      known: ({ file }) => file.state.facts.kind ?? file.state.kind,
    }),
    pageFor('channel', {
      at: 'correct-channel',
      words: 'correctChannel',
      value: (_, { terms }) => choice(channels.map((value) => ({ value, label: terms.channels[value] }))),
      known: ({ file }) => file.state.channel,
    }),
    pageFor('summary', {
      at: 'correct-summary',
      words: 'correctSummary',
      value: () => paragraphs,
      known: ({ file }) => file.state.facts.summary,
    }),
    {
      at: 'correct-points',
      words: 'correctPoints',
      available: (place) => isOpen(place) && ownPoints(place.file.state.facts).length > 0,
      form: ({ file }, words) => {
        const { point, added, reason } = words.actions.correctCase.points;
        return {
          ...Object.fromEntries(
            ownPoints(file.state.facts).map(({ id }): [string, Field] => [
              id,
              { ...point({ id }), ...paragraphs },
            ]),
          ),
          added: { ...added, ...paragraphs },
          reason: { ...reason, ...paragraphs, required: true },
        };
      },
      known: ({ file }) => Object.fromEntries(ownPoints(file.state.facts).map(({ id, text }) => [id, text])),
      complete: ({ file }, answers) => {
        const { added } = answers;
        const left = ownPoints(file.state.facts).flatMap(({ id }) =>
          typeof answers[id] === 'string' ? [{ id, text: answers[id] }] : [],
        );
        return {
          what: 'points',
          value: [...left, ...(typeof added === 'string' ? [{ text: added }] : [])],
          ...Object.fromEntries(ownPoints(file.state.facts).map(({ id }) => [id, undefined])),
          added: undefined,
        };
      },
    },
    pageFor('team', {
      at: 'correct-team',
      words: 'correctTeam',
      value: () => ({ type: 'choice', optionsFrom: 'teams' }),
      known: ({ file }) => file.state.facts.team,
    }),
    pageFor('serviceArea', {
      at: 'correct-service-area',
      words: 'correctServiceArea',
      value: () => ({ type: 'choice', optionsFrom: 'service areas' }),
      known: ({ file }) => file.state.facts.serviceArea,
    }),
    pageFor('category', {
      at: 'correct-category',
      words: 'correctCategory',
      value: () => ({ type: 'choice', optionsFrom: 'categories' }),
      known: ({ file }) => file.state.facts.category,
    }),
  ],
  async perform(deps, { caseId, by, input }) {
    const result = await correct(deps, { caseId, by, request: input });
    if (!result.ok) return result;
    return withVersion(result.state, { notCorrected: result.notCorrected });
  },
  done: (words, _, { what }) => words.actions.correctCase.done({ what: words.terms.corrected[what] }),
});
