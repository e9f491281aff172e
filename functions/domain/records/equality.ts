import * as z from 'zod/mini';
import { CivilDate } from '../time/civil-date.ts';

/** How often an answer was given in the quarter that began on a day. */
export const EqualityCount = z.object({
  quarter: CivilDate,
  characteristic: z.string().check(z.minLength(1)),
  answer: z.string().check(z.minLength(1)),
  number: z.int().check(z.positive()),
});
export type EqualityCount = z.infer<typeof EqualityCount>;

/** A question of equality monitoring; whoever does not answer it is not counted. */
interface EqualityQuestion {
  id: string;
  characteristic: string;
  question: string;
  hint?: string;
  answers: readonly string[];
}

const preferNot = 'Prefer not to say';

/**
 * What is asked, after the protected characteristics of the Equality Act 2010, in the words of the harmonised questions
 * of the Office for National Statistics. Answers are choices and no free text: what people write could name them.
 */
export const equalityQuestions: readonly EqualityQuestion[] = [
  {
    id: 'age',
    characteristic: 'Age',
    question: 'How old are you?',
    answers: ['Under 16', '16 to 24', '25 to 44', '45 to 64', '65 or over', preferNot],
  },
  {
    id: 'sex',
    characteristic: 'Sex',
    question: 'What is your sex?',
    answers: ['Female', 'Male', preferNot],
  },
  {
    id: 'gender-identity',
    characteristic: 'Gender identity',
    question: 'Is the gender you identify with the same as your sex registered at birth?',
    answers: ['Yes', 'No', preferNot],
  },
  {
    id: 'ethnic-group',
    characteristic: 'Ethnic group',
    question: 'What is your ethnic group?',
    answers: [
      'Asian or Asian British',
      'Black, Black British, Caribbean or African',
      'Mixed or multiple ethnic groups',
      'White',
      'Other ethnic group',
      preferNot,
    ],
  },
  {
    id: 'disability',
    characteristic: 'Disability',
    question:
      'Do you have a physical or mental health condition or illness that has lasted, or will last, 12 months or more?',
    answers: ['Yes', 'No', preferNot],
  },
  {
    id: 'religion',
    characteristic: 'Religion or belief',
    question: 'What is your religion?',
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
    question: 'Which best describes your sexual orientation?',
    hint: 'For people aged 16 or over.',
    answers: ['Straight or heterosexual', 'Gay or lesbian', 'Bisexual', 'Other', preferNot],
  },
];
