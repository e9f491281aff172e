import { describe, expect, test } from 'vitest';
import { procedures } from '../../shropshire.ts';
import type { Milestone, Outcome, Procedure, Step } from '../../../workflows/procedures/procedure.ts';

// What the law and the council's policy say of steps: who does each, where its outcomes lead, what has to be true first.
// The numbers that law.md has in a table are compared with it in law.test.ts.

const procedureOf = (id: string): Procedure => {
  const [name = '', version] = id.split(' ');
  const found = procedures.all.find(
    (one) => one.id === name && (version === undefined || one.version === version),
  );
  if (!found) throw new Error(`no procedure ${id}`);
  return found;
};
const stepOf = (procedure: string, id: string): Step => {
  const found = procedureOf(procedure).steps[id];
  if (!found) throw new Error(`no step ${id} of ${procedure}`);
  return found;
};
const outcomeOf = (procedure: string, step: string, id: string): Outcome => {
  const found = stepOf(procedure, step).outcomes[id];
  if (!found) throw new Error(`no outcome ${id} of ${step}`);
  return found;
};
const children = 'childrens-statutory';
const adults = 'adult-social-care';

describe('who does a step, and who of them: the person recorded as this fact', () => {
  test.each<[string, string, Step['performer'], string | undefined]>([
    // law.md section 2b
    ['intake', 'triage', 'complaints-officer', undefined],
    [children, 'acknowledge', 'complaints-officer', 'handler'],
    [children, 'stage-1', 'team-manager', 'investigator'],
    [children, 'stage-1-check', 'quality-checker', undefined],
    [children, 'stage-1-money', 'senior-manager', undefined],
    [children, 'stage-1-sign-off', 'complaints-officer', 'handler'],
    [children, 'stage-2-window', 'complainant', undefined],
    [children, 'stage-2-commission', 'complaints-officer', 'handler'],
    [children, 'stage-2-statement', 'complaints-officer', 'handler'],
    [children, 'stage-2', 'investigating-officer', 'investigatingOfficer'],
    [children, 'stage-2-independent-report', 'independent-person', 'independentPerson'],
    [children, 'stage-2-adjudication', 'adjudicating-officer', 'adjudicatingOfficer'],
    [children, 'stage-3-window', 'complainant', undefined],
    [children, 'stage-3-acknowledgement', 'complaints-officer', 'handler'],
    [children, 'stage-3-papers', 'complaints-officer', 'handler'],
    // The panel meets, and the officer records it.
    [children, 'stage-3-panel-meeting', 'complaints-officer', 'handler'],
    [children, 'stage-3-panel-report', 'panel-chair', 'panelChair'],
    [children, 'stage-3-response', 'director', undefined],
    // law.md section 3: a review by someone else than the investigator
    ['corporate 2019', 'stage-1', 'team-manager', 'investigator'],
    ['corporate 2019', 'stage-2', 'owner', 'reviewer'],
    ['corporate 2026', 'stage-2', 'owner', 'reviewer'],
    [adults, 'response', 'team-manager', 'investigator'],
    // law.md sections 4 and 5
    ['compliment', 'thank', 'complaints-officer', 'handler'],
    ['comment', 'answer', 'complaints-officer', 'handler'],
    ['service-request', 'pass-on', 'complaints-officer', 'handler'],
    ['lgsco', 'lgsco-enquiry', 'complaints-officer', 'handler'],
    ['action', 'action', 'owner', undefined],
    ['safeguarding', 'look-now', 'complaints-officer', undefined],
  ])('%s: %s', (procedure, id, performer, assignedBy) => {
    const { performer: found, assignedBy: given } = stepOf(procedure, id);
    expect([found, given]).toEqual([performer, assignedBy]);
  });
});

