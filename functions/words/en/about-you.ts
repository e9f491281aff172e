import type { EqualityOption, EqualityQuestionId } from '../../domain/records/equality.ts';

/** Equality monitoring, apart from any case. */
export const aboutYou = {
  title: 'Questions about you',
  lead: 'These questions help us see whether we treat everyone fairly. You do not have to answer any of them. Your complaint does not depend on it.',
  privacy:
    'We do not keep your answers with your name, your complaint or what you wrote to us. We only count how many people gave each answer. Our yearly report shows the totals, but no small numbers.',
  send: 'Send answers',
  answerOne: 'Answer at least one question. If you do not want to, you can leave this page',
  thankYou: 'Thank you',
  thankYouText:
    'We have counted your answers. We do not keep them with your name or with anything you wrote to us.',
  /** The harmonised questions of the Office for National Statistics, in its words so that figures can be compared. */
  questions: {
    age: { question: 'How old are you?' },
    sex: { question: 'What is your sex?' },
    'gender-identity': {
      question: 'Is the gender you identify with the same as your sex registered at birth?',
    },
    'ethnic-group': { question: 'What is your ethnic group?' },
    disability: {
      question:
        'Do you have a physical or mental health condition or illness that has lasted, or will last, 12 months or more?',
    },
    religion: { question: 'What is your religion?' },
    'sexual-orientation': {
      question: 'Which best describes your sexual orientation?',
      hint: 'For people aged 16 or over.',
    },
  } satisfies Record<EqualityQuestionId, { question: string; hint?: string }>,
  answers: {
    'Under 16': 'Under 16',
    '16 to 24': '16 to 24',
    '25 to 44': '25 to 44',
    '45 to 64': '45 to 64',
    '65 or over': '65 or over',
    Female: 'Female',
    Male: 'Male',
    Yes: 'Yes',
    No: 'No',
    'Asian or Asian British': 'Asian or Asian British',
    'Black, Black British, Caribbean or African': 'Black, Black British, Caribbean or African',
    'Mixed or multiple ethnic groups': 'Mixed or multiple ethnic groups',
    White: 'White',
    'Other ethnic group': 'Other ethnic group',
    'No religion': 'No religion',
    Buddhist: 'Buddhist',
    Christian: 'Christian',
    Hindu: 'Hindu',
    Jewish: 'Jewish',
    Muslim: 'Muslim',
    Sikh: 'Sikh',
    'Another religion or belief': 'Another religion or belief',
    'Straight or heterosexual': 'Straight or heterosexual',
    'Gay or lesbian': 'Gay or lesbian',
    Bisexual: 'Bisexual',
    Other: 'Other',
    'Prefer not to say': 'Prefer not to say',
  } satisfies Record<EqualityOption, string>,
};
