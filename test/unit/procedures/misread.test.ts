import { expect, test } from 'vitest';
import { checkProcedure, InvalidProcedure } from '../../../workflows/procedures/check-procedure.ts';
import { procedureSet } from '../../../workflows/procedures/index.ts';
import { letters } from '../../../workflows/letters/index.ts';
import { procedures } from '../../shropshire.ts';

// Each of these procedures is the children's with one thing changed. Code would misread it: the case would wait for ever,
// miss an alarm, or send a letter that is not true.

const statutory = procedures.all.find(({ id }) => id === 'childrens-statutory');
if (!statutory) throw new Error('no statutory procedure');
const known = new Set(Object.keys(letters));

/** A value with one place changed. A place in a list is found by its id; undefined takes out what is there. */
function withChange(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.flatMap((one: unknown) => {
      if (typeof one !== 'object' || one === null || !('id' in one) || one.id !== key) return [one];
      const changed = withChange(one, rest, to);
      return changed === undefined ? [] : [changed];
    });
  const others = Object.entries(Object(value)).filter(([name]) => name !== key);
  const changed = withChange(Object.entries(Object(value)).find(([name]) => name === key)?.[1], rest, to);
  return Object.fromEntries(changed === undefined ? others : [...others, [key, changed]]);
}

const changedAt = (place: string, to: unknown) => withChange(statutory, place.split('/'), to);

const asked = { label: 'Why', type: 'paragraphs', required: true };
const anyDay = { label: 'Day', type: 'date', required: true };
const ground = 'steps/acknowledge/outcomes/decline/form/ground';
const aroseOn = 'steps/acknowledge/outcomes/decline/form/aroseOn';
const person = 'steps/stage-2-commission/outcomes/commission/form/independentPerson';