describe('where the ordinary outcome of a step leads (law.md sections 2b and 3)', () => {
  test.each([
    ['intake', 'triage', 'route', 'chosen procedure'],
    [children, 'acknowledge', 'acknowledge', 'stage-1'],
    [children, 'stage-1', 'respond', 'stage-1-check'],
    [children, 'stage-1-check', 'accept', 'stage-1-money'],
    [children, 'stage-1-check', 'return', 'stage-1'],
    [children, 'stage-1-money', 'approve', 'stage-1-sign-off'],
    [children, 'stage-1-money', 'refuse', 'stage-1'],
    [children, 'stage-1-sign-off', 'send', 'stage-2-window'],
    [children, 'stage-1-sign-off', 'return', 'stage-1'],
    [children, 'stage-2-window', 'request-stage-2', 'stage-2-commission'],
    [children, 'stage-2-window', 'lapse', 'learning'],
    [children, 'stage-2-commission', 'commission', 'stage-2-statement'],
    [children, 'stage-2-statement', 'agreed', 'stage-2'],
    [children, 'stage-2-statement', 'not-agreed', 'stage-2'],
    [children, 'stage-2', 'submit-report', 'stage-2-independent-report'],
    [children, 'stage-2-independent-report', 'submit-report', 'stage-2-adjudication'],
    [children, 'stage-2-adjudication', 'respond', 'stage-2-adjudication-check'],
    [children, 'stage-2-adjudication-sign-off', 'send', 'stage-3-window'],
    [children, 'stage-3-window', 'request-stage-3', 'stage-3-acknowledgement'],
    [children, 'stage-3-window', 'refer-early', 'learning'],
    [children, 'stage-3-window', 'lapse', 'learning'],
    [children, 'stage-3-acknowledgement', 'acknowledge', 'stage-3-panel'],
    [children, 'stage-3-panel', 'appoint', 'stage-3-papers'],
    [children, 'stage-3-papers', 'send-papers', 'stage-3-panel-meeting'],
    [children, 'stage-3-panel-meeting', 'held', 'stage-3-panel-report'],
    [children, 'stage-3-panel-meeting', 'postpone', 'again'],
    [children, 'stage-3-panel-report', 'submit-report', 'stage-3-response'],
    [children, 'stage-3-response-sign-off', 'send', 'learning'],
    ['corporate 2026', 'acknowledge', 'acknowledge', 'stage-1'],
    ['corporate 2026', 'stage-1-sign-off', 'send', 'stage-2-window'],
    ['corporate 2026', 'stage-2-window', 'request-stage-2', 'stage-2-acknowledge'],
    ['corporate 2026', 'stage-2-acknowledge', 'acknowledge', 'stage-2'],
    ['corporate 2026', 'stage-2-sign-off', 'send', 'learning'],
    [adults, 'acknowledge', 'acknowledge', 'response'],
    [adults, 'response-sign-off', 'send', 'learning'],
    [adults, 'our-part', 'send-part', 'their-answer'],
    [adults, 'their-answer', 'answered', 'learning'],
    ['lgsco', 'lgsco-enquiry', 'respond', 'lgsco-decision'],
    ['lgsco', 'lgsco-decision', 'record-decision', 'lgsco-money'],
    ['payment', 'pay', 'not-paid', 'not-paid'],
    ['payment', 'not-paid', 'pay-after-all', 'pay'],
    ['retention-review', 'retention-review', 'erase', 'erased'],
  ])('%s: %s, %s: %s', (procedure, step, outcome, next) => {
    expect(outcomeOf(procedure, step, outcome).next).toBe(next);
  });
});

