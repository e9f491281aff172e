import type { Words } from '../../words/words.ts';
import type { JourneyAnswers, Journey, Question } from '../public/journey.ts';
import {
  advocateQuestion,
  contactQuestions,
  optionsFrom,
  personOf,
  sharedQuestions,
} from '../public/shared-questions.ts';

type ChildrenWords = Words['children'];

/** A question of the adults' journey under a shorter label and without its hint. */
const relabelled = (question: Question, { label }: { label: string }): Question => ({
  ...question,
  fields: question.fields.map((field) => ({ ...field, label, hint: undefined })),
});

function questionsFor({ children: words, public: adults }: Words): readonly Question[] {
  const { help, whatHappened, reach, trustedPerson, safeTime } = words;
  const shared = sharedQuestions(words, { autocompleteName: 'off' });
  const { phone, email } = contactQuestions(adults.giveFeedback);
  return [
    {
      id: 'help',
      summary: help.summary,
      text: help.text,
      title: help.title,
      fields: [advocateQuestion(help)],
    },
    {
      id: 'what-happened',
      summary: whatHappened.summary,
      fields: [
        {
          name: 'text',
          kind: 'paragraphs',
          label: whatHappened.label,
          hint: whatHappened.hint,
          requiredError: whatHappened.required,
        },
      ],
    },
    shared.wishedOutcome,
    shared.files,
    shared.name,
    {
      id: 'talk',
      summary: reach.summary,
      fields: [
        {
          name: 'reach',
          kind: 'radios',
          label: reach.label,
          hint: reach.hint,
          requiredError: reach.required,
          options: optionsFrom(reach.options),
        },
      ],
    },
    relabelled(phone, words.phone),
    relabelled(email, words.email),
    {
      id: 'somebody',
      isAsked: (answers) => answers['reach'] === 'somebody',
      summary: trustedPerson.summary,
      fields: [
        {
          name: 'somebody',
          kind: 'paragraphs',
          label: trustedPerson.label,
          hint: trustedPerson.hint,
          maxLength: 1_000,
          requiredError: trustedPerson.required,
        },
      ],
    },
    {
      id: 'when',
      isAsked: (answers) => answers['reach'] !== 'none',
      summary: safeTime.summary,
      fields: [
        { name: 'safeTime', kind: 'text', label: safeTime.label, hint: safeTime.hint, maxLength: 500 },
      ],
    },
  ];
}

/** How and when officers can reach the child safely, as they read it on the case. */
function reachSafely(answers: JourneyAnswers, { forOfficers: words }: ChildrenWords): string {
  const { reach, safeTime } = answers;
  const ways: Record<string, string> = {
    phone: words.phone,
    email: words.email,
    somebody: words.somebody({ who: answers['somebody'] ?? '' }),
    none: words.none,
  };
  const way = ways[reach ?? ''] ?? '';
  return safeTime ? `${way}\n${words.safeTime({ when: safeTime })}` : way;
}

/** For children and young people: the advocate comes first, the questions are few and the words short. */
export const childrensJourney: Journey = {
  path: '/children',
  startPath: '/children',
  forChildren: true,
  questions: (_answers, _council, words) => questionsFor(words),
  submission: (answers, { children: words }) => ({
    kind: 'complaint',
    person: personOf(answers),
    text: answers['text'] ?? '',
    facts: {
      relation: 'child',
      actsFor: 'self',
      madeByChild: true,
      advocacyOffered: true,
      advocacyWanted: answers['advocate'] === 'yes',
      reachSafely: reachSafely(answers, words),
      ...(answers['wishedOutcome'] ? { wishedOutcome: answers['wishedOutcome'] } : {}),
    },
  }),
  words: (answers, { children: { check, send, privacy, received, next, code } }) => {
    const wantsAdvocate = answers['advocate'] === 'yes';
    return {
      check,
      send,
      privacy,
      received,
      code,
      next: [
        next.read,
        ...(wantsAdvocate ? [next.advocate] : []),
        answers['reach'] === 'none' ? next.noContact : next.talk,
        ...(wantsAdvocate ? [] : [next.advocateLater]),
      ],
    };
  },
};
