import type { Field } from './procedure.ts';

/** What is recorded of a case at triage and can be put right at any time (RULES section 8). */
export const caseDetails: Record<string, Field> = {
  serviceArea: {
    label: 'Service area',
    type: 'choice',
    optionsFrom: 'service areas',
    fact: 'serviceArea',
  },
  team: { label: 'Team', type: 'choice', optionsFrom: 'teams', fact: 'team' },
  category: {
    label: 'Problem category',
    type: 'choice',
    optionsFrom: 'categories',
    fact: 'category',
  },
  subCategory: {
    label: 'Sub-category',
    type: 'choice',
    optionsFrom: 'sub-categories',
    fact: 'subCategory',
  },
  themes: { label: 'Themes', type: 'choices', optionsFrom: 'themes', fact: 'themes' },
  relation: {
    label: 'Who complains',
    type: 'choice',
    options: [
      { value: 'child', label: 'The child or young person' },
      { value: 'parent', label: 'A parent' },
      { value: 'parental-responsibility', label: 'Somebody else with parental responsibility' },
      { value: 'foster-carer', label: 'A foster carer' },
      { value: 'care-leaver', label: 'A care leaver' },
      { value: 'special-guardian', label: 'A special guardian' },
      { value: 'adopter', label: 'An adopter' },
      { value: 'sufficient-interest', label: 'Somebody else with sufficient interest' },
    ],
    fact: 'relation',
  },
  actsFor: {
    label: 'In whose name?',
    hint: "A parent who complains in their own right needs nobody's consent",
    type: 'choice',
    options: [
      { value: 'self', label: 'In their own right' },
      { value: 'child', label: 'For the child' },
    ],
    fact: 'actsFor',
  },
  standingAcceptedOn: {
    label: 'Day on which their sufficient interest was accepted',
    type: 'date',
    not: ['future', 'before receipt'],
    neededWhen: { field: 'relation', is: 'sufficient-interest' },
    fact: 'standingAcceptedOn',
  },
  standingReason: {
    label: 'Why they have sufficient interest',
    type: 'paragraphs',
    neededWhen: { field: 'relation', is: 'sufficient-interest' },
    fact: 'standingReason',
  },
  consent: {
    label: 'Consent of the child',
    type: 'choice',
    options: [
      { value: 'not needed', label: 'Not needed' },
      { value: 'asked for', label: 'Asked for' },
      { value: 'given', label: 'Given' },
      { value: 'refused', label: 'Refused' },
    ],
    fact: 'consent',
  },
  competence: {
    label: 'Is the child able to understand and agree?',
    hint: 'What you know about it; there is no age from which it is so',
    type: 'paragraphs',
    fact: 'competence',
  },
  advocacyOffered: { label: 'Advocate offered', type: 'yes-no', fact: 'advocacyOffered' },
  advocacyWanted: { label: 'Advocate wanted', type: 'yes-no', fact: 'advocacyWanted' },
  advocateAppointed: { label: 'Advocate appointed', type: 'text', fact: 'advocateAppointed' },
  advocacyProvider: { label: 'Who provides the advocate', type: 'text', fact: 'advocacyProvider' },
  lookedAfter: { label: 'Is it about a looked-after child?', type: 'yes-no', fact: 'lookedAfter' },
  childBornOn: {
    label: "The looked-after child's date of birth",
    hint: 'How long the case is kept depends on it; without it, it comes up for review earlier',
    type: 'date',
    not: ['future'],
    fact: 'childBornOn',
  },
  madeByChild: { label: 'Did a child make it?', type: 'yes-no', fact: 'madeByChild' },
  complainedAbout: {
    label: 'Members of staff complained about',
    hint: 'They will not see that the case exists',
    type: 'users',
    fact: 'complainedAbout',
  },
};
