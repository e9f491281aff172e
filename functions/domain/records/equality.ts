import * as z from 'zod/mini';
import { CivilDate } from '../time/civil-date.ts';

/** How often an answer was given in the quarter that began on a given day. */
export const EqualityCount = z.object({
  quarter: CivilDate,
  characteristic: z.string().check(z.minLength(1)),
  answer: z.string().check(z.minLength(1)),
  number: z.int().check(z.positive()),
});
export type EqualityCount = z.infer<typeof EqualityCount>;

/** A question of equality monitoring. `answers` are the values that are stored and counted. */
interface EqualityQuestion {
  id: string;
  characteristic: string;
  answers: readonly string[];
}

const preferNot = 'Prefer not to say';

/**
 * The questions follow the protected characteristics of the Equality Act 2010 and the harmonised questions of the
 * Office for National Statistics. Answers are chosen, never typed: free text could identify the person.
 */
export const equalityQuestions = [
  {
    id: 'age',
    characteristic: 'Age',
    answers: ['Under 16', '16 to 24', '25 to 44', '45 to 64', '65 or over', preferNot],
  },
  { id: 'sex', characteristic: 'Sex', answers: ['Female', 'Male', preferNot] },
  { id: 'gender-identity', characteristic: 'Gender identity', answers: ['Yes', 'No', preferNot] },
  {
    id: 'ethnic-group',
    characteristic: 'Ethnic group',
    answers: [
      'Asian or Asian British',
      'Black, Black British, Caribbean or African',
      'Mixed or multiple ethnic groups',
      'White',
      'Other ethnic group',
      preferNot,
    ],
  },
  { id: 'disability', characteristic: 'Disability', answers: ['Yes', 'No', preferNot] },
  {
    id: 'religion',
    characteristic: 'Religion or belief',
    answers: [
      'No religion',
      'Buddhist',
      'Christian',
      'Hindu',
      'Jewish',
      'Muslim',
      'Sikh',
      'Another religion or belief',
      preferNot,
    ],
  },
  {
    id: 'sexual-orientation',
    characteristic: 'Sexual orientation',
    answers: ['Straight or heterosexual', 'Gay or lesbian', 'Bisexual', 'Other', preferNot],
  },
] as const satisfies readonly EqualityQuestion[];

export type EqualityQuestionId = (typeof equalityQuestions)[number]['id'];
export type EqualityOption = (typeof equalityQuestions)[number]['answers'][number];
