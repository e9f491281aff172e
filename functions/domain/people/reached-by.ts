import type { Person } from '../case/stored-rows.ts';
import { isEmailAddress } from '../text/email-address.ts';

/** How to reach someone, in one answer: an email address if it is one, otherwise a phone number. */
export const reachedBy = (answer: string): Pick<Person, 'email' | 'phone'> =>
  isEmailAddress(answer) ? { email: answer } : { phone: answer };
