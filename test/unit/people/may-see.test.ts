import { describe, expect, test } from 'vitest';
import type { Event } from '../../../functions/domain/case/events.ts';
import { replay } from '../../../functions/domain/case/replay.ts';
import type { LetterRow } from '../../../functions/domain/case/stored-rows.ts';
import {
  casesNamedIn,
  caseSeenBy,
  seenBy,
  seesAll,
  withoutCases,
} from '../../../functions/domain/people/may-see.ts';
import { decided, facts, opened, recorded, started, user, type What } from '../a-case.ts';

const at = '2026-06-01T09:00:00.000Z';

const letter = (template: string, to: LetterRow['to'], enclosures: string[] = []): LetterRow => ({
  key: `${template}/${to}`,
  template,
  to,
  mailId: 'm',
  preparedAt: at,
  attempts: 1,
  status: 'sent',
  enclosures,
});

const letters = [
  letter('acknowledgement', 'complainant'),
  letter('stage-1-response', 'complainant', ['D4']),
  letter('alert-escalation', 'user:director'),
  letter('alert-task-opened', 'user:panel-member'),
];

/** D1, D2: the two reports. D3: a note of an officer. D4: enclosed with the answer. D5: added by the panel's chair. */
const documents = ['D1', 'D2', 'D3', 'D4', 'D5'].map((id) => ({
  id,
  title: id,
  mimeType: 'text/plain',
  size: 1,
  file: `documents/${id}`,
  addedAt: at,
  addedBy: id === 'D5' ? ('user:panel-chair' as const) : ('user:complaints-officer' as const),
}));

const messages = ['M1', 'M2', 'M3'].map((id, index) => ({
  id,
  channel: 'email' as const,
  receivedAt: at,
  from: { name: 'Sam Carter', email: 'sam.carter@home.example' },
  subject: id,
  text: id,
  automatic: index === 1,
  raw: `mail/${id}`,
  attachments: [],
}));

const happened: What[] = [
  facts({
    team: 'Assessment Team',
    relation: 'parent',
    handler: 'complaints-officer',
    themes: ['Contact arrangements'],
    investigatingOfficer: 'investigating-officer',
    independentPerson: 'independent-person',
    panelChair: 'panel-chair',
    panelMembers: ['panel-member', 'panel-member-2'],
    investigationReport: 'D1',
    independentReport: 'D2',
  }),
  started(),
  started({ run: 2, procedure: 'lgsco', version: '2024', beside: true }),
  opened('stage-1', 'team-manager', { assignee: 'team-manager' }),
  decided('stage-1', 'respond', 'user:team-manager', { answers: { response: 'We are sorry.' } }),
  opened('lgsco-enquiry', 'complaints-officer', { run: 2 }),
  ...letters.map(({ key, template, to, enclosures }): What => ({
    type: 'letter-prepared',
    letter: key,
    template,
    to,
    enclosures: enclosures ?? [],
  })),
  ...documents.map(({ id, addedBy }): What => ({ type: 'document-added', document: id, by: addedBy })),
  { type: 'linked', to: 'SC-2026-00099-1', why: 'The same family' },
];