test.each<[string, string, unknown, string]>([
  [
    'an end by itself that asks something',
    'steps/stage-2-window/outcomes/lapse/form/why',
    asked,
    'step "stage-2-window": outcome "lapse" is decided by itself: no one answers its field "why"',
  ],
  [
    'an end by itself that never ends',
    'steps/stage-2-window/outcomes/lapse/next',
    'again',
    'step "stage-2-window": outcome "lapse" is decided by itself: it leads on',
  ],
  [
    'an end by itself that is held up',
    'steps/stage-2-window/outcomes/lapse/gates',
    ['consent refused'],
    'outcome "lapse" is decided by itself: nothing can hold it up',
  ],
  ['a task that ends by itself', 'steps/stage-1/lapse', 'withdraw', 'lapse: only a window ends by itself'],
  [
    'a step passed over with a question',
    'steps/learning/passOver/outcome',
    'no-learning',
    'step "learning": outcome "no-learning" is decided by itself: no one answers its field "reason"',
  ],
  [
    'a request that no one can record',
    'steps/stage-2-window/outcomes/request-stage-2/by',
    [],
    'outcome "request-stage-2": no one can decide it, and it is not decided by itself',
  ],
  [
    'a request that starts no clock',
    'steps/stage-2-window/outcomes/request-stage-2/starts',
    undefined,
    'step "stage-2": can open before its clock "stage-2" has started',
  ],
  [
    'an agreement that starts no clock',
    'steps/stage-1/outcomes/straight-to-stage-2/starts',
    undefined,
    'outcome "straight-to-stage-2": promises: the clock "stage-2" of that step has not started',
  ],
  [
    'a promise of a day that no one can know',
    'steps/stage-2-commission/outcomes/commission/promises',
    'stage-3-response',
    'outcome "commission": promises: the clock "stage-3-response" of that step has not started',
  ],
  [
    'an answer after which the clock runs on',
    'steps/stage-1-sign-off/outcomes/send/ends',
    [],
    'step "stage-1-sign-off", outcome "send": leads on while the clock "stage-1" runs (ends)',
  ],
  [
    'a way out of the stage that leaves its clock running',
    'steps/acknowledge/outcomes/straight-to-stage-2/ends',
    [{ clock: 'acknowledgement' }],
    'step "acknowledge", outcome "straight-to-stage-2": leads on while the clock "stage-1" runs',
  ],
  [
    'a way past a stage',
    'steps/stage-2-window/outcomes/request-stage-2/next',
    'stage-3-panel',
    'step "stage-3-panel-meeting": can open before its clock "stage-3-panel" has started',
  ],
  [
    'a decision that leaves the second clock running',
    'steps/stage-2-adjudication-sign-off/outcomes/send/ends',
    [{ clock: 'stage-2' }],
    'ends the clock "stage-2" and not "stage-2-from-statement", which is reported with it',
  ],
  [
    'a clock started and ended at once',
    'steps/stage-2-window/outcomes/request-stage-2/ends',
    [{ clock: 'stage-2' }],
    'starts and ends the clock "stage-2" at once',
  ],
  [
    'clocks that wait for each other',
    'clocks/stage-3-report/from',
    { endOf: 'stage-3-response' },
    'clock "stage-3-report": it begins with an end that it comes before itself',
  ],
  [
    'a clock reported with itself',
    'clocks/stage-2-from-statement/reportedWith',
    'stage-2-from-statement',
    'clock "stage-2-from-statement": it is reported with "stage-2-from-statement", which is reported with another',
  ],
  [
    'a time that starts with itself',
    'steps/stage-2-statement/limit/from',
    { sameStartAs: 'stage-2-statement' },
    'step "stage-2-statement": its time starts with its own start',
  ],
  [
    'a clock that ends on a day to come',
    'steps/stage-3-panel-meeting/outcomes/held/form/heldOn',
    anyDay,
    'the day of the clock in "heldOn" can be in the future',
  ],
  [
    'a clock that starts before the complaint',
    'steps/stage-2-window/outcomes/request-stage-2/form/askedOn',
    { ...anyDay, not: ['future'] },
    'the day of the clock in "askedOn" can be before the complaint was received',
  ],
  [
    'no word past the last day possible',
    'clocks/stage-2/milestones/still-late/to',
    ['director'],
    'clock "stage-2": no milestone has the complainant told that its last day possible has passed',
  ],
  [
    'no word past the last day of a panel',
    'clocks/stage-3-panel/milestones/still-late',
    undefined,
    'clock "stage-3-panel": no milestone has the complainant told that its last day possible has passed',
  ],
  [
    'no one asked past the last day of a panel',
    'clocks/stage-3-panel/milestones/escalated-again',
    undefined,
    'clock "stage-3-panel": no milestone tells staff that its last day possible has passed',
  ],
  [
    'a reminder after the last day',
    'clocks/stage-2/milestones/reminder/when/workingDays',
    3,
    'milestone "reminder": a reminder comes before the last day is over',
  ],
  [
    'an escalation before the last day',
    'clocks/stage-2/milestones/escalation-1/when/workingDays',
    -2,
    'milestone "escalation-1": an escalation comes after the last day',
  ],
  [
    'two breaches',
    'clocks/stage-2/milestones/running-late/when',
    'late',
    'milestones "breach" and "running-late" are one breach',
  ],
  [
    'a right that no outcome gives',
    'clocks/stage-2/milestones/escalation-1/means',
    'right',
    'milestone "escalation-1": no outcome of step "stage-2-commission" gives the right that it begins (onlyAfter)',
  ],
  [
    'a letter about a right that does not begin',
    'clocks/stage-1/milestones/stage-2-without-response/means',
    undefined,
    'clock "stage-1": milestone "told-of-stage-2": its letter "may-go-on" tells of a right that no milestone begins then',
  ],
  [
    'a letter about a right that begins later',
    'clocks/stage-1/milestones/told-of-stage-2/when/afterWorkingDays',
    15,
    'clock "stage-1": milestone "told-of-stage-2": its letter "may-go-on" tells of a right that no milestone begins then',
  ],
  [
    'a letter about a right of another stage',
    'clocks/stage-2/milestones/still-late/letter',
    'may-go-on',
    'clock "stage-2": milestone "still-late": its letter "may-go-on" tells of a right that no milestone begins then',
  ],
  [
    'a right that is lost while the answer is checked',
    'steps/stage-1-check/outcomes/go-to-stage-2',
    undefined,
    'milestone "stage-2-without-response": no outcome of step "stage-1-check" gives the right that it begins',
  ],
  [
    'a right that leads to no other stage',
    'steps/stage-1/outcomes/go-to-stage-2/next',
    'again',
    'milestone "stage-2-without-response": outcome "go-to-stage-2" of step "stage-1" leads to no other stage',
  ],
  [
    'a right that the complainant cannot use',
    'steps/stage-1/outcomes/go-to-stage-2/by',
    ['complaints-officer'],
    'milestone "stage-2-without-response": the complainant cannot ask for outcome "go-to-stage-2" of step "stage-1"',
  ],
  [
    'an alarm that no one gets',
    'clocks/stage-2/milestones/breach/to',
    [],
    'milestone "breach": no one gets its letter "alert-overdue"',
  ],
  [
    'an alarm without its letter',
    'clocks/stage-2/milestones/breach/letter',
    undefined,
    'milestone "breach": it has readers and no letter',
  ],
  [
    'a decision that sends the complainant an alert of staff',
    'steps/stage-1/outcomes/extend/letters',
    ['alert-overdue'],
    'the letter "alert-overdue" is written for staff, not for complainants',
  ],
  [
    'a milestone that sends the complainant an alert of staff',
    'clocks/stage-2/milestones/running-late/letter',
    'alert-overdue',
    'milestone "running-late": the letter "alert-overdue" is written for staff, not for complainants',
  ],
  [
    'an alert that is an answer to the complainant',
    'steps/stage-1/outcomes/report-delay/alerts',
    [{ letter: 'stage-1-response', to: ['complaints-officer'] }],
    'the letter "stage-1-response" is written for complainants, not for staff',
  ],
  [
    'a pause that nothing ends',
    'steps/stage-1/outcomes/resume',
    undefined,
    'step "stage-1", outcome "freeze": a pause that no outcome of the step resumes',
  ],
  [
    'a pause that leads on',
    'steps/stage-1/outcomes/freeze/next',
    'stage-1-check',
    'the effect "pause" stays at the step (next "again")',
  ],
  [
    'more time of which no one is told',
    'steps/stage-1/outcomes/extend/letters',
    [],
    'the effect "extend" needs a letter to the complainant',
  ],
  [
    'a withdrawal that no one confirms',
    'steps/stage-1/outcomes/withdraw/letters',
    [],
    'the effect "withdraw" needs a letter to the complainant',
  ],
  [
    'a step of no one',
    'steps/stage-1/assignedBy',
    'summary',
    'step "stage-1": assignedBy: the fact "summary" is no person',
  ],
  [
    'something enclosed that is no document',
    'steps/stage-2-adjudication-sign-off/outcomes/send/encloses',
    ['summary'],
    'encloses: the fact "summary" is no document',
  ],
  ['a choice of nothing', `${ground}/options`, [], 'field "ground": there is nothing to choose from'],
  [
    'a choice between the same',
    `${ground}/options`,
    [
      { value: 'late', label: 'Late' },
      { value: 'late', label: 'Too late' },
    ],
    'field "ground": two options are called "late"',
  ],
  [
    'a condition that no answer meets',
    `${aroseOn}/neededWhen/is`,
    'tardy',
    'field "aroseOn": neededWhen: "ground" is never "tardy"',
  ],
  [
    'a condition on itself',
    `${aroseOn}/neededWhen/field`,
    'aroseOn',
    'field "aroseOn": neededWhen: it depends on itself',
  ],
  [
    'someone appointed as someone else',
    `${person}/appoints`,
    'investigating officer',
    'field "independentPerson": who is appointed investigating officer is recorded as "investigatingOfficer"',
  ],
  ['someone appointed in words', `${person}/type`, 'text', 'appoints: only a user has this rule'],
  [
    'a report in words',
    'steps/stage-2/outcomes/submit-report/form/investigationReport/type',
    'text',
    'the fact "investigationReport" is of type "document", not "text"',
  ],
  [
    'a day in words',
    'steps/stage-1/outcomes/agree-to-wait/form/until/type',
    'text',
    'the fact "agreedToWaitUntil" is of type "date", not "text"',
  ],
  [
    'a late place',
    'steps/stage-3-panel/outcomes/appoint/form/meetingPlace/lateNeeds',
    'lateReason',
    'field "meetingPlace": lateNeeds: only a date has this rule',
  ],
  [
    'a text that must be yes',
    'steps/stage-1/outcomes/respond/form/response/mustBeYes',
    true,
    'mustBeYes: only a yes-no field has this rule',
  ],
  [
    'a target longer than the limit',
    'steps/stage-2-commission/target',
    { days: 99, citation: 'A rule' },
    'step "stage-2-commission": target: 99 is longer than the limit of 5',
  ],
  [
    'days of receipt that never come',
    'received',
    { from: '2026-01-01', until: '2025-01-01' },
    'received: until 2025-01-01 is before from 2026-01-01',
  ],
  ['no kind of feedback', 'feedback', [], 'feedback: it is for no kind of feedback'],
])('refuses %s', (_, place, to, problem) => {
  const refused = () => checkProcedure(changedAt(place, to), known);
  expect(refused).toThrow(InvalidProcedure);
  expect(refused).toThrow(problem);
});

test.each([
  ['no procedure', 'tell-of-dleay', 'starts "tell-of-dleay", which is no procedure'],
  ['that of a case', 'corporate', 'starts "corporate", which does not run alongside a case'],
])('refuses to start %s alongside a case', (_, starts, problem) => {
  const changed = changedAt('clocks/stage-2/milestones/breach/starts', starts);
  expect(() => procedureSet(procedures.all.map((one) => (one === statutory ? changed : one)))).toThrow(
    problem,
  );
});

test('refuses a day until which no one can agree to wait', () => {
  const outcomes = Object.entries(statutory.steps).map(([id, step]) => [
    id,
    withChange(step, ['outcomes', 'agree-to-wait'], undefined),
  ]);
  const changed = { ...statutory, steps: Object.fromEntries(outcomes) };
  expect(() => checkProcedure(changed, known)).toThrow(
    'milestone "agreed-day": no outcome records a day until which the complainant agrees to wait',
  );
});
