import type { IndependentPart } from '../../../workflows/procedures/disclosure.ts';
import type { PersonNamed } from '../../operations/declare-independence.ts';

/** The pages of independent people: their appointments, and the declaration that comes before each case. */
export const independents = {
  appointments: {
    title: 'My appointments',
    declined: 'You have declined. The complaints officer has been told and will appoint someone else.',
    caption: 'Cases you are appointed to',
    case: 'Case',
    part: 'Your role',
    next: 'Next step',
    toSign: 'Declaration to sign',
    due: ({ date }: { date: string }) => `Your step is due on ${date}`,
    nothing: 'Nothing to do at the moment',
    meeting: 'Panel meeting:',
    empty: 'You have no appointments. We will email you when you are appointed to a case.',
  },
  parts: {
    'investigating officer': 'Investigating Officer',
    'independent person': 'Independent Person',
    'panel chair': 'Panel chair',
    'panel member': 'Panel member',
  } satisfies Record<IndependentPart, string>,
  people: {
    complainant: 'Complainant',
    'complained about': 'Complained about',
    'team complained about': 'Team complained about',
    'complaints officer': 'Complaints officer',
    investigator: 'Investigator at stage 1',
    reviewer: 'Reviewer',
    'investigating officer': 'Investigating Officer',
    'independent person': 'Independent Person',
    'adjudicating officer': 'Adjudicating Officer',
    'panel chair': 'Panel chair',
    'panel member': 'Panel member',
  } satisfies Record<PersonNamed, string>,
  declaration: {
    title: 'Declaration of independence',
    signed: 'You have signed this declaration.',
    openCase: 'Open the case',
    appointedAs: 'You are appointed to this case as',
    before: 'Before you can see the case, please confirm that you are independent of the people in it.',
    people: 'Do you know any of these people?',
    text: 'The declaration',
    answer: 'Your answer',
    sign: 'I sign the declaration',
    decline: 'I decline the appointment',
    reason: 'If you decline, tell us why',
    reasonHint:
      'The complaints officer will read this and appoint someone else. You do not need to give details.',
    send: 'Send answer',
    choose: 'Select whether you sign the declaration or decline the appointment',
    reasonMissing: 'Enter why you decline',
    reasonTooLong: 'Your reason must be 10,000 characters or fewer',
  },
};