function aFile() {
  const { after, events } = recorded(...happened);
  return {
    state: after,
    events,
    persons: [{ id: 'P1', name: 'Sam Carter', email: 'sam.carter@home.example', phone: '01632 960 001' }],
    messages,
    letters,
    documents,
    drafts: [],
    letterDrafts: [],
  };
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const kinds = (events: readonly Event[]) => [...new Set(events.map(({ type }) => type))];

test.each(['complaints-officer', 'team-manager', 'director', 'quality-checker'])(
  '%s sees the whole file',
  (id) => {
    const file = aFile();
    expect(seenBy(user(id), file)).toBe(file);
    expect(seesAll(user(id), file.state)).toBe(true);
  },
);

describe.each(['investigating-officer', 'independent-person'])('%s', (id) => {
  const seen = seenBy(user(id), aFile());

  test('sees contact details and all messages except automatic replies', () => {
    expect(seen.persons).toEqual(aFile().persons);
    expect(ids(seen.messages)).toEqual(['M1', 'M3']);
    expect(seen.messages[0]).toEqual(messages[0]);
  });
  test('sees every document, and letters to the complainant alone', () => {
    expect(ids(seen.documents)).toEqual(['D1', 'D2', 'D3', 'D4', 'D5']);
    expect(seen.letters.map(({ template }) => template)).toEqual(['acknowledgement', 'stage-1-response']);
  });
});

describe.each(['panel-chair', 'panel-member'])('%s', (id) => {
  const seen = seenBy(user(id), aFile());

  test('sees the original complaint without contact details', () => {
    expect(seen.persons).toEqual([{ id: 'P1', name: 'Sam Carter' }]);
    expect(seen.messages).toEqual([
      {
        id: 'M1',
        channel: 'email',
        receivedAt: at,
        from: { name: 'Sam Carter' },
        subject: 'M1',
        text: 'M1',
        automatic: false,
        attachments: [],
      },
    ]);
  });
  test('sees both reports, enclosures of letters and their own documents', () => {
    expect(ids(seen.documents)).toEqual(['D1', 'D2', 'D4', ...(id === 'panel-chair' ? ['D5'] : [])]);
  });
  test('sees the answers that were sent, and letters to themselves', () => {
    expect(seen.letters.map(({ template }) => template)).toEqual([
      'stage-1-response',
      ...(id === 'panel-member' ? ['alert-task-opened'] : []),
    ]);
  });
});

describe('hidden items are left out of state and history as well', () => {
  const seen = seenBy(user('panel-member'), aFile());

  test('without facts of other parts, links, runs alongside and their tasks', () => {
    expect(seen.state.facts).toMatchObject({ team: 'Assessment Team', panelChair: 'panel-chair' });
    expect(seen.state.facts.themes).toBeUndefined();
    expect(seen.state.facts.relation).toBeUndefined();
    expect(seen.state.links).toEqual([]);
    expect(seen.state.runs.map(({ run }) => run)).toEqual([1]);
    expect(seen.state.tasks.map(({ step }) => step)).toEqual(['stage-1']);
  });
  test('without the answers of others, but with the step and its outcome', () => {
    const decision = seen.events.find(({ type }) => type === 'decided');
    expect(decision).toMatchObject({ outcome: 'respond', answers: {} });
    expect(kinds(seen.events)).toEqual([
      'received',
      'procedure-started',
      'task-opened',
      'decided',
      'letter-prepared',
      'document-added',
    ]);
  });
  test('with the real version, so a decision is checked against the current case', () => {
    expect(seen.state.version).toBe(aFile().state.version);
  });
  test('without letters, documents or messages in the state', () => {
    const state = caseSeenBy(user('panel-member'), aFile().state);
    expect([state.letters, state.documents, state.messages, state.links]).toEqual([[], [], [], []]);
  });
});

test('a person replaced on the case sees nothing through their former part', () => {
  const { after } = recorded(...happened, facts({ independentPerson: 'independent-person-2' }));
  // `may` keeps them out of the case; here they have no part that would limit what they see.
  expect(seesAll(user('independent-person'), after)).toBe(true);
  expect(seesAll(user('independent-person-2'), after)).toBe(false);
});

test('hiding another case removes its link, its events and its points', () => {
  const file = aFile();
  const hidden = withoutCases(file, new Set(['SC-2026-00099-1']));
  expect(hidden.state.links).toEqual([]);
  expect(kinds(hidden.events)).not.toContain('linked');
  expect(withoutCases(file, new Set(['SC-2026-00098-1'])).state.links).toHaveLength(1);
});

describe('a case that was split off', () => {
  const parent = 'SC-2026-00050-1';
  const child = 'SC-2026-00051-1';
  const file = () => {
    const [received, ...rest] = recorded(
      facts({
        points: [
          { id: 'P1', text: 'No calls' },
          { id: 'P2', text: 'Rude', procedure: 'corporate', case: child },
          { id: 'P3', text: 'Late', procedure: 'corporate', case: 'SC-2026-00052-1' },
        ],
      }),
      started(),
      opened('stage-1', 'team-manager'),
      decided('stage-1', 'respond', 'user:team-manager', {
        answers: { points: [{ text: 'No calls' }, { text: 'Rude' }], note: 'Rude', agreed: true },
      }),
      { type: 'split', points: ['P2'], to: child, procedure: 'corporate' },
    ).events;
    if (received?.type !== 'received') throw new Error('not received');
    const events: Event[] = [{ ...received, splitFrom: parent }, ...rest];
    const state = replay('C', events);
    if (!state) throw new Error('no case');
    return { ...aFile(), state, events };
  };
  const texts = (points: { text: string }[] | undefined) => points?.map(({ text }) => text);

  test('names its original case and those that took its points', () => {
    expect(casesNamedIn(file())).toEqual(new Set([parent, child]));
    expect(casesNamedIn(aFile())).toEqual(new Set(['SC-2026-00099-1']));
  });
  test('names its original case in state and history while the reader may see it', () => {
    const seen = withoutCases(file(), new Set([child]));
    expect(seen.state.splitFrom).toBe(parent);
    expect(seen.events[0]).toMatchObject({ type: 'received', splitFrom: parent });
  });
  test('hides its origin when the reader may not see that case', () => {
    const seen = withoutCases(file(), new Set([parent]));
    expect(seen.state).not.toHaveProperty('splitFrom');
    expect(seen.events[0]).not.toHaveProperty('splitFrom');
    expect(texts(seen.state.facts.points)).toEqual(['No calls', 'Rude', 'Late']);
  });
  test('hides its origin from independent people', () => {
    const appointed = { ...file().state, facts: { panelChair: 'panel-chair' } };
    expect(caseSeenBy(user('complaints-officer'), appointed).splitFrom).toBe(parent);
    expect(caseSeenBy(user('panel-chair'), appointed)).not.toHaveProperty('splitFrom');
  });
  test('loses the points that a hidden case took, in facts, history and answers', () => {
    const seen = withoutCases(file(), new Set([child]));
    expect(texts(seen.state.facts.points)).toEqual(['No calls', 'Late']);
    expect(kinds(seen.events)).not.toContain('split');
    const recordedPoints = seen.events.find(({ type }) => type === 'facts-recorded');
    expect(recordedPoints).toMatchObject({ facts: { points: [{ id: 'P1' }, { id: 'P3' }] } });
    expect(seen.events.find(({ type }) => type === 'decided')).toMatchObject({
      answers: { points: [{ text: 'No calls' }], note: 'Rude', agreed: true },
    });
  });
});

describe('independent people read the history of their own part', () => {
  const legal: What = { type: 'legal-hold', on: true, reason: 'A claim' };
  const extended = (task: string, by: 'user:panel-chair' | 'user:complaints-officer'): What => ({
    type: 'extended',
    task,
    by,
    due: '2026-06-15',
    until: '2026-06-22',
    reason: 'Ill',
  });
  const delay = (task: string, by: 'user:panel-chair' | 'user:complaints-officer'): What => ({
    type: 'delay-reported',
    task,
    by,
    expected: '2026-06-20',
    reason: 'Ill',
  });
  const settled = (sent: string): What => ({ type: 'letter-settled', letter: sent, status: 'sent' });
  const moved = (task: string): What => ({
    type: 'deadline-moved',
    task,
    due: '2026-06-15',
    until: '2026-06-22',
    reason: 'A new meeting',
  });
  const declared = (id: 'panel-chair' | 'panel-member'): What => ({
    type: 'independence-declared',
    by: `user:${id}`,
    part: 'panel member',
    words: 'v1',
  });
  const eventsFor = (id: string, ...more: What[]) => {
    const { after, events } = recorded(...happened, ...more);
    return seenBy(user(id), { ...aFile(), state: after, events }).events.slice(
      seenBy(user(id), aFile()).events.length,
    );
  };

  test.each<[string, What, boolean]>([
    ['an extension of their own', extended('stage-1#1', 'user:panel-chair'), true],
    ['an extension by the council', extended('stage-1#1', 'user:complaints-officer'), false],
    ['a delay they reported', delay('stage-1#1', 'user:panel-chair'), true],
    ['a delay that others reported', delay('stage-1#1', 'user:complaints-officer'), false],
    ['a deadline that moved', moved('stage-1#1'), true],
    ['a deadline of a side run that moved', moved('lgsco-enquiry#1'), false],
    ['a decision in a side run', decided('lgsco-enquiry', 'answer', 'user:panel-chair'), false],
    ['their own declaration', declared('panel-chair'), true],
    ['the declaration of another', declared('panel-member'), false],
    ['the end of the case', { type: 'closed', as: 'answered', run: 1 }, true],
    ['a legal hold', legal, false],
    ['that a letter to the complainant was sent', settled('stage-1-response/complainant'), true],
    ['that a letter to another was sent', settled('alert-escalation/user:director'), false],
  ])('%s', (_, event, seen) => {
    expect(eventsFor('panel-chair', event).map(({ type }) => type)).toEqual(seen ? [event.type] : []);
  });

  test('with their own answers, and only the fact of others’ decisions', () => {
    const answers = { report: 'D9' };
    const own = decided('stage-1', 'respond', 'user:panel-chair', { answers });
    expect(eventsFor('panel-chair', own)).toMatchObject([{ type: 'decided', answers }]);
    expect(eventsFor('panel-member', own)).toMatchObject([{ type: 'decided', answers: {} }]);
  });
});

test('independent people read their own drafts and those of tasks assigned to them', () => {
  const draft = (task: string, by: string) => ({
    task,
    by: `user:${by}` as const,
    at,
    outcome: 'o',
    version: 1,
    typed: {},
    changed: {},
  });
  const { after } = recorded(
    ...happened,
    opened('stage-3-panel-report', 'panel-chair', { assignee: 'panel-chair' }),
  );
  const drafts = [
    draft('stage-1#1', 'team-manager'),
    draft('stage-1#1', 'panel-member'),
    draft('stage-3-panel-report#1', 'complaints-officer'),
  ];
  const seen = (id: string) => seenBy(user(id), { ...aFile(), state: after, drafts }).drafts;
  expect(seen('panel-chair')).toEqual([drafts[2]]);
  expect(seen('panel-member')).toEqual([drafts[1]]);
});

test('independent people read only their own declaration', () => {
  const declared = (id: string) => ({ user: id, at, signed: true });
  const { after } = recorded(...happened);
  const declarations = [declared('panel-chair'), declared('panel-member')];
  const state = { ...after, declarations };
  expect(caseSeenBy(user('panel-chair'), state).declarations).toEqual([declared('panel-chair')]);
  expect(caseSeenBy(user('panel-chair'), after).declarations).toEqual([]);
});

test('a complaints officer with a part in the case still sees all of it', () => {
  const chair = { ...user('panel-chair'), roles: ['complaints-officer' as const, 'panel-chair' as const] };
  expect(seesAll(chair, aFile().state)).toBe(true);
  expect(seesAll(user('panel-chair'), aFile().state)).toBe(false);
});
