import type { Field } from './form-field.ts';
import { FactName } from './meanings.ts';

const questions = {
  aboutWhom: {
    section: 'In their words',
    label: 'Who or what it is about',
    type: 'text',
  },
  wishedOutcome: {
    section: 'In their words',
    label: 'What they would like to happen',
    type: 'paragraphs',
  },
  reachSafely: {
    section: 'In their words',
    label: 'How and when to contact them safely',
    hint: 'Follow this exactly. Someone else may see a letter or overhear a call.',
    type: 'paragraphs',
  },
  relation: {
    section: 'The complainant',
    label: 'Who is complaining',
    type: 'choice',
    options: [
      { value: 'child', label: 'The child or young person' },
      { value: 'parent', label: 'A parent' },
      { value: 'parental-responsibility', label: 'Someone else with parental responsibility' },
      { value: 'foster-carer', label: 'A foster carer' },
      { value: 'care-leaver', label: 'A care leaver' },
      { value: 'special-guardian', label: 'A special guardian' },
      { value: 'adopter', label: 'An adopter' },
      { value: 'sufficient-interest', label: 'Someone else with sufficient interest' },
    ],
  },
  actsFor: {
    section: 'The complainant',
    label: 'Who are they complaining for?',
    hint: "A parent complaining for themselves does not need anyone's consent",
    type: 'choice',
    options: [
      { value: 'self', label: 'Themselves' },
      { value: 'child', label: 'The child' },
    ],
  },
  standingAcceptedOn: {
    section: 'The complainant',
    label: 'Date their sufficient interest was accepted',
    type: 'date',
    not: ['future', 'before receipt'],
    neededWhen: { field: 'relation', is: 'sufficient-interest' },
  },
  standingReason: {
    section: 'The complainant',
    label: 'Why they have sufficient interest',
    type: 'paragraphs',
    neededWhen: { field: 'relation', is: 'sufficient-interest' },
  },
  consentSaid: {
    section: 'The complainant',
    label: "What they say about the child's agreement",
    hint: 'This is not consent. Ask the child if you can, and record the answer below.',
    type: 'text',
  },
  consent: {
    section: 'The complainant',
    label: "The child's consent",
    type: 'choice',
    options: [
      { value: 'not needed', label: 'Not needed' },
      { value: 'asked for', label: 'Asked for' },
      { value: 'given', label: 'Given' },
      { value: 'refused', label: 'Refused' },
    ],
  },
  competence: {
    section: 'The complainant',
    label: 'Can the child understand and agree?',
    hint: 'Record what you know. No age decides this.',
    type: 'paragraphs',
  },
  madeByChild: {
    section: 'The child',
    label: 'Did a child make the complaint?',
    type: 'yes-no',
  },
  lookedAfter: {
    section: 'The child',
    label: 'Is it about a looked-after child?',
    type: 'yes-no',
  },
  childBornOn: {
    section: 'The child',
    label: "The looked-after child's date of birth",
    hint: 'This decides how long we keep the case. Without it, the case comes up for review earlier.',
    type: 'date',
    not: ['future'],
  },
  advocacyOffered: {
    section: 'An advocate',
    label: 'Advocate offered',
    type: 'yes-no',
  },
  advocacyWanted: {
    section: 'An advocate',
    label: 'Advocate wanted',
    type: 'yes-no',
  },
  advocateAppointed: {
    section: 'An advocate',
    label: 'Advocate appointed',
    type: 'text',
  },
  advocacyProvider: {
    section: 'An advocate',
    label: 'Advocacy provider',
    type: 'text',
  },
  serviceArea: {
    section: 'Service and category',
    label: 'Service area',
    type: 'choice',
    optionsFrom: 'service areas',
  },
  team: {
    section: 'Service and category',
    label: 'Team',
    type: 'choice',
    optionsFrom: 'teams',
  },
  category: {
    section: 'Service and category',
    label: 'Problem category',
    type: 'choice',
    optionsFrom: 'categories',
  },
  subCategory: {
    section: 'Service and category',
    label: 'Sub-category',
    type: 'choice',
    optionsFrom: 'sub-categories',
  },
  themes: {
    section: 'Service and category',
    label: 'Themes',
    type: 'choices',
    optionsFrom: 'themes',
  },
  complainedAbout: {
    section: 'Staff',
    label: 'Staff complained about',
    hint: 'They cannot see that the case exists',
    type: 'users',
  },
  othersComplainedAbout: {
    section: 'Staff',
    label: 'Others complained about, who have no account here',
    hint: 'One on each line: name, and email address if you know it. If they get an account, they cannot see that the case exists.',
    type: 'paragraphs',
  },
  handler: {
    section: 'Staff',
    label: 'Complaints officer for the case',
    type: 'user',
    role: 'complaints-officer',
  },
} satisfies Partial<Record<FactName, Field>>;

/**
 * Details recorded at triage, which can be corrected at any time (law.md section 8). Each field has the name of the fact
 * that it records.
 */
export const caseDetails: Record<string, Field> = Object.fromEntries(
  Object.entries<Field>(questions).map(([name, field]) => [name, { ...field, fact: FactName.parse(name) }]),
);
