import type { Role } from '../../workflows/procedures/roles.ts';

/** What a route answers: it does as asked or says what is wrong with it, 404, 403, or the way to sign in (401 for programs). */
export type Answered = 'allowed' | 'not there' | 'refused' | 'sign in';

/** What is asked for in every place of a path, for the case that the table is about. */
export interface Places {
  reference: string;
  /** Another case of the same complainant, where nobody is complained about. */
  other: string;
  letter: string;
}

export interface Expected {
  /**
   * `case`: who may not read the case finds nothing. `staff`: any of the council's people, or those in `who`.
   * `everybody`: also who is not signed in. `session`: a form that belongs to a visit, of whomever.
   */
  about: 'case' | 'staff' | 'everybody' | 'session';
  /** Whom it lets; absent: all who may read the case, all staff. */
  who?: readonly Role[];
  /** What others get who may read the case, or are staff. */
  others?: Answered;
  /** What those get whom it lets, when what is asked for is not there to be given. */
  gives?: Answered;
  /** Also for the complainant who followed the private link of this case. */
  complainant?: true;
  /** The names in the path that are not of `Places`. */
  at?: Record<string, string>;
  query?: string;
  /** What is posted: right in its shape, so that it is asked who may, and wrong in the matter, so that nothing changes. */
  json?: (places: Places) => unknown;
  bytes?: string;
  form?: Record<string, string>;
}

/** Whom the case concerns: it is at the adjudication of stage 2, and nobody is complained about. */
export const readers: readonly Role[] = [
  'complaints-officer',
  'team-manager',
  'quality-checker',
  'adjudicating-officer',
  'investigating-officer',
  'independent-person',
];
const officer: readonly Role[] = ['complaints-officer'];
const decides: readonly Role[] = ['complaints-officer', 'adjudicating-officer'];
const independent: readonly Role[] = ['investigating-officer', 'independent-person'];
const reports: readonly Role[] = ['complaints-officer', 'report-writer'];
const step = 'stage-2-adjudication';
const reason = 'x';
const file = { period: '2026-27', edition: 'internal', file: 'report.html' };

/** What only complaints officers do to a case: others who may read it are told so. */
const steering = (json: (places: Places) => unknown, at = {}): Expected => ({
  about: 'case',
  who: officer,
  others: 'refused',
  json,
  at,
});

