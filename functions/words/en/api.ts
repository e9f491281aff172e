import type { ApiProblem, NotAllowed } from '../../api/problem-codes.ts';

/** Problems of the API's own, in sentences that say what to send. */
export const api = {
  problems: {
    'too-much-for-a-case': 'This is more than one case can take at once. Shorten it, or add a document.',
    'invalid-cursor': 'The cursor is not from this list.',
    busy: 'Others are changing this at the same moment. Nothing was saved. Try again in a moment.',
    fault: 'Something went wrong on our side. Nothing was saved. Try again.',
    'nothing-here': 'There is nothing at this address, or you may not see it.',
    'body-too-large': 'The request is too large. The limit is 2 MB.',
    'file-too-large': 'The file is too large. The limit is 3.5 MB.',
    'not-signed-in': 'Send the bearer token of a user of this council.',
    'no-such-case': 'There is no such case, or you may not see it.',
    'no-such-letter': 'There is no such letter, or it is not written yet.',
    'no-such-document': 'There is no such document.',
    'file-being-checked': 'The document is still being checked for viruses. Try again in a minute.',
    'file-has-malware': 'The document may contain a virus, so no one can open it.',
    'no-such-step': 'The case has no such step.',
    'no-such-mail': 'There is no such held mail.',
    'no-such-report': 'There is no such report.',
    'not-erased': 'No case with this reference was erased.',
    'if-match-missing': 'Send If-Match with the ETag of the step as you read it.',
    'answers-wrong': 'Some answers are missing or wrong.',
    'not-said-to-be-json': 'Send JSON, with content-type: application/json.',
    'not-json': 'The body is not JSON.',
  } satisfies Record<ApiProblem, string>,
  cursor: 'Send the value of next unchanged',
  notAllowed: {
    'record feedback': 'Your role cannot record feedback.',
    'see reports': 'Only complaints officers and report writers can see reports and their rows.',
    'see held mail': 'Only complaints officers can see held mail.',
    'release held mail': 'Only complaints officers can release held mail.',
    'see erasures': 'Only complaints officers can see what was erased.',
  } satisfies Record<NotAllowed, string>,
};
