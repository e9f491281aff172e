import type { Role } from '../../workflows/procedures/roles.ts';

/**
 * The possible answers of a route: it does what was asked or says what is wrong with it; 404; 403; or the way to sign
 * in (401 for programs).
 */
export type Answered = 'allowed' | 'not there' | 'refused' | 'sign in';

/** The values of the names in a path, for the case that the table is about. */
export interface Places {
  reference: string;
  /** Another case of the same complainant, in which no one is complained about. */
  other: string;
  letter: string;
}

export interface Expected {
  /**
   * `case`: anyone who may not read the case gets 404. `staff`: all users of the council, or those in `who`.
   * `everyone`: visitors who are not signed in, too. `session`: a form that belongs to a visit, whoever makes it.
   * `link`: visitors who followed the private link of the case; others are sent to the page to ask for a link.
   */
  about: 'case' | 'staff' | 'everybody' | 'session' | 'link';
  /** The roles that may; absent: everyone who may read the case, or all staff. */
  who?: readonly Role[];
  /** The answer for a visitor without a visit, if it differs because their text is kept. */
  nobody?: Answered;
  /** The answer for the other users who may read the case, or for the other staff. */
  others?: Answered;
  /** The answer for users who are allowed, if the thing they ask for does not exist. */
  gives?: Answered;
  /** Open to the complainant who followed the private link of this case, too. */
  complainant?: true;
  /** The names in the path that are not of `Places`. */
  at?: Record<string, string>;
  query?: string;
  /**
   * The posted body: of the right shape, so the route checks permission, but refused by the case, so nothing changes.
   */
  json?: (places: Places) => unknown;
  bytes?: string;
  form?: Record<string, string>;
}

/** The roles that may read the case, which is at the adjudication of stage 2, with no one complained about. */
export const readers: readonly Role[] = [
  'complaints-officer',
  'team-manager',
  'quality-checker',
  'adjudicating-officer',
  'investigating-officer',
  'independent-person',
];
const officer: readonly Role[] = ['complaints-officer'];
/** Everyone who works on cases for the council. */
const recorders: readonly Role[] = [
  'complaints-officer',
  'team-manager',
  'quality-checker',
  'adjudicating-officer',
  'director',
  'senior-manager',
];
const decides: readonly Role[] = ['complaints-officer', 'adjudicating-officer'];
const independent: readonly Role[] = ['investigating-officer', 'independent-person'];
const reports: readonly Role[] = ['complaints-officer', 'report-writer'];
const step = 'stage-2-adjudication';
const reason = 'x';
const file = { period: '2026-27', edition: 'internal', file: 'report.html' };

const overseers: readonly Role[] = ['complaints-officer', 'senior-manager', 'director', 'team-manager'];
const monitors: readonly Role[] = ['complaints-officer', 'senior-manager', 'director', 'report-writer'];
const writers: readonly Role[] = ['complaints-officer', 'team-manager'];
const mayAdd: readonly Role[] = [...decides, ...independent];
const appointed: readonly Role[] = [...independent, 'panel-chair', 'panel-member'];
const reportPage: Expected = { about: 'staff', who: reports, others: 'not there' };
const caseActionPage: Expected = {
  about: 'case',
  who: officer,
  others: 'not there',
  at: { action: 'details' },
};

/** The case of the table has no request for access: only those who may open one learn that there is none. */
const noAccessRequest: Expected = {
  about: 'case',
  gives: 'not there',
  others: 'not there',
  at: { request: 'A9' },
};

/** Pages of administrators alone; each that takes a form shows it as well. */
const administered: [path: string, row: Pick<Expected, 'form' | 'at'>][] = [
  ['/admin', {}],
  ['/admin/history', {}],
  ['/admin/sessions', { form: {} }],
  ['/admin/letters', {}],
  ['/admin/paragraphs', {}],
  ['/admin/people', {}],
  ['/admin/procedures', {}],
  ['/admin/folder', {}],
  ['/admin/retention', {}],
  ['/admin/retention/:rule', { form: {}, at: { rule: 'complaint' } }],
  ['/admin/safeguarding', { form: {} }],
  ['/admin/teams', {}],
  ['/admin/file/council.json', {}],
  ['/admin/file', { form: {} }],
  ['/admin/council', { form: {} }],
  ['/admin/letters/:id', { form: {}, at: { id: 'acknowledgement' } }],
  [
    '/admin/targets/:procedure/:step',
    { form: {}, at: { procedure: 'childrens-statutory', step: 'stage-1' } },
  ],
  ['/admin/lists/:list', { form: {}, at: { list: 'themes' } }],
  ['/admin/people/:id', { form: {}, at: { id: 'director' } }],
  ['/admin/paragraphs/:id', { form: {}, at: { id: 'ring-us' } }],
  ['/admin/paragraphs/new', { form: {} }],
  ['/admin/people/new', { form: {} }],
  ['/admin/teams/:name', { form: {}, at: { name: 'Assessment Team' } }],
  ['/admin/teams/new', { form: {} }],
];
const administration: Record<string, Expected> = Object.fromEntries(
  administered.flatMap(([path, { form, ...row }]) => {
    const only: Expected = { about: 'staff', who: ['administrator'], others: 'not there', ...row };
    return [[`GET ${path}`, only] as const, ...(form ? [[`POST ${path}`, { ...only, form }] as const] : [])];
  }),
);