describe('how a case is closed, and whose right it is', () => {
  test.each<[string, string, string, string, Outcome['by']]>([
    // law.md section 2: at any time; told in writing; the council can go on as a management review
    [children, 'stage-1', 'withdraw', 'withdrawn', ['complaints-officer', 'complainant']],
    [children, 'stage-3-panel-meeting', 'withdraw', 'withdrawn', ['complaints-officer', 'complainant']],
    [children, 'stage-1', 'withdraw-and-review', 'withdrawn', ['complaints-officer']],
    [children, 'acknowledge', 'decline', 'declined', ['complaints-officer']],
    [children, 'acknowledge', 'refuse-standing', 'standing refused', ['complaints-officer']],
    [
      children,
      'stage-1',
      'close-without-consent',
      'closed: the child does not agree',
      ['complaints-officer'],
    ],
    // law.md section 2c
    [
      children,
      'stage-1',
      'resolve-informally',
      'resolved informally',
      ['complaints-officer', 'team-manager'],
    ],
    [children, 'stage-2-window', 'lapse', 'answered at stage 1', []],
    [children, 'stage-3-window', 'lapse', 'adjudicated at stage 2', []],
    [children, 'stage-3-window', 'refer-early', 'referred early to the Ombudsman', ['complaints-officer']],
    [children, 'stage-3-response-sign-off', 'send', 'answered at stage 3', undefined],
    ['corporate 2026', 'stage-2-window', 'lapse', 'answered at stage 1', []],
    ['corporate 2026', 'stage-2-sign-off', 'send', 'answered at stage 2', undefined],
    [
      adults,
      'acknowledge',
      'resolved-by-word',
      'resolved informally',
      ['complaints-officer', 'team-manager'],
    ],
  ])('%s: %s, %s: %s', (procedure, step, id, closedAs, by) => {
    const outcome = outcomeOf(procedure, step, id);
    expect([outcome.closedAs, outcome.by]).toEqual([closedAs, by]);
  });

  test.each([
    [children, 'stage-2-window', 'request-stage-2'],
    [children, 'stage-1', 'go-to-stage-2'],
    [children, 'stage-3-window', 'request-stage-3'],
    ['corporate 2019', 'stage-2-window', 'request-stage-2'],
    [children, 'stage-1', 'agree-to-wait'],
    [children, 'stage-3-response', 'agree-to-wait'],
    [adults, 'response', 'agree-to-wait'],
  ])(
    'the complainant decides it themselves, without a required reason: %s, %s, %s',
    (procedure, step, id) => {
      const { by, form } = outcomeOf(procedure, step, id);
      expect(by).toContain('complainant');
      expect(Object.values(form).filter(({ type, required }) => type === 'paragraphs' && required)).toEqual(
        [],
      );
    },
  );
});

describe('what has to be true before an outcome (law.md section 2)', () => {
  test.each<[string, string, string, Outcome['gates']]>([
    [children, 'acknowledge', 'acknowledge', ['advocacy offered']],
    ['corporate 2026', 'acknowledge', 'acknowledge', ['advocacy offered']],
    [adults, 'acknowledge', 'acknowledge', undefined],
    [children, 'stage-1-sign-off', 'send', ['consent to represent', 'consent to disclose', 'money approved']],
    [
      children,
      'stage-2-adjudication-sign-off',
      'send',
      ['consent to represent', 'consent to disclose', 'money approved'],
    ],
    [adults, 'response-sign-off', 'send', ['money approved']],
    [children, 'stage-1', 'close-without-consent', ['consent refused']],
    [children, 'stage-3-window', 'refer-early', ['a point upheld']],
    ['retention-review', 'retention-review', 'erase', ['may be erased']],
  ])('%s: %s, %s: %j', (procedure, step, id, gates) => {
    expect(outcomeOf(procedure, step, id).gates).toEqual(gates);
  });

  test('a case goes early to the Ombudsman only with every point of the checklist', () => {
    const { form } = outcomeOf(children, 'stage-3-window', 'refer-early');
    expect(Object.keys(form).filter((name) => form[name]?.mustBeYes)).toEqual([
      'stage2Complete',
      'reportRobust',
      'adjudicationComplete',
      'pointsUpheld',
      'actionPlanClear',
      'outcomesMet',
      'complainantAgrees',
    ]);
  });

  test('going on without an answer waits for day 20', () => {
    expect(outcomeOf(children, 'stage-1', 'go-to-stage-2').onlyAfter).toBe('stage-2-without-response');
    expect(outcomeOf(children, 'stage-2-statement', 'not-agreed').onlyAfterReminder).toBe('remind');
  });
});

