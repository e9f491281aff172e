import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import { ownPoints } from '../domain/case/facts.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import { sendToRoute as send } from '../operations/case-actions/send-to-route.ts';
import { routeIds } from '../../workflows/procedures/other-routes.ts';
import { caseAction, changedCase, choice, labelled, paragraphs, longText, versionOf } from './action.ts';

const line = limitedText(200);

/** Sends points, or the whole complaint, to a route besides the complaint, such as a subject access request. */
export const sendToRoute = caseAction({
  id: 'sendToRoute',
  path: '/routes',
  may: { do: 'act on case' },
  input: z.strictObject({
    route: z.enum(routeIds),
    points: z.optional(z.array(z.string()).check(z.minLength(1))),
    reason: longText,
    to: line,
    on: z.optional(CivilDate),
    routeReference: z.optional(line),
    copy: z.optional(z.boolean()),
    goesOn: z.boolean(),
  }),
  examples: {
    'a point that asks for records': {
      route: 'subject-access-request',
      points: ['2'],
      reason: 'She asks for the file of her son.',
      to: 'Information governance',
      copy: true,
      goesOn: true,
    },
  },
  answer: changedCase,
  available: ({ file: { state } }) => state.status === 'open' && state.tasks.length > 0,
  pages: [
    {
      at: 'route',
      words: 'sendToRoute',
      form: ({ file }, words) => {
        const own = ownPoints(file.state.facts);
        const { points, ...others } = labelled(words.actions.sendToRoute.fields, {
          route: choice(routeIds.map((value) => ({ value, label: words.terms.routes[value] }))),
          points: {
            type: 'choices',
            options: own.map(({ id, text }) => ({ value: id, label: text })),
            required: false,
          },
          goesOn: { type: 'yes-no' },
          reason: paragraphs,
          to: { type: 'text' },
          on: { type: 'date', not: ['future', 'before receipt'], required: false },
          routeReference: { type: 'text', required: false },
          copy: { type: 'yes-no', required: false },
        });
        const { route, ...rest } = others;
        return {
          ...(route === undefined ? {} : { route }),
          ...(points === undefined || own.length === 0 ? {} : { points }),
          ...rest,
        };
      },
    },
  ],
  perform: async (deps, { caseId, by, input }) => versionOf(await send(deps, { caseId, by, request: input })),
  done: (words, _, { route }) => words.actions.sendToRoute.done({ route: words.terms.routes[route] }),
});
