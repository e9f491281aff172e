import { duration } from './phrases.ts';
import type { DayUnit } from '../../../workflows/procedures/meanings.ts';

interface On {
  on: string;
}

const late = 'We are late, and we are sorry. You can ask us why.';

/**
 * The status of a case for its complainant: reading age 9 to 11. Days come as people write them ("Friday 18 December
 * 2026"). `publicStatus` in the domain decides which of these sentences are true.
 */
export const publicStatus = {
  now: {
    withdrawn: ({ on }: On) => `You asked us to stop on ${on}.`,
    closed: ({ on }: On) => `We closed this on ${on}.`,
    closedOnUnknownDay: 'This is closed.',
    paused: ({ since }: { since: string }) => `We paused this on ${since}.`,
    received: 'We have got it.',
    reading: 'We have read it. We will write to you.',
    lookingIntoIt: 'We are looking into it.',
    dealingWithIt: 'We are dealing with it.',
    answeredByLetter: 'We have answered. Our answer is in our letters below.',
    answered: 'We have answered. If you want to know our answer, phone us or add a message here.',
  },
  next: {
    noFurtherWork: 'We are doing nothing more about it. If you change your mind, tell us.',
    continuingAnyway:
      'We are still looking into it, because we think that we should. We wrote to you about this.',
    finishedAnyway: ({ on }: On) =>
      `We still looked into it, and finished on ${on}. If you want to know what we found, ask us.`,
    finishedAnywayOnUnknownDay:
      'We still looked into it, and have finished. If you want to know what we found, ask us.',
    readOurLetters: 'You can read what we wrote to you in our letters below.',
    askWhatWeDid:
      'We have not written to you about what we did. If you want to know, phone us or add a message here.',
    pauseReview: ({ on }: On) =>
      `We will look at it again by ${on}. We will write to you when we start again.`,
    pauseReviewPassed: ({ on }: On) =>
      `We said we would look at it again by ${on}. That day has passed. We will write to you when we start again.`,
    passItOn: 'We will pass it on to the right people.',
    writeToYou: 'We will write to you. We will say who will look into it, and when we will answer.',
    lookHere: 'We will look into it. You can come back here to see what we are doing.',
    mayAsk: ({
      stage,
      until,
      afterArrival,
    }: {
      stage: string;
      until: string | undefined;
      afterArrival: { days: number; unit: DayUnit } | undefined;
    }) =>
      `If you are not happy with our answer, you can ask for ${stage}. ${
        until !== undefined
          ? `The last day to ask is ${until}.`
          : afterArrival
            ? `The last day to ask is ${duration(afterArrival.days, afterArrival.unit)} after our answer reaches you.`
            : 'You can still ask now.'
      }`,
    nextStage: 'the next stage',
    mayAccept: 'If you are happy with it, you do not need to do anything.',
    mayGoOn: 'You do not have to wait any longer. You can ask for the next stage now.',
    agreedToWait: ({ until }: { until: string }) => `You agreed to wait until ${until}.`,
    agreedToWaitPassed: ({ until }: { until: string }) =>
      `You agreed to wait until ${until}. That day has passed too.`,
    dayAndTime: ({ day, time }: { day: string; time: string }) => `${day} at ${time}`,
    meeting: ({ on, place }: { on: string; place: string }) => `The meeting is on ${on}. Place: ${place}`,
    mayCome: 'You can come, but you do not have to.',
    meetingPassed: ({ on, place }: { on: string; place: string }) =>
      `The meeting was on ${on}. Place: ${place}`,
  },
  deadline: {
    reading: ({ on }: On) => `Someone will read it by ${on}.`,
    acknowledgement: ({ on }: On) =>
      `We will write to you by ${on}. Our letter will say who will look into it, and when we will answer.`,
    answer: ({ on }: On) => `We will answer by ${on}.`,
    meeting: ({ on }: On) => `The meeting should take place by ${on}.`,
    step: ({ on }: On) => `This should be done by ${on}.`,
    everything: ({ on }: On) => `We plan to finish by ${on}.`,
  },
  deadlinePassed: {
    reading: ({ on }: On) => `We said someone would read it by ${on}. ${late}`,
    acknowledgement: ({ on }: On) =>
      `We said we would write to you by ${on}, to say who will look into it and when we will answer. ${late}`,
    answer: ({ on }: On) => `We said we would answer by ${on}. ${late}`,
    meeting: ({ on }: On) => `The meeting should have taken place by ${on}. ${late}`,
    step: ({ on }: On) => `This should have been done by ${on}. ${late}`,
    everything: ({ on }: On) => `We planned to finish by ${on}. ${late}`,
  },
  stage: {
    done: 'Done',
    now: 'Now',
    'on request': 'If you ask for it',
    'to come': 'Still to come',
  },
};
