import { stageOfStep, type Milestone, type Outcome, type Procedure, type Step } from './procedure.ts';

const stays: readonly Outcome['effect'][] = ['extend', 'report delay', 'pause', 'review pause', 'resume'];

/** The effects of which the complainant is told in writing (law.md section 2). */
const told: readonly Outcome['effect'][] = [
  'pause',
  'resume',
  'withdraw',
  'resolve informally',
  'withdraw money',
];

/** What would leave a case at another step than code thinks, paused for ever, or changed without a letter. */
export function effectProblems(outcome: Outcome, step: Step, procedure: Procedure): string[] {
  const { effect, next, letters } = outcome;
  if (effect === undefined) return [];
  const ofStage = stageOfStep(procedure, step) !== undefined && procedure.alongside !== true;
  const isTold = told.includes(effect) || (effect === 'extend' && ofStage);
  return [
    ...(stays.includes(effect) && next !== 'again'
      ? [`the effect "${effect}" stays at the step (next "again")`]
      : []),
    ...(isTold && letters.length === 0 ? [`the effect "${effect}" needs a letter to the complainant`] : []),
    ...(effect === 'pause' && !Object.values(step.outcomes).some((one) => one.effect === 'resume')
      ? ['a pause that no outcome of the step resumes']
      : []),
  ];
}

/** The day on which a clock starts or ends is over: a day to come would stop its alarms, or start them later. */
export const clockDayProblems = ({ starts = [], ends = [], form }: Outcome): string[] =>
  [...starts, ...ends].flatMap(({ on }) => {
    const day = form[on ?? ''];
    if (day?.type !== 'date') return [];
    const { not = [] } = day;
    const since = (['before receipt', 'before step', 'before milestone'] as const).some((rule) =>
      not.includes(rule),
    );
    return [
      ...(not.includes('future') ? [] : [`the day of the clock in "${on}" can be in the future`]),
      ...(since ? [] : [`the day of the clock in "${on}" can be before the complaint was received`]),
    ];
  });

/** A milestone comes at the time that its meaning says. */
export const meaningProblems = (milestones: readonly Milestone[]): string[] => {
  const late = milestones.filter(({ when }) => when === 'late');
  return [
    ...milestones.flatMap(({ id, means, when }) => {
      const days = typeof when === 'object' && 'workingDays' in when ? when.workingDays : undefined;
      return [
        ...(means === 'reminder' && days !== undefined && days > 0
          ? [`milestone "${id}": a reminder comes before the last day is over`]
          : []),
        ...(means === 'escalation' && days !== undefined && days <= 0
          ? [`milestone "${id}": an escalation comes after the last day`]
          : []),
      ];
    }),
    ...(late.length > 1 ? [`milestones "${late.map(({ id }) => id).join('" and "')}" are one breach`] : []),
  ];
};

/**
 * A limit that passes is never silent, and the last day possible least of all (law.md section 2a). Where the complainant
 * waits for nothing, or only staff are told until triage, staff still are told again and again.
 */
export function silenceProblems({ clocks = {}, steps, alongside }: Procedure): string[] {
  const choosesProcedure = Object.values(steps).some(({ outcomes }) =>
    Object.values(outcomes).some(({ next }) => next === 'chosen procedure'),
  );
  const awaited = !alongside && !choosesProcedure;
  return Object.entries(clocks).flatMap(([id, { reportedWith, milestones }]) => {
    if (reportedWith !== undefined) return [];
    const afterBreach = milestones.filter(
      ({ when }) =>
        when === 'late' || (typeof when === 'object' && 'workingDays' in when && when.workingDays > 0),
    );
    const isTold = (one: Milestone) => one.to.includes('complainant') || one.starts !== undefined;
    const alertsStaff = ({ letter, to }: Milestone) =>
      letter !== undefined && to.some((reader) => reader !== 'complainant');
    const pastCap = milestones.filter(({ when }) => typeof when === 'object' && 'pastLimit' in when);
    return [
      ...(!awaited || afterBreach.some(isTold)
        ? []
        : ['no milestone has the complainant told that its limit has passed']),
      ...(!awaited || pastCap.some(isTold)
        ? []
        : ['no milestone has the complainant told that its last day possible has passed']),
      ...(pastCap.some(alertsStaff)
        ? []
        : ['no milestone tells staff that its last day possible has passed']),
    ].map((problem) => `clock "${id}": ${problem}`);
  });
}

/** What a case could wait for in vain: an agreed day on which no one can agree. */
export function emptyMilestoneProblems({ clocks = {}, steps }: Procedure): string[] {
  const outcomes = Object.values(steps).flatMap((step) => Object.values(step.outcomes));
  const agrees = outcomes.some(({ form }) =>
    Object.values(form).some(({ fact }) => fact === 'agreedToWaitUntil'),
  );
  return Object.entries(clocks).flatMap(([clock, { milestones }]) =>
    milestones.flatMap(({ id, when }) =>
      typeof when === 'object' && 'afterAgreedDay' in when && !agrees
        ? [
            `clock "${clock}": milestone "${id}": no outcome records a day until which the complainant agrees to wait`,
          ]
        : [],
    ),
  );
}