describe('which clocks a decision starts and ends (law.md section 2a)', () => {
  const own = (clock: string, on?: string) => (on === undefined ? { clock } : { clock, on });
  test.each<[string, string, string, Outcome['starts'], Outcome['ends']]>([
    [children, 'acknowledge', 'acknowledge', undefined, [own('acknowledgement')]],
    [children, 'stage-1-sign-off', 'send', undefined, [own('stage-1')]],
    [
      children,
      'stage-1',
      'resolve-informally',
      undefined,
      [own('acknowledgement'), own('stage-1', 'resolvedOn')],
    ],
    [
      children,
      'stage-1',
      'straight-to-stage-2',
      [own('stage-2', 'agreedOn')],
      [own('acknowledgement'), own('stage-1', 'agreedOn')],
    ],
    [
      children,
      'stage-1',
      'go-to-stage-2',
      [own('stage-2', 'askedOn')],
      [own('acknowledgement'), own('stage-1', 'askedOn')],
    ],
    [children, 'stage-2-window', 'request-stage-2', [own('stage-2', 'askedOn')], undefined],
    [children, 'stage-2-statement', 'agreed', [own('stage-2-from-statement', 'agreedOn')], undefined],
    [
      children,
      'stage-2-adjudication-sign-off',
      'send',
      undefined,
      [own('stage-2'), own('stage-2-from-statement')],
    ],
    [children, 'stage-3-window', 'request-stage-3', [own('stage-3-panel', 'askedOn')], undefined],
    [children, 'stage-3-panel-meeting', 'held', undefined, [own('stage-3-panel', 'heldOn')]],
    [children, 'stage-3-panel-report', 'submit-report', undefined, [own('stage-3-report')]],
    [children, 'stage-3-response-sign-off', 'send', undefined, [own('stage-3-response')]],
    [
      'corporate 2019',
      'stage-2-window',
      'request-stage-2',
      [own('stage-2-acknowledgement', 'askedOn'), own('stage-2', 'askedOn')],
      undefined,
    ],
    [
      'corporate 2026',
      'stage-2-window',
      'request-stage-2',
      [own('stage-2-acknowledgement', 'askedOn')],
      undefined,
    ],
    ['corporate 2026', 'stage-2-acknowledge', 'acknowledge', undefined, [own('stage-2-acknowledgement')]],
    ['corporate 2026', 'stage-2-sign-off', 'send', undefined, [own('stage-2')]],
    [adults, 'response-sign-off', 'send', undefined, [own('response')]],
    ['lgsco', 'lgsco-enquiry', 'respond', undefined, [own('enquiry')]],
  ])('%s: %s, %s', (procedure, step, id, starts, ends) => {
    const outcome = outcomeOf(procedure, step, id);
    expect([outcome.starts, outcome.ends]).toEqual([starts, ends]);
  });

  test.each<[string, string, unknown]>([
    [children, 'acknowledgement', 'receipt'],
    [children, 'stage-1', { fact: 'standingAcceptedOn', or: 'receipt' }],
    [children, 'stage-2', undefined],
    [children, 'stage-3-report', { endOf: 'stage-3-panel' }],
    [children, 'stage-3-response', { endOf: 'stage-3-report' }],
    ['corporate 2019', 'stage-1', 'receipt'],
    // A late acknowledgement moves nothing (law.md section 3).
    ['corporate 2026', 'stage-1', { endOf: 'acknowledgement', atLatest: 'its due date' }],
    ['corporate 2026', 'stage-2', { endOf: 'stage-2-acknowledgement', atLatest: 'its due date' }],
    [adults, 'response', 'receipt'],
    ['lgsco', 'enquiry', 'subject'],
  ])('%s: the clock %s begins with %j', (procedure, clock, from) => {
    expect(procedureOf(procedure).clocks?.[clock]?.from).toEqual(from);
  });
});

