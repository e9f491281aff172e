import type { Appointment } from '../../../workflows/procedures/procedure.ts';
import type { Performer } from '../../../workflows/procedures/roles.ts';
import type { Case } from '../../domain/case/case.ts';
import type { Message } from '../../domain/case/stored-rows.ts';
import type { Finding } from '../../domain/case/facts.ts';

/** Words for values that are stored or travel over the API: each page names the same thing the same way. */
export const terms = {
  kinds: {
    complaint: 'Complaint',
    compliment: 'Compliment',
    comment: 'Comment',
    enquiry: 'Enquiry',
    'service request': 'Service request',
    'unreadable email': 'Unreadable email',
  } satisfies Record<Case['kind'], string>,
  /** As they stand alone, such as under a message. */
  channels: {
    email: 'Email',
    'web form': 'Online form',
    phone: 'Phone call',
    'in person': 'In person',
    letter: 'Letter',
    portal: 'Customer portal',
  } satisfies Record<Message['channel'], string>,
  /** As they end a sentence that begins "Received". */
  byChannel: {
    email: 'by email',
    'web form': 'by online form',
    phone: 'by phone',
    'in person': 'in person',
    letter: 'by letter',
    portal: 'through the customer portal',
  } satisfies Record<Message['channel'], string>,
  caseStatuses: { open: 'Open', closed: 'Closed' } satisfies Record<Case['status'], string>,
  roles: {
    'complaints-officer': 'Complaints officer',
    'team-manager': 'Team manager',
    'quality-checker': 'Quality checker',
    'adjudicating-officer': 'Adjudicating Officer',
    director: 'Director',
    'senior-manager': 'Senior manager',
    'investigating-officer': 'Investigating Officer',
    'independent-person': 'Independent Person',
    'panel-chair': 'Panel chair',
    'panel-member': 'Panel member',
    'report-writer': 'Report writer',
    administrator: 'Administrator',
    complainant: 'The complainant',
    owner: 'Person responsible',
  } satisfies Record<Performer, string>,
  /** The parts that people have in one case. */
  appointments: {
    investigator: 'Investigator',
    reviewer: 'Reviewer',
    'investigating officer': 'Investigating Officer',
    'independent person': 'Independent Person',
    'adjudicating officer': 'Adjudicating Officer',
    'panel chair': 'Panel chair',
    'panel member': 'Panel member',
  } satisfies Record<Appointment, string>,
  findings: {
    upheld: 'Upheld',
    'partially upheld': 'Partially upheld',
    'not upheld': 'Not upheld',
    'no finding': 'No finding',
  } satisfies Record<Finding['finding'], string>,
  recommendationAnswers: {
    accepted: 'Accepted',
    'partly accepted': 'Partly accepted',
    'not accepted': 'Not accepted',
  },
  yes: 'Yes',
  no: 'No',
};
