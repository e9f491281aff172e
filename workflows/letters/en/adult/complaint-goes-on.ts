import type { LetterText } from '../../letter-template.ts';
import {
  advocacy,
  contact,
  ombudsmanIfComplaint,
  ombudsmanMeanwhile,
  opening,
  signedByOfficer,
} from './shared-wording.ts';

/** To the person who goes on with a complaint after the complainant has died. */
export const complaintGoesOn: LetterText = {
  title: 'Going on after a death',
  subject: 'We are sorry for your loss: {{reference}}',
  requires: ['link'],
  body: `${opening}

We are very sorry that the person who wrote to us has died. Please accept our condolences.

We have been told that you would like to go on with what they started. From now on we will write to you. There is no hurry, and you do not have to do anything now.

If you would rather not go on, please tell us in any way you like. You do not need to give a reason.

${advocacy}

${ombudsmanIfComplaint(ombudsmanMeanwhile)}

${contact}

${signedByOfficer}`,
};
