import type { LetterTemplate } from './letter-template.ts';
import {
  advocacy,
  comeBack,
  contact,
  ombudsmanAdvice,
  opening,
  signedByOfficer,
  whyTheyStopped,
} from './shared-wording.ts';

/** Confirms that somebody took back what they sent before we had said what it is: also a compliment reads it (RULES sections 2 and 6). */
export const takenBack: LetterTemplate = {
  id: 'taken-back',
  title: 'Taken back',
  audience: 'complainant',
  subject: 'You have taken back what you sent us: {{reference}}',
  body: `${opening}

You told us that you do not want us to go on with what you sent us on {{receivedOn}}. We have stopped, and closed it.

${whyTheyStopped}

Thank you for telling us. It does not change the help you get from us.

${comeBack}

${advocacy}

${ombudsmanAdvice}

${contact}

${signedByOfficer}`,
};
