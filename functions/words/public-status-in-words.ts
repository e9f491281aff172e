import { upperFirst } from '../domain/text/capitalise.ts';
import { longDateWithWeekday } from '../domain/time/civil-date.ts';
import { timeInWords } from '../domain/time/time-of-day.ts';
import type { PublicStatus, StatusNext, StatusNow, StageStatus } from '../domain/views/public-status.ts';
import type { Words } from './words.ts';

/** The status of a case as its complainant reads it: the situation, what comes next, the stages of the procedure. */
interface PublicStatusInWords {
  now: string;
  next: string[];
  stages: { title: string; status: StageStatus; statusText: string }[];
}

type StatusWords = Words['publicStatus'];

/** Puts the status of a case into the words of a language. */
export function publicStatusInWords(
  { now, next, stages }: PublicStatus,
  words: StatusWords,
): PublicStatusInWords {
  return {
    now: nowInWords(now, words),
    next: next.flatMap((one) => nextInWords(one, words)),
    stages: stages.map(({ title, status }) => ({
      title: upperFirst(title),
      status,
      statusText: words.stage[status],
    })),
  };
}

function nowInWords(now: StatusNow, { now: words }: StatusWords): string {
  switch (now.code) {
    case 'withdrawn':
      return words.withdrawn({ on: longDateWithWeekday(now.on) });
    case 'closed':
      return now.on === undefined
        ? words.closedOnUnknownDay
        : words.closed({ on: longDateWithWeekday(now.on) });
    case 'paused':
      return words.paused({ since: longDateWithWeekday(now.since) });
    case 'received':
      return words.received;
    case 'reading':
      return words.reading;
    case 'described':
      return now.text;
    case 'looking into it':
      return words.lookingIntoIt;
    case 'dealing with it':
      return words.dealingWithIt;
    case 'answered':
      return now.inLetters ? words.answeredByLetter : words.answered;
  }
}

/** One or more paragraphs. */
function nextInWords(next: StatusNext, words: StatusWords): string[] {
  const { next: sentences, deadline, deadlinePassed } = words;
  switch (next.code) {
    case 'no further work':
      return [sentences.noFurtherWork];
    case 'continuing anyway':
      return [sentences.continuingAnyway];
    case 'finished anyway':
      return [
        next.on === undefined
          ? sentences.finishedAnywayOnUnknownDay
          : sentences.finishedAnyway({ on: longDateWithWeekday(next.on) }),
      ];
    case 'read our letters':
      return [sentences.readOurLetters];
    case 'ask what we did':
      return [sentences.askWhatWeDid];
    case 'pause review': {
      const on = longDateWithWeekday(next.on);
      return [next.passed ? sentences.pauseReviewPassed({ on }) : sentences.pauseReview({ on })];
    }
    case 'deadline':
      return [(next.passed ? deadlinePassed : deadline)[next.of]({ on: longDateWithWeekday(next.on) })];
    case 'pass it on':
      return [sentences.passItOn];
    case 'write to you':
      return [sentences.writeToYou];
    case 'look here':
      return [sentences.lookHere];
    case 'may ask':
      return [
        sentences.mayAsk({
          stage: next.for ?? sentences.nextStage,
          until: next.until === undefined ? undefined : longDateWithWeekday(next.until),
          afterArrival: next.afterArrival,
        }),
      ];
    case 'may accept':
      return [sentences.mayAccept];
    case 'may go on':
      return [sentences.mayGoOn];
    case 'agreed to wait': {
      const until = longDateWithWeekday(next.until);
      return [next.passed ? sentences.agreedToWaitPassed({ until }) : sentences.agreedToWait({ until })];
    }
    case 'meeting': {
      const day = longDateWithWeekday(next.on);
      const on = next.at === undefined ? day : sentences.dayAndTime({ day, time: timeInWords(next.at) });
      const meeting = { on, place: next.place };
      return next.passed
        ? [sentences.meetingPassed(meeting)]
        : [sentences.meeting(meeting), sentences.mayCome];
    }
    case 'described':
      return [next.text];
  }
}