describe('times that no table of law.md has', () => {
  test.each<[string, string, number, string, unknown]>([
    // The Ombudsman is asked after half a year what became of it.
    ['lgsco', 'lgsco-decision', 6, 'months', 'decision'],
    [children, 'stage-1-money', 2, 'working days', 'opened'],
    [children, 'stage-3-panel', 10, 'working days', { sameStartAs: 'stage-3-acknowledgement' }],
    [children, 'management-review', 20, 'working days', 'decision'],
    [children, 'learning', 10, 'working days', 'opened'],
    ['compliment', 'thank', 5, 'working days', 'receipt'],
    ['comment', 'answer', 10, 'working days', 'receipt'],
    ['service-request', 'pass-on', 3, 'working days', 'receipt'],
    ['action', 'action', 20, 'working days', 'subject'],
    ['payment', 'pay', 20, 'working days', 'subject'],
    ['payment', 'not-paid', 2, 'working days', 'opened'],
    ['contact-another-way', 'contact', 1, 'working days', 'subject'],
    ['post-letter', 'post-letter', 1, 'working days', 'subject'],
    ['deal-with-message', 'message', 2, 'working days', 'subject'],
    ['tell-of-delay', 'tell-of-delay', 2, 'working days', 'subject'],
    ['find-advocate', 'find-advocate', 3, 'working days', 'subject'],
    ['handling-plan', 'discuss-plan', 10, 'working days', 'subject'],
    ['joint-contribution', 'joint-contribution', 20, 'working days', 'subject'],
    ['after-death', 'who-continues', 20, 'working days', 'subject'],
    ['turned-eighteen', 'ask-young-person', 10, 'working days', 'subject'],
    ['follow-route', 'follow-route', 20, 'working days', 'subject'],
    ['check-letter', 'check-letter', 2, 'working days', 'subject'],
    ['retention-review', 'retention-review', 20, 'working days', 'subject'],
    ['safeguarding', 'look-now', 1, 'calendar days', 'subject'],
  ])('%s: %s, %i %s', (procedure, step, days, unit, from) => {
    expect(stepOf(procedure, step).limit).toMatchObject({ days, unit, from });
  });

  test.each<[string, string, number, number | undefined]>([
    ['lgsco', 'enquiry', 84, 3],
    [children, 'stage-1', 20, undefined],
    [children, 'stage-2', 65, undefined],
    ['corporate 2026', 'stage-1', 20, undefined],
    ['corporate 2026', 'stage-2', 40, undefined],
  ])('%s: %s is extended to %i at most, %s times', (procedure, clock, upTo, times) => {
    const extension = procedureOf(procedure).clocks?.[clock]?.extension;
    expect([extension?.upTo, extension?.times]).toEqual([upTo, times]);
  });

  test('money is paid by another day up to five times, and adults agree to any longer period', () => {
    expect(stepOf('payment', 'pay').extension).toMatchObject({ upTo: 260, times: 5 });
    const { extension } = procedureOf(adults).clocks?.['response'] ?? {};
    expect([extension?.agreed, extension?.upTo]).toEqual([true, undefined]);
  });

  test('an answer by post is read two working days after it was posted (law.md section 2c)', () => {
    const windows = procedures.all.flatMap(({ steps }) =>
      Object.values(steps).filter(({ kind }) => kind === 'window'),
    );
    expect(windows.length).toBeGreaterThan(0);
    for (const { limit } of windows)
      expect(limit?.from).toMatchObject({ reached: { workingDaysByPost: 2, toBeChecked: true } });
  });
});

