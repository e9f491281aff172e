import { FeedbackKind } from '../../../workflows/procedures/meanings.ts';
import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import { Facts } from '../../domain/case/facts.ts';
import type { Words } from '../../words/words.ts';
import type { JourneyAnswers, Journey, Option, Question } from './journey.ts';
import {
  advocateQuestion,
  contactQuestions,
  optionsFrom,
  personOf,
  sharedQuestions,
} from './shared-questions.ts';

type FeedbackWords = Words['public']['giveFeedback'];

const complainsForSelf = new Set(['child', 'care-leaver']);
const isComplaint = (answers: JourneyAnswers) => answers['kind'] === 'complaint';
/** Whether an advocate is their right, so that they are asked whether they want one (section 26A of the Children Act 1989). */
const mayHaveAdvocate = (answers: JourneyAnswers) =>
  isComplaint(answers) && complainsForSelf.has(answers['relation'] ?? '');
const mayActForChild = (answers: JourneyAnswers) =>
  isComplaint(answers) && !complainsForSelf.has(answers['relation'] ?? '') && answers['relation'] !== '';

const about = (
  serviceAreas: readonly string[],
  answers: JourneyAnswers,
  { about: words }: FeedbackWords,
): Question => ({
  id: 'about',
  summary: words.summary,
  title: answers['kind'] === 'compliment' ? words.titleOfCompliment : words.title,
  fields: [
    {
      name: 'serviceArea',
      kind: 'radios',
      label: words.service,
      requiredError: words.serviceRequired,
      options: [
        ...serviceAreas.map((area) => ({ value: area, text: area })),
        { value: 'not sure', text: words.notSure },
      ],
    },
    {
      name: 'aboutWhom',
      kind: 'text',
      label: words.person,
      hint: isComplaint(answers) ? words.personHint : undefined,
    },
  ],
});

function relationOptions({ relation }: FeedbackWords): Option[] {
  const worded = optionsFrom(relation.options);
  // A council may have more relations than the catalogue has words for.
  return (caseDetails['relation']?.options ?? []).map(
    ({ value, label }) => worded.find((option) => option.value === value) ?? { value, text: label },
  );
}

/** A complaint, a compliment, a comment or a question from anyone, one question on each page. */
export const giveFeedback: Journey = {
  path: '/give-feedback',
  startPath: '/',
  questions(answers, { serviceAreas }, { public: { giveFeedback: words } }) {
    const { kind, relation, actsFor, consent, help, whatHappened, reach } = words;
    const shared = sharedQuestions(words, { autocompleteName: 'name' });
    const story = storyWords(words, answers);
    return [
      {
        id: 'kind',
        summary: kind.summary,
        fields: [
          {
            name: 'kind',
            kind: 'radios',
            label: kind.label,
            requiredError: kind.required,
            options: optionsFrom(kind.options),
          },
        ],
      },
      about(serviceAreas, answers, words),
      {
        id: 'you',
        summary: relation.summary,
        isAsked: isComplaint,
        fields: [
          {
            name: 'relation',
            kind: 'radios',
            label: relation.label,
            hint: relation.hint,
            requiredError: relation.required,
            options: relationOptions(words),
          },
        ],
      },
      {
        id: 'help',
        summary: help.summary,
        title: help.title,
        text: help.text,
        isAsked: mayHaveAdvocate,
        fields: [advocateQuestion(help)],
      },
      {
        id: 'for-whom',
        summary: actsFor.summary,
        isAsked: mayActForChild,
        fields: [
          {
            name: 'actsFor',
            kind: 'radios',
            label: actsFor.label,
            requiredError: actsFor.required,
            options: optionsFrom(actsFor.options),
          },
        ],
      },
      {
        id: 'child-agrees',
        summary: consent.summary,
        isAsked: (given) => mayActForChild(given) && given['actsFor'] === 'child',
        fields: [
          {
            name: 'consentSaid',
            kind: 'radios',
            label: consent.label,
            hint: consent.hint,
            requiredError: consent.required,
            options: optionsFrom(consent.options),
          },
        ],
      },
      {
        id: 'what-happened',
        summary: isComplaint(answers) ? whatHappened.summaryOfComplaint : whatHappened.summary,
        fields: [
          {
            name: 'text',
            kind: 'paragraphs',
            label: story.label,
            hint: story.hint,
            requiredError: story.required,
          },
        ],
      },
      { ...shared.wishedOutcome, isAsked: isComplaint },
      shared.files,
      shared.name,
      {
        id: 'reach',
        summary: reach.summary,
        fields: [
          {
            name: 'reach',
            kind: 'radios',
            label: reach.label,
            requiredError: reach.required,
            options: optionsFrom(reach.options),
          },
        ],
      },
      ...Object.values(contactQuestions(words)),
    ];
  },
  submission(answers, { public: { giveFeedback: words } }) {
    const { serviceArea, aboutWhom, wishedOutcome, relation, actsFor, consentSaid } = answers;
    const consent = optionsFrom(words.consent.options).find(({ value }) => value === consentSaid);
    return {
      kind: FeedbackKind.parse(answers['kind']),
      person: personOf(answers),
      text: answers['text'] ?? '',
      facts: Facts.parse({
        ...(serviceArea === 'not sure' ? {} : { serviceArea }),
        ...(aboutWhom ? { aboutWhom } : {}),
        ...(wishedOutcome ? { wishedOutcome } : {}),
        ...(relation ? { relation } : {}),
        ...(relation === 'child' ? { madeByChild: true } : {}),
        ...(mayHaveAdvocate(answers)
          ? { advocacyOffered: true, advocacyWanted: answers['advocate'] === 'yes' }
          : {}),
        ...(actsFor ? { actsFor } : complainsForSelf.has(relation ?? '') ? { actsFor: 'self' } : {}),
        // Kept in the words that they chose: officers read it as a statement, not as a consent.
        ...(consent ? { consentSaid: consent.text } : {}),
      }),
    };
  },
  words: (answers, { public: { giveFeedback: words } }) => ({
    check: words.check,
    send: words.send,
    privacy: isComplaint(answers) ? words.privacyOfComplaint : words.privacy,
    received: words.received,
    next: whatHappensNext(answers, words),
    code: words.code,
  }),
};

/** How the story is asked for. Before a kind is chosen, the words are those for a complaint. */
function storyWords({ whatHappened }: FeedbackWords, { kind }: JourneyAnswers) {
  switch (kind) {
    case 'compliment':
      return whatHappened.compliment;
    case 'comment':
      return whatHappened.comment;
    case 'enquiry':
      return whatHappened.enquiry;
    default:
      return whatHappened.complaint;
  }
}

function whatHappensNext(answers: JourneyAnswers, { next }: FeedbackWords): string[] {
  const { kind, reach, advocate } = answers;
  const complaint =
    reach === 'none'
      ? next.complaint.none
      : reach === 'phone'
        ? next.complaint.phone
        : next.complaint.written;
  return [
    isComplaint(answers) ? complaint : kind === 'compliment' ? next.compliment : next.other,
    ...(reach === 'none' ? [next.noContact] : reach === 'email' ? [next.email] : []),
    ...(mayHaveAdvocate(answers) ? [advocate === 'yes' ? next.findAdvocate : next.advocate] : []),
  ];
}
