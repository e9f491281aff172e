import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  comeBack,
  contact,
  ombudsmanAdvice,
  ombudsmanIfComplaint,
  opening,
  signedByOfficer,
  reasonForStopping,
} from './shared-wording.ts';

/**
 * Confirms a withdrawal before triage. It does not say "complaint", because a compliment can be withdrawn too (law.md
 * sections 2 and 6).
 */
export const withdrawnBeforeTriage: LetterText = {
  title: 'Withdrawn before triage',
  subject: 'We have stopped, as you asked: {{reference}}',
  body: `${opening}

You told us that you do not want us to go on with what you sent us on {{receivedOn}}. We have stopped work on it and closed it.

${reasonForStopping}

Thank you for telling us. This will not change the help you get from us.

${comeBack}

${advocacy}

${ombudsmanIfComplaint(ombudsmanAdvice)}

${contact}

${signedByOfficer}`,
};