/** An action that only complaints officers may take: others who may read the case are refused. */
const caseAction = (json: (places: Places) => unknown, at = {}): Expected => ({
  about: 'case',
  who: officer,
  others: 'refused',
  json,
  at,
});

/** An action on letters, which managers of the case may take as well. */
const letterAction = (json: (places: Places) => unknown, at = {}): Expected => ({
  ...caseAction(json, at),
  who: writers,
});

/** The forms of the public are the same for everyone; one that is sent after its visit has ended is shown again. */
const journey = (at: string): Record<string, Expected> => ({
  [`GET ${at}`]: { about: 'everybody' },
  [`GET ${at}/:question`]: { about: 'everybody', at: { question: 'name' } },
  [`GET ${at}/check`]: { about: 'everybody' },
  [`GET ${at}/danger`]: { about: 'everybody' },
  [`GET ${at}/sent`]: { about: 'everybody' },
  [`POST ${at}/:question`]: { about: 'everybody', at: { question: 'name' }, form: {} },
  [`POST ${at}/clear`]: { about: 'everybody', form: {} },
  [`POST ${at}/code`]: { about: 'everybody', form: {} },
  [`POST ${at}/send`]: { about: 'everybody', form: {} },
});

/** Every route of the pages and of the API. A new route needs its line here. */
export const routeTable: Record<string, Expected> = {
  // Pages
  'GET /assets/:file{pages-.+}': { about: 'everybody', at: { file: 'pages-0.css' } },
  'GET /assets/no-thumbnail.svg': { about: 'everybody' },
  'GET /': { about: 'everybody' },
  'GET /sign-in': { about: 'everybody' },
  'GET /sign-in/callback': { about: 'everybody', gives: 'refused' },
  'POST /sign-out': { about: 'session', form: {} },
  'GET /signed-out': { about: 'everybody' },
  'GET /signed-out/everywhere': { about: 'everybody' },
  'GET /tasks': { about: 'staff' },
  // For each selected task the case is asked who may reassign it.
  'POST /tasks/assign': { about: 'staff', form: {} },
  'GET /tasks/assigned/:id': { about: 'staff', gives: 'not there', at: { id: 'none' } },
  'GET /cases': { about: 'staff' },
  'GET /find': { about: 'staff' },
  'GET /about-you': { about: 'everybody' },
  'GET /about-you/thank-you': { about: 'everybody' },
  'POST /about-you': { about: 'session', form: {} },
  ...journey('/give-feedback'),
  ...journey('/children'),
  'GET /follow': { about: 'everybody' },
  'GET /follow/:secret': { about: 'everybody', gives: 'not there', at: { secret: 'none' } },
  'POST /follow': { about: 'session', form: {} },
  'POST /follow/new-link': { about: 'session', form: {} },
  'POST /follow/leave': { about: 'session', form: {} },
  'GET /follow/add': { about: 'link' },
  'GET /follow/add/file': { about: 'link' },
  'POST /follow/add': { about: 'link', nobody: 'allowed', form: {} },
  // The case is not of a child: its page offers no helper.
  'POST /follow/helper': { about: 'link', gives: 'not there', nobody: 'allowed', form: {} },
  // There is no right that has lapsed.
  'GET /follow/late': { about: 'everybody', gives: 'not there' },
  'GET /follow/late/file': { about: 'everybody', gives: 'not there' },
  'POST /follow/late': { about: 'everybody', gives: 'not there', nobody: 'allowed', form: {} },
  'GET /follow/do/:outcome': { about: 'link', at: { outcome: 'withdraw' } },
  'POST /follow/do/:outcome': {
    about: 'link',
    nobody: 'allowed',
    at: { outcome: 'withdraw' },
    form: { reason: 'x'.repeat(20_000) },
  },
  'GET /follow/done/:what': { about: 'link', at: { what: 'message' } },
  'GET /follow/letters/:letter': { about: 'link' },
  'GET /follow/letters/:letter/:document': { about: 'everybody', gives: 'not there', at: { document: 'D9' } },
  'GET /record': { about: 'staff', who: recorders, others: 'not there' },
  'POST /record': { about: 'staff', who: recorders, others: 'not there', form: {} },
  'GET /mail': { about: 'staff', who: officer, others: 'not there' },
  'GET /mail/:id': { about: 'staff', gives: 'not there', others: 'not there', at: { id: 'none' } },
  'POST /mail/:id/release': {
    about: 'staff',
    who: officer,
    others: 'not there',
    at: { id: 'none' },
    form: {},
  },
  'POST /mail/:id/record': {
    about: 'staff',
    who: officer,
    gives: 'not there',
    others: 'not there',
    at: { id: 'none' },
    form: {},
  },
  'GET /mail/:id/source': { about: 'staff', gives: 'not there', others: 'not there', at: { id: 'none' } },
  'GET /mail/:id/source/file': {
    about: 'staff',
    gives: 'not there',
    others: 'not there',
    at: { id: 'none' },
  },
  'GET /cases/:reference/access-requests/:request': noAccessRequest,
  'GET /cases/:reference/access-requests/:request/export/zip': noAccessRequest,
  'GET /cases/:reference/access-requests/:request/export/:format{json|html}': {
    ...noAccessRequest,
    at: { request: 'A9', format: 'json' },
  },
  'POST /cases/:reference/access-requests/:request': { ...noAccessRequest, form: {} },
  // The complaint of the table came by phone, so it has no email.
  'GET /cases/:reference/source/:message': { about: 'case', gives: 'not there', at: { message: 'M1' } },
  'GET /cases/:reference/source/:message/file': { about: 'case', gives: 'not there', at: { message: 'M1' } },
  'GET /cases/:reference/private-link': { about: 'case', who: officer, others: 'not there' },
  'POST /cases/:reference/private-link': { about: 'case', who: officer, others: 'not there', form: {} },
  // A letter that went by email is not printed.
  'POST /cases/:reference/letters/:letter/print': { about: 'case', gives: 'not there', form: {} },
  'GET /letters-to-post': { about: 'staff', who: officer, others: 'not there' },
  'POST /letters-to-post': { about: 'staff', who: officer, others: 'not there', form: {} },
  'GET /unsent-letters': { about: 'staff', who: overseers, others: 'not there' },
  'POST /unsent-letters': { about: 'staff', who: overseers, others: 'not there', form: {} },
  'GET /messages': { about: 'staff', who: overseers, others: 'not there' },
  'GET /overview': { about: 'staff', who: overseers, others: 'not there' },
  'GET /appointments': { about: 'staff', who: appointed, others: 'not there' },
  'GET /cases/:reference/add-document': { about: 'case', who: mayAdd, others: 'not there' },
  'GET /cases/:reference/add-document/file': { about: 'case', who: mayAdd, others: 'not there' },
  'POST /cases/:reference/add-document': { about: 'case', who: mayAdd, others: 'not there', form: {} },
  'GET /cases/:reference/complainant': { about: 'case', who: officer, others: 'not there' },
  'GET /cases/:reference/declaration': { about: 'case', who: independent, others: 'not there' },
  'POST /cases/:reference/declaration': { about: 'case', who: independent, others: 'not there', form: {} },
  'GET /cases/:reference/letters/:letter': { about: 'case' },
  'GET /cases/:reference/letters/:letter/print': { about: 'case' },
  'GET /cases/:reference/messages/:message/:attachment': {
    about: 'case',
    gives: 'not there',
    at: { message: 'M9', attachment: '0' },
  },
  'GET /cases/:reference/messages/:message/:attachment/view': {
    about: 'case',
    gives: 'not there',
    at: { message: 'M9', attachment: '0' },
  },
  'GET /cases/:reference/messages/:message/:attachment/view/thumbnail': {
    about: 'case',
    gives: 'not there',
    at: { message: 'M9', attachment: '0' },
  },
  'GET /cases/:reference/messages/:message/:attachment/view/:page': {
    about: 'case',
    gives: 'not there',
    at: { message: 'M9', attachment: '0', page: '1' },
  },
  'GET /cases/:reference/reads': { about: 'case', who: officer, others: 'not there' },
  'GET /cases/:reference/steer/letter/:about?': { about: 'case', who: writers, others: 'not there' },
  'POST /cases/:reference/steer/letter/:about?': {
    about: 'case',
    who: writers,
    others: 'not there',
    form: {},
  },
  'GET /cases/:reference/letter-drafts/:draft': { about: 'case', gives: 'not there', at: { draft: 'LD9' } },
  'POST /cases/:reference/letter-drafts/:draft': {
    about: 'case',
    gives: 'not there',
    at: { draft: 'LD9' },
    form: {},
  },
  'GET /cases/:reference/steer/:action/:about?': caseActionPage,
  'POST /cases/:reference/steer/:action/:about?': { ...caseActionPage, form: {} },
  'GET /reports': reportPage,
  'POST /reports': { ...reportPage, form: {} },
  'GET /reports/:period': { ...reportPage, gives: 'not there', at: { period: 'none' } },
  'GET /reports/:period/:edition/:file': { ...reportPage, gives: 'not there', at: file },
  'GET /reports/:period/:edition/tables/:file': { ...reportPage, gives: 'not there', at: file },
  'GET /reports/:period/words': { ...reportPage, gives: 'not there', at: { period: 'none' } },
  'POST /reports/:period/words': { ...reportPage, gives: 'not there', at: { period: 'none' }, form: {} },
  'GET /reports/:period/words/:version{[0-9]+}': {
    ...reportPage,
    gives: 'not there',
    at: { period: '2026-27', version: '9' },
  },
  'GET /reports/monitor': { about: 'staff', who: monitors, others: 'not there' },
  'GET /reports/monitor/:view': {
    about: 'staff',
    who: monitors,
    others: 'not there',
    gives: 'not there',
    at: { view: 'none' },
  },
  ...administration,
  'GET /kept/:secret': { about: 'staff', gives: 'not there', at: { secret: 'none' } },
  'GET /cases/:reference': { about: 'case' },
  'GET /cases/:reference/documents/:document': { about: 'case', at: { document: 'D1' } },
  // The document is a text, which has no preview.
  'GET /cases/:reference/documents/:document/view': {
    about: 'case',
    gives: 'not there',
    at: { document: 'D1' },
  },
  'GET /cases/:reference/documents/:document/view/thumbnail': {
    about: 'case',
    gives: 'not there',
    at: { document: 'D1' },
  },
  'GET /cases/:reference/documents/:document/view/:page': {
    about: 'case',
    gives: 'not there',
    at: { document: 'D1', page: '99' },
  },
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
    who: recorders,
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
  'POST /api/v1/cases/:reference/tasks/:step/assignee': caseAction(() => ({ assignee: 'nobody', reason }), {
    step,
  }),
  'POST /api/v1/cases/:reference/merge': caseAction(({ reference }) => ({ into: reference, reason: 'x' })),
  'POST /api/v1/cases/:reference/links': caseAction(({ reference }) => ({ to: reference, why: 'x' })),
  'POST /api/v1/cases/:reference/corrections': caseAction(() => ({
    what: 'procedure',
    value: 'x',
    reason,
  })),
  'POST /api/v1/cases/:reference/split': caseAction(() => ({ points: ['P9'], procedure: 'x', reason })),
  'POST /api/v1/cases/:reference/routes': caseAction(() => ({
    route: 'lado',
    points: ['P9'],
    reason,
    to: 'x',
    goesOn: true,
  })),
  'POST /api/v1/cases/:reference/reopening': caseAction(() => ({ step: 'x', reason })),
  'POST /api/v1/cases/:reference/details': caseAction(() => ({ noSuchDetail: 'x' })),
  'POST /api/v1/cases/:reference/parties': caseAction(() => ({ roles: ['advocate'] })),
  'POST /api/v1/cases/:reference/parties/complainant': caseAction(() => ({ who: 'sender' })),
  'POST /api/v1/cases/:reference/parties/forwarded': caseAction(() => ({
    name: 'x',
    email: 'sam.carter@home.example',
    sender: 'no one',
    reason,
  })),
  'POST /api/v1/cases/:reference/letters/:letter/again': caseAction(() => ({})),
  'PATCH /api/v1/cases/:reference/parties/:party': {
    ...caseAction(() => ({ phone: 'x', reason }), { party: 'P99' }),
    gives: 'not there',
  },
  'POST /api/v1/cases/:reference/enquiries': caseAction(() => ({ receivedOn: '2099-01-01' })),
  'POST /api/v1/cases/:reference/safeguarding': {
    about: 'case',
    gives: 'not there',
    json: () => ({ reason, message: 'M99' }),
  },
  'POST /api/v1/cases/:reference/child-limits': caseAction(() => ({ item: 'D99', children: [] })),
  'POST /api/v1/cases/:reference/letters': letterAction(() => ({ to: 'P99', subject: 'x', text: 'x' })),
  'POST /api/v1/cases/:reference/letters/preview': letterAction(() => ({
    to: 'P99',
    subject: 'x',
    text: 'x',
  })),
  'POST /api/v1/cases/:reference/letter-drafts': letterAction(() => ({ documents: ['D99'] })),
  'PATCH /api/v1/cases/:reference/letter-drafts/:draft': {
    ...letterAction(() => ({ version: 1 }), { draft: 'LD9' }),
    gives: 'not there',
  },
  'POST /api/v1/cases/:reference/letter-drafts/:draft/handling': {
    ...letterAction(() => ({ version: 1, how: 'discard' }), { draft: 'LD9' }),
    gives: 'not there',
  },
  'GET /api/v1/cases/:reference/paragraphs': { about: 'case', who: writers, others: 'refused' },
  'POST /api/v1/cases/:reference/notes': {
    about: 'case',
    json: () => ({ kind: 'note', text: 'x', on: '2099-01-01' }),
  },
  'GET /api/v1/cases/:reference/access-requests': { about: 'case', who: officer, others: 'not there' },
  'POST /api/v1/cases/:reference/access-requests': caseAction(() => ({
    person: 'P99',
    receivedOn: '2026-06-01',
  })),
  'GET /api/v1/cases/:reference/access-requests/:request': noAccessRequest,
  'GET /api/v1/cases/:reference/access-requests/:request/export': noAccessRequest,
  'POST /api/v1/cases/:reference/access-requests/:request/extension': {
    ...caseAction(() => ({ reason }), { request: 'A9' }),
    gives: 'not there',
  },
  'POST /api/v1/cases/:reference/access-requests/:request/clearances': {
    ...caseAction(() => ({ items: [{ item: 'x', include: true }] }), { request: 'A9' }),
    gives: 'not there',
  },
  'POST /api/v1/cases/:reference/access-requests/:request/answer': {
    ...caseAction(() => ({}), { request: 'A9' }),
    gives: 'not there',
  },
  'POST /api/v1/cases/:reference/legal-hold': caseAction(() => ({ on: false, reason })),
  'POST /api/v1/cases/:reference/private-link': caseAction(() => ({})),
  'POST /api/v1/cases/:reference/messages': caseAction(() => ({ channel: 'phone', text: 'x' })),
  'POST /api/v1/cases/:reference/letters/:letter/posted': caseAction(() => ({ on: '2099-01-01' })),
  'POST /api/v1/cases/:reference/letters/:letter/reached': caseAction(() => ({ how: 'x', on: '2099-01-01' })),
  'POST /api/v1/cases/:reference/letters/:letter/returned': {
    ...caseAction(() => ({ detail: 'x' }), { letter: 'none' }),
    gives: 'not there',
  },
  'GET /api/v1/messages': { about: 'staff' },
  'GET /api/v1/letters/to-post': { about: 'staff' },
  'POST /api/v1/letters/print': { about: 'staff', json: () => ({ letters: ['none'] }) },
  'GET /api/v1/letters/unsent': { about: 'staff' },
  'POST /api/v1/letters/unsent/again': { about: 'staff', json: () => ({ letters: ['none'] }) },
  'POST /api/v1/letters/posted': { about: 'staff', json: () => ({ letters: ['none'] }) },
  'POST /api/v1/messages/:id/handling': {
    about: 'staff',
    gives: 'not there',
    at: { id: 'none' },
    json: () => ({ how: 'noted', note: 'x' }),
  },
  'POST /api/v1/cases/:reference/messages/:message/handling': {
    ...caseAction(() => ({ how: 'noted', note: 'x' }), { message: 'M9' }),
    gives: 'not there',
  },
  'POST /api/v1/cases/:reference/messages/:message/automatic': {
    ...caseAction(() => ({ automatic: true }), { message: 'M9' }),
    gives: 'not there',
  },
  'POST /api/v1/cases/:reference/messages/:message/dealt-with': {
    ...caseAction(() => ({ done: 'x' }), { message: 'M9' }),
    gives: 'not there',
  },
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
  'POST /api/v1/cases/:reference/appointments': caseAction(() => ({
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
  'GET /api/v1/held-mail/:id': { about: 'staff', who: officer, gives: 'not there', at: { id: 'none' } },
  'GET /api/v1/held-mail/:id/source': {
    about: 'staff',
    who: officer,
    gives: 'not there',
    at: { id: 'none' },
  },
  'POST /api/v1/held-mail/:id/record': {
    about: 'staff',
    who: officer,
    gives: 'not there',
    at: { id: 'none' },
  },
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
