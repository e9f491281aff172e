import type { CaseAction } from './action.ts';
import { clearAccessItems, extendAccessRequest, giveAccess, openAccessRequest } from './access-requests.ts';
import { addDocument } from './add-document.ts';
import { appointAnother } from './appoint-another.ts';
import { assignStep } from './assign-step.ts';
import { automaticMessage } from './automatic-message.ts';
import { beginEnquiry } from './begin-enquiry.ts';
import { correctCase } from './correct-case.ts';
import { decideMatch } from './decide-match.ts';
import { flagComplainant } from './flag-complainant.ts';
import { handleMessage } from './handle-message.ts';
import { legalHold } from './legal-hold.ts';
import {
  letterPosted,
  letterReached,
  letterReturned,
  messageDealtWith,
  recordMessage,
  sendLetterAgain,
} from './letters-and-messages.ts';
import { limitToChildren } from './limit-to-children.ts';
import { beginLetterDraft, handleLetterDraft, previewLetter, saveLetterDraft } from './letter-drafts.ts';
import { linkCases } from './link-cases.ts';
import { mergeCases } from './merge-cases.ts';
import { markSafeguarding } from './mark-safeguarding.ts';
import { addParty, changeParty, putSenderRight } from './parties.ts';
import { nameComplainant } from './name-complainant.ts';
import { recordDetails } from './record-details.ts';
import { recordNote } from './record-note.ts';
import { renewPrivateLink } from './renew-private-link.ts';
import { reopenCase } from './reopen-case.ts';
import { reviewFlag } from './review-flag.ts';
import { sendToRoute } from './send-to-route.ts';
import { splitCase } from './split-case.ts';
import { writeLetter } from './write-letter.ts';

/** Every action on a case outside its steps, in the order in which the page of a case lists them. */
export const caseActions: readonly CaseAction[] = [
  markSafeguarding,
  recordNote,
  writeLetter,
  previewLetter,
  beginLetterDraft,
  saveLetterDraft,
  handleLetterDraft,
  assignStep,
  handleMessage,
  messageDealtWith,
  automaticMessage,
  recordMessage,
  letterPosted,
  letterReached,
  recordDetails,
  nameComplainant,
  addParty,
  changeParty,
  correctCase,
  putSenderRight,
  linkCases,
  mergeCases,
  splitCase,
  sendToRoute,
  reopenCase,
  appointAnother,
  beginEnquiry,
  legalHold,
  openAccessRequest,
  extendAccessRequest,
  clearAccessItems,
  giveAccess,
  decideMatch,
  flagComplainant,
  reviewFlag,
  addDocument,
  limitToChildren,
  renewPrivateLink,
  letterReturned,
  sendLetterAgain,
];
