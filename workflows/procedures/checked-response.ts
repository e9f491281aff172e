import { learningFields } from './closing-steps.ts';
import { findings } from './findings-fields.ts';
import type { Field } from './form-field.ts';
import type { AnsweredStage } from './meanings.ts';
import { stepMilestones, targetMilestones } from './milestones.ts';
import type { ClockTurn, Outcome, StageClock, Step } from './procedure.ts';
import { moneyStep, remedyFields } from './remedies.ts';
import {
  adultOutcomes,
  extend,
  reason,
  reportDelay,
  standingOutcomes,
  tellDelay,
} from './standing-outcomes.ts';

/** The form of an answer to a complaint. */
export const answerFields: Record<string, Field> = {
  findings,
  response: {
    label: 'The response',
    hint: 'What you looked at, what you found and what you will do',
    type: 'paragraphs',
    required: true,
  },
  ...remedyFields,
  ...learningFields,
};

const disclosure: Record<string, Field> = {
  disclosesAboutChild: {
    label: 'Does it disclose anything about the child that needs their consent?',
    hint: 'Answer this if the child was asked for their consent, or refused it',
    type: 'yes-no',
  },
};

/** An answer to a complaint as a procedure describes it; `checkedResponse` makes its steps. */
interface Response extends Pick<Step, 'title' | 'publicStatus' | 'performer' | 'assignedBy'> {
  id: string;
  /** The stage that it answers, and the clock of it. */
  stage: AnsweredStage['stage'];
  clock: string;
  extension?: StageClock['extension'] | undefined;
  /** Other clocks that end when the response is sent. */
  alsoEnds?: readonly string[];
  form: Record<string, Field>;
  letter: string;
  encloses?: Outcome['encloses'];
  /** No child has a say in it, or a right that something about them is not told. */
  adultsOnly?: true;
  /** What else can be decided while the answer is written, checked and signed off. */
  more?: Record<string, Outcome>;
  next: string;
  closedAs?: string;
}

/**
 * The steps of an answer, all within the clock of its stage: written, checked by someone else who accepts or returns it,
 * its money approved if it offers any, signed off and sent (law.md section 2: the letter is checked before it goes). A returned answer is written
 * again.
 */
export function checkedResponse(response: Response): Record<string, Step> {
  const { id, title, publicStatus, clock, form, letter, encloses, next, closedAs, more = {} } = response;
  const check = `${id}-check`;
  const money = `${id}-money`;
  const signOff = `${id}-sign-off`;
  const extension = response.extension ? { extend } : {};
  const standing = response.adultsOnly ? adultOutcomes : standingOutcomes;
  const always = { ...extension, ...more, 'tell-delay': tellDelay, ...standing };
  const within = {
    ...(publicStatus === undefined ? {} : { publicStatus }),
    kind: 'task' as const,
    clock,
    milestones: stepMilestones,
  };
  const ends: ClockTurn[] = [clock, ...(response.alsoEnds ?? [])].map((ended) => ({ clock: ended }));
  const sendBack: Outcome = {
    title: 'Return the response to its author',
    form: { comments: reason('What needs to change') },
    letters: [],
    alerts: [{ letter: 'alert-quality-returned', to: ['author'] }],
    next: id,
  };
  return {
    [id]: {
      ...within,
      title,
      performer: response.performer,
      ...(response.assignedBy === undefined ? {} : { assignedBy: response.assignedBy }),
      outcomes: {
        respond: {
          title: 'Submit the response for checking',
          form,
          answers: { stage: response.stage, as: 'response' },
          drafts: letter,
          letters: [],
          next: check,
        },
        'report-delay': reportDelay,
        ...always,
      },
    },
    [check]: {
      ...within,
      writtenIn: id,
      title: `${title}: quality check`,
      performer: 'quality-checker',
      notByAuthor: true,
      outcomes: {
        accept: { title: 'Accept the response', form: {}, letters: [], next: money },
        return: sendBack,
        ...always,
      },
    },
    [money]: moneyStep({ within, milestones: targetMilestones, title, writtenIn: id, next: signOff, always }),
    [signOff]: {
      ...within,
      writtenIn: id,
      title: `${title}: sign-off`,
      performer: 'complaints-officer',
      assignedBy: 'handler',
      outcomes: {
        send: {
          title: 'Sign off and send the response',
          form: response.adultsOnly ? {} : disclosure,
          effect: 'promise remedies',
          gates: [
            ...(response.adultsOnly ? [] : ['consent to represent' as const, 'consent to disclose' as const]),
            'money approved',
          ],
          letters: [letter],
          signedBy: 'author',
          ...(encloses === undefined ? {} : { encloses }),
          ends,
          next,
          ...(closedAs === undefined ? {} : { closedAs }),
        },
        return: sendBack,
        ...always,
      },
    },
  };
}