describe('what a limit that passes leads to (law.md section 2a)', () => {
  const milestoneOf = (procedure: string, clock: string, id: string): Partial<Milestone> =>
    procedureOf(procedure).clocks?.[clock]?.milestones.find((one) => one.id === id) ?? {};
  const every10 = (firstAfter?: number) => ({
    pastLimit: { everyWorkingDays: 10, ...(firstAfter === undefined ? {} : { firstAfter }), time: '08:00' },
  });
  test.each<[string, string, string, Milestone['when'], string | undefined, Milestone['to']]>([
    // The officer has two working days to write; then a letter goes by itself.
    [children, 'stage-1', 'running-late', { workingDays: 2, time: '09:00' }, 'running-late', ['complainant']],
    [
      children,
      'stage-1',
      'stage-2-without-response',
      { afterWorkingDays: 20 },
      'alert-may-go-on',
      ['complaints-officer'],
    ],
    [children, 'stage-1', 'told-of-stage-2', { afterWorkingDays: 20 }, 'may-go-on', ['complainant']],
    [children, 'stage-1', 'still-late', every10(10), 'still-late', ['complainant']],
    [children, 'stage-2', 'past-limit', every10(), 'alert-past-limit', ['director', 'complaints-officer']],
    [children, 'stage-2', 'still-late', every10(), 'still-late', ['complainant']],
    [children, 'stage-3-panel', 'still-late', every10(10), 'still-late', ['complainant']],
    [
      children,
      'stage-3-panel',
      'escalated-again',
      every10(20),
      'alert-escalation',
      ['director', 'complaints-officer'],
    ],
  ])('%s: %s, %s', (procedure, clock, id, when, letter, to) => {
    expect(milestoneOf(procedure, clock, id)).toMatchObject({ when, letter, to });
  });

  test.each([
    [children, 'stage-1'],
    [children, 'stage-2'],
    [children, 'stage-3-report'],
    ['corporate 2019', 'stage-1'],
    [adults, 'response'],
  ])('%s: a breach of %s starts the task to write about the delay', (procedure, clock) => {
    expect(milestoneOf(procedure, clock, 'breach')).toMatchObject({ when: 'late', starts: 'tell-of-delay' });
  });

  test('safeguarding is looked at within the hour, and the director hears after two (law.md section 5)', () => {
    const { milestones } = stepOf('safeguarding', 'look-now');
    expect(milestones.map(({ id, when, to }) => [id, when, to])).toEqual([
      ['alerted', 'opened', ['duty-contact', 'complaints-officer']],
      ['advice', 'opened', ['complainant']],
      ['not-looked-at', { hours: 1 }, ['head-of-service', 'duty-contact', 'every-complaints-officer']],
      ['escalated', { hours: 2 }, ['director', 'head-of-service']],
    ]);
  });

  test('a window tells the complainant five working days before it closes', () => {
    expect(stepOf(children, 'stage-2-window').milestones.map(({ when, to }) => [when, to])).toEqual([
      [{ workingDays: -5, time: '08:00' }, ['complainant']],
    ]);
  });
});

describe('money goes out only if someone else approves it (decision 0033)', () => {
  test.each([
    [children, 'stage-1-money', 'approve'],
    [children, 'stage-1-money', 'refuse'],
    ['corporate 2026', 'stage-2-money', 'approve'],
    [adults, 'response-money', 'approve'],
    ['lgsco', 'lgsco-money', 'approve'],
    ['payment', 'not-paid', 'will-not-pay'],
  ])('%s: %s, %s', (procedure, step, id) => {
    const outcome = outcomeOf(procedure, step, id);
    expect([outcome.by, outcome.reserved]).toEqual([['senior-manager', 'director'], true]);
    expect(stepOf(procedure, step).notByAuthor).toBe(true);
  });
});

describe('who signs a letter, and what goes with it (law.md section 2)', () => {
  test.each<[string, string, string, Outcome['signedBy'], Outcome['encloses'], Outcome['copiesTo']]>([
    [children, 'stage-1-sign-off', 'send', 'author', undefined, undefined],
    [
      children,
      'stage-2-adjudication-sign-off',
      'send',
      'author',
      ['investigationReport', 'independentReport'],
      undefined,
    ],
    [children, 'stage-3-panel-report', 'submit-report', undefined, ['panelReport'], ['advocate']],
    [children, 'stage-3-response-sign-off', 'send', 'author', undefined, undefined],
    [children, 'acknowledge', 'decline', 'decider', undefined, undefined],
    [children, 'stage-3-window', 'refer-early', 'decider', undefined, undefined],
  ])('%s: %s, %s', (procedure, step, id, signedBy, encloses, copiesTo) => {
    const outcome = outcomeOf(procedure, step, id);
    expect([outcome.signedBy, outcome.encloses, outcome.copiesTo]).toEqual([signedBy, encloses, copiesTo]);
  });
});
