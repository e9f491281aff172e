import type { Field } from './form-field.ts';
import type { Appointment, FactName } from './meanings.ts';
import type { Outcome, Step } from './procedure.ts';

type Type = Field['type'];

/** The types of field that can record a fact. Findings and the lists beside them have rules of their own (check-findings.ts). */
const typesOfFact: Partial<Record<FactName, readonly Type[]>> = {
  kind: ['choice'],
  procedure: ['choice'],
  procedureReason: ['text', 'paragraphs'],
  summary: ['text', 'paragraphs'],
  handler: ['user'],
  investigator: ['user'],
  reviewer: ['user'],
  serviceArea: ['choice'],
  team: ['choice'],
  category: ['choice'],
  subCategory: ['choice'],
  themes: ['choices'],
  relation: ['choice'],
  actsFor: ['choice'],
  standingAcceptedOn: ['date'],
  lookedAfter: ['yes-no'],
  childBornOn: ['date'],
  madeByChild: ['yes-no'],
  complainedAbout: ['users'],
  othersComplainedAbout: ['paragraphs'],
  usersInConflict: ['users'],
  consent: ['choice'],
  advocacyOffered: ['yes-no'],
  advocacyWanted: ['yes-no'],
  advocateAppointed: ['text'],
  advocacyProvider: ['text'],
  points: ['points'],
  apology: ['yes-no'],
  apologyFor: ['text', 'paragraphs'],
  apologyBy: ['text'],
  money: ['money'],
  remedies: ['list'],
  learning: ['learning'],
  actions: ['actions'],
  noLearningReason: ['text', 'paragraphs'],
  investigatingOfficer: ['user'],
  independentPerson: ['user'],
  adjudicatingOfficer: ['user'],
  statement: ['text', 'paragraphs'],
  statementReplyBy: ['date'],
  investigationReport: ['document'],
  independentReport: ['document'],
  panelChair: ['user'],
  panelMembers: ['users'],
  agreedToWaitUntil: ['date'],
  meetingOn: ['date'],
  meetingTime: ['time'],
  meetingPlace: ['text', 'paragraphs'],
  panelPapers: ['documents'],
  panelReport: ['document'],
  staffPraised: ['users'],
  answerPlannedFor: ['date'],
  handlingPlan: ['text', 'paragraphs'],
  jointWith: ['text'],
  jointPoints: ['choices'],
};

/** The fact in which code looks for the person who has a part. */
const factOfPart: Record<Appointment, FactName> = {
  investigator: 'investigator',
  reviewer: 'reviewer',
  'investigating officer': 'investigatingOfficer',
  'independent person': 'independentPerson',
  'adjudicating officer': 'adjudicatingOfficer',
  'panel chair': 'panelChair',
  'panel member': 'panelMembers',
};

const records = (fact: FactName, type: Type): boolean => typesOfFact[fact]?.includes(type) ?? false;

/** What code would misread in the fields of an outcome, and in the documents that go with its letters. */
export function fieldProblems({ form, encloses = [], alerts = [] }: Outcome): string[] {
  const enclosed = [...encloses, ...alerts.flatMap((alert) => alert.encloses ?? [])];
  return [
    ...Object.entries(form).flatMap(([name, field]) =>
      [
        ...factProblems(field),
        ...optionProblems(field),
        ...typeProblems(field),
        ...neededProblems(name, field, form),
      ].map((problem) => `field "${name}": ${problem}`),
    ),
    ...enclosed
      .filter((fact) => !records(fact, 'document'))
      .map((fact) => `encloses: the fact "${fact}" is no document`),
  ];
}

/** A step is given to the person recorded as a fact. */
export const assignmentProblems = ({ assignedBy }: Step): string[] =>
  assignedBy === undefined || records(assignedBy, 'user')
    ? []
    : [`assignedBy: the fact "${assignedBy}" is no person`];

function factProblems({ fact, type, appoints, replaces }: Field): string[] {
  const types = fact === undefined ? undefined : typesOfFact[fact];
  const part = appoints === undefined ? undefined : factOfPart[appoints];
  return [
    ...(types === undefined || types.includes(type)
      ? []
      : [`the fact "${fact}" is of type "${types.join('" or "')}", not "${type}"`]),
    ...(part === undefined || fact === part ? [] : [`who is appointed ${appoints} is recorded as "${part}"`]),
    ...(replaces && appoints === undefined ? ['replaces: it appoints no one'] : []),
  ];
}

function optionProblems({ type, options, optionsFrom }: Field): string[] {
  const values = (options ?? []).map(({ value }) => value);
  const isChoice = type === 'choice' || type === 'choices';
  if (!isChoice) return options || optionsFrom ? [`a field of type "${type}" has no options`] : [];
  return [
    ...(optionsFrom === undefined && values.length === 0 ? ['there is nothing to choose from'] : []),
    ...values
      .filter((value, place) => values.indexOf(value) !== place)
      .map((value) => `two options are called "${value}"`),
  ];
}

function typeProblems({
  type,
  not,
  within,
  lateNeeds,
  moreThan,
  mustBeYes,
  role,
  appoints,
}: Field): string[] {
  const ofDates = Object.entries({ not, within, lateNeeds, moreThan }).filter(
    ([, given]) => given !== undefined,
  );
  const ofUsers = Object.entries({ role, appoints }).filter(([, given]) => given !== undefined);
  return [
    ...(type === 'date' ? [] : ofDates.map(([rule]) => `${rule}: only a date has this rule`)),
    ...(type === 'user' || type === 'users'
      ? []
      : ofUsers.map(([rule]) => `${rule}: only a user has this rule`)),
    ...(mustBeYes && type !== 'yes-no' ? ['mustBeYes: only a yes-no field has this rule'] : []),
  ];
}

/** A condition that no answer can meet would never ask for its field. */
function neededProblems(name: string, { neededWhen }: Field, form: Outcome['form']): string[] {
  const asked = form[neededWhen?.field ?? ''];
  if (neededWhen === undefined || !asked) return [];
  if (neededWhen.field === name) return ['neededWhen: it depends on itself'];
  const { type, options, optionsFrom } = asked;
  const possible =
    type === 'yes-no'
      ? typeof neededWhen.is === 'boolean'
      : type === 'choice' &&
        (optionsFrom !== undefined || (options ?? []).some(({ value }) => value === neededWhen.is));
  return possible ? [] : [`neededWhen: "${neededWhen.field}" is never "${String(neededWhen.is)}"`];
}