/** Every route of the pages and of the API. A new route needs its line here. */
export const routeTable: Record<string, Expected> = {
  // Pages
  'GET /assets/:file{pages-.+}': { about: 'everybody', at: { file: 'pages-0.css' } },
  'GET /': { about: 'staff' },
  'GET /sign-in': { about: 'everybody' },
  'GET /sign-in/callback': { about: 'everybody', gives: 'refused' },
  'POST /sign-out': { about: 'session', form: {} },
  'GET /signed-out': { about: 'everybody' },
  'GET /signed-out/everywhere': { about: 'everybody' },
  'GET /tasks': { about: 'staff' },
  // Of each task that is named it is asked anew who may give it to somebody.
  'POST /tasks/assign': { about: 'staff', form: {} },
  'GET /tasks/assigned/:id': { about: 'staff', gives: 'not there', at: { id: 'none' } },
  'GET /cases': { about: 'staff' },
  'GET /kept/:secret': { about: 'staff', gives: 'not there', at: { secret: 'none' } },
  'GET /cases/:reference': { about: 'case' },
  'GET /cases/:reference/documents/:document': { about: 'case', at: { document: 'D1' } },
  'GET /cases/:reference/tasks/:task': { about: 'case', at: { task: step } },
  'GET /cases/:reference/tasks/:task/:outcome': {
    about: 'case',
    who: decides,
    others: 'not there',
    at: { task: step, outcome: 'respond' },
  },
  'POST /cases/:reference/tasks/:task/:outcome': {
    about: 'case',
    who: decides,
    others: 'not there',
    at: { task: step, outcome: 'respond' },
    form: { seen: '*' },
  },

  // The API
  'GET /healthz': { about: 'everybody' },
  'GET /api/v1/openapi.json': { about: 'everybody' },
  'GET /api/v1/cases': { about: 'staff' },
  'GET /api/v1/tasks': { about: 'staff' },
  'POST /api/v1/feedback': {
    about: 'staff',
    who: [...readers, 'director', 'senior-manager', 'panel-chair', 'panel-member'],
    json: () => ({ channel: 'pigeon' }),
  },
  'GET /api/v1/cases/:reference': { about: 'case' },
  'GET /api/v1/cases/:reference/letters/:letter': { about: 'case' },
  'GET /api/v1/cases/:reference/tasks/:step': { about: 'case', at: { step } },
  'POST /api/v1/cases/:reference/tasks/:step/decision': {
    about: 'case',
    who: decides,
    others: 'refused',
    at: { step },
    json: () => ({ outcome: 'respond' }),
  },
  'POST /api/v1/cases/:reference/tasks/:step/assignee': steering(() => ({ assignee: 'nobody', reason }), {
    step,
  }),
  'POST /api/v1/cases/:reference/links': steering(({ reference }) => ({ to: reference, why: 'x' })),
  'POST /api/v1/cases/:reference/split': steering(() => ({ points: ['P9'], procedure: 'x', reason })),
  'POST /api/v1/cases/:reference/reopening': steering(() => ({ step: 'x', reason })),
  'POST /api/v1/cases/:reference/details': steering(() => ({ noSuchDetail: 'x' })),
  'POST /api/v1/cases/:reference/enquiries': steering(() => ({ receivedOn: '2099-01-01' })),
  'POST /api/v1/cases/:reference/legal-hold': steering(() => ({ on: false, reason })),
  'POST /api/v1/cases/:reference/documents': {
    about: 'case',
    who: [...decides, ...independent],
    others: 'refused',
    query: '?title=x',
    bytes: '',
  },
  'GET /api/v1/cases/:reference/documents/:document': { about: 'case', at: { document: 'D1' } },
  'GET /api/v1/cases/:reference/declaration': { about: 'case', who: independent, others: 'not there' },
  'POST /api/v1/cases/:reference/declaration': {
    about: 'case',
    who: independent,
    others: 'not there',
    json: () => ({ decision: 'sign' }),
  },
  'POST /api/v1/cases/:reference/appointments': steering(() => ({
    part: 'independent person',
    user: 'nobody',
    reason,
  })),
  'GET /api/v1/cases/:reference/appendices': { about: 'case' },
  'GET /api/v1/cases/:reference/complainant': { about: 'case', who: officer, others: 'not there' },
  'POST /api/v1/cases/:reference/complainant/matches': {
    about: 'case',
    who: officer,
    others: 'not there',
    json: ({ other }) => ({ decision: 'split off', reference: other, reason }),
  },
  'POST /api/v1/cases/:reference/complainant/flag': {
    about: 'case',
    who: officer,
    others: 'not there',
    json: () => ({ reason, decisionMaker: 'nobody', reviewOn: '2026-12-01' }),
  },
  'POST /api/v1/cases/:reference/complainant/flag/review': {
    about: 'case',
    who: officer,
    others: 'not there',
    json: () => ({ decision: 'end', reason }),
  },
  'GET /api/v1/held-mail': { about: 'staff', who: officer },
  'POST /api/v1/held-mail/:id/release': {
    about: 'staff',
    who: officer,
    gives: 'not there',
    at: { id: 'none' },
  },
  'GET /api/v1/erasures': { about: 'staff', who: officer },
  'GET /api/v1/erasures/:reference': { about: 'staff', who: officer, gives: 'not there' },
  'GET /api/v1/reporting-rows': { about: 'staff', who: reports },
  'GET /api/v1/reports': { about: 'staff', who: reports },
  'POST /api/v1/reports': { about: 'staff', who: reports, json: () => ({ year: 'none' }) },
  'GET /api/v1/reports/:period/:edition/:file': {
    about: 'staff',
    who: reports,
    gives: 'not there',
    at: file,
  },
  'GET /api/v1/reports/:period/:edition/tables/:file': {
    about: 'staff',
    who: reports,
    gives: 'not there',
    at: file,
  },
};
