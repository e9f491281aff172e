import type { Appointment, Awaited, DayUnit } from '../../procedures/meanings.ts';
import type { RouteId } from '../../procedures/other-routes.ts';
import type { Role } from '../../procedures/roles.ts';

/** What someone wrote as a sentence, for the end of another, which has its own full stop. */
const withoutStop = (text: string): string => text.trim().replace(/\.$/, '');

/** A phrase that someone wrote as a sentence of its own, for the middle of another: a name keeps its capital. */
const withinSentence = (phrase: string): string =>
  phrase.replace(/^(?:The|An?|Your|Our|Not|This|That|These|Those|Having|Being|What|How)\b(?!\.)/, (word) =>
    word.toLowerCase(),
  );

/** The sentences that fill the placeholders of letters, alerts and digests. Dates and names come ready to print. */
export const sentences = {
  /** For a point: plain words first, then the term that the law and the reports use. */
  finding: {
    upheld: 'We agree with this (upheld)',
    'partially upheld': 'We agree with part of this (partly upheld)',
    'not upheld': 'We do not agree with this (not upheld)',
    'no finding': 'We could not decide about this (no finding)',
  },
  /** The same of what was found before, as the end of a sentence that says by whom or at which stage. */
  foundBefore: {
    upheld: 'agreed with this (upheld)',
    'partially upheld': 'agreed with part of this (partly upheld)',
    'not upheld': 'did not agree with this (not upheld)',
    'no finding': 'could not decide about this (no finding)',
  },
  foundAtStage: ({ stage, found }: { stage: string; found: string }) => `At ${stage} we ${found}.`,
  foundBy: {
    investigation: ({ found }: { found: string }) => `The Investigating Officer ${found}:`,
    panel: ({ found }: { found: string }) => `The review panel ${found}:`,
  },
  decision: ({ finding }: { finding: string }) =>
    `Our decision now: ${finding.charAt(0).toLowerCase()}${finding.slice(1)}`,
  whyNot: {
    investigation: 'Why we do not say the same as the Investigating Officer:',
    panel: 'Why we do not say the same as the review panel:',
  },
  recommendationAnswer: {
    accepted: 'We accept this',
    'partly accepted': 'We accept part of this',
    'not accepted': 'We do not accept this',
  },
  /** A point that another case or procedure answers. */
  pointElsewhere: ({ reference }: { reference: string | undefined }) =>
    reference === undefined
      ? 'We will deal with this point separately.'
      : `We will deal with this point separately. Its reference is ${reference}.`,
  /** The routes besides the complaint, within a sentence. */
  routes: {
    'safeguarding-referral': 'a safeguarding referral',
    lado: 'an allegation against a member of staff (LADO)',
    'subject-access-request': 'a subject access request',
    'freedom-of-information': 'a freedom of information request',
    whistleblowing: 'whistleblowing',
    'insurance-claim': 'an insurance claim',
    tribunal: 'an appeal to the tribunal',
    'member-enquiry': 'an enquiry from an MP or councillor',
  } satisfies Record<RouteId, string>,
  /** For the complainant. Empty for those of which no letter tells. */
  routesExplained: {
    'safeguarding-referral': '',
    lado: '',
    'subject-access-request':
      'You asked for information that we hold about you or your child. This is called a subject access request. You have a right to ask, and it is free.',
    'freedom-of-information':
      'You asked for information that the council holds. This is called a freedom of information request. Anyone can ask, and you do not have to say why.',
    whistleblowing: '',
    'insurance-claim':
      'You asked for money for harm or damage. This is called an insurance claim. The insurance team will look at what happened and decide.',
    tribunal:
      'You do not agree with a decision that a tribunal can change. A tribunal is independent of the council. There is a time limit for an appeal, so please do not wait. The people named below can tell you how to appeal.',
    'member-enquiry':
      'An MP or councillor has asked us about this for you. We will answer them, and they can tell you what we said.',
  } satisfies Record<RouteId, string>,
  action: ({ text, owner, dueOn }: { text: string; owner: string; dueOn: string }) =>
    `${text} (${owner}, by ${dueOn})`,
  actionLate: ({ text, owner, dueOn }: { text: string; owner: string; dueOn: string }) =>
    `${text} (${owner}, by ${dueOn}: that day has passed, and we are sorry)`,
  apologyBy: ({ name }: { name: string }) =>
    `This apology is from ${withoutStop(name).replace(/^The\b/, 'the')}.`,
  money: ({ amount, payBy, what }: { amount: string; payBy: string; what: string }) =>
    `We will pay you ${amount} by ${payBy}. This is for ${withinSentence(what)}.`,
  /** The last day to ask, while no one knows on which day a letter on paper will be posted and arrive. */
  afterArrival: ({ days, unit, of }: { days: number; unit: DayUnit; of: 'this letter' | 'our answer' }) =>
    `${days} ${unit} after ${of} reaches you`,
  /** `onPaper`: a letter that was posted cannot be replied to by email. */
  howToAsk: ({
    email,
    phone,
    reference,
    onPaper,
  }: {
    email: string;
    phone: string;
    reference: string;
    onPaper: boolean;
  }) =>
    `You can use the private link in this letter, ${onPaper ? 'write to us, email' : 'reply to it by email, write to'} ${email} or phone ${phone}. Please give the reference ${reference}.`,
  /** By the ground on which a complaint is declined: why, and how to come back with it (law.md section 6). */
  declined: {
    late: {
      ground: 'It happened more than a year before you complained.',
      comeBack:
        'If there is a good reason why you could not complain sooner, please tell us. We will look at our decision again.',
    },
    'not eligible': {
      ground: 'Our complaints procedure does not cover this.',
      comeBack:
        'If you think that it does, please tell us why. Tell us anything that we may not know. We will look at our decision again.',
    },
    'not ours': {
      ground: 'Another organisation is responsible for this, not the council.',
      comeBack:
        'If any of it is about something that the council did, please tell us. We will look at that part. If you need help to find the right organisation, ask us.',
    },
    'investigated before': {
      ground: 'We, or another organisation, have already looked into this and answered it.',
      comeBack:
        'If something new has happened, or if you think that it is not the same, please tell us. We will look at our decision again.',
    },
    'information request': {
      ground:
        'This is about a request for information. There is another way to complain about that, to the Information Commissioner.',
      comeBack:
        'If any of it is about the care or help that you get, please tell us. We will look at that part. If you need help to complain to the Information Commissioner, ask us.',
    },
    proceedings: {
      ground:
        'If we looked into it now, it could harm other proceedings about the same thing, such as a court case.',
      comeBack:
        'When the other proceedings have ended, you can complain to us again. If you think that we do not have to wait for them, please tell us why.',
    },
  },

  /** What a complainant waits for, and the clauses about it that a date follows. */
  awaited: {
    acknowledgement: {
      awaited: 'our letter',
      shouldHave: 'We should have told you who will look into your complaint',
      weSaid: 'We said we would tell you who will look into your complaint',
      weWill: 'We will tell you who will look into your complaint',
      weExpect: 'We expect to tell you who will look into your complaint',
    },
    answer: {
      awaited: 'our answer',
      shouldHave: 'We should have answered you',
      weSaid: 'We said we would answer you',
      weWill: 'We will write to you with our answer',
      weExpect: 'We expect to send you our answer',
    },
    decision: {
      awaited: 'our decision',
      shouldHave: 'We should have sent you our decision',
      weSaid: 'We said we would send you our decision',
      weWill: 'We will send you our decision, with both reports,',
      weExpect: 'We expect to send you our decision',
    },
    'meeting of the panel': {
      awaited: 'the meeting of the panel',
      shouldHave: 'The panel should have met',
      weSaid: 'We said the panel would meet',
      weWill: 'The panel will meet',
      weExpect: 'We expect the panel to meet',
    },
    'report of the panel': {
      awaited: 'the report of the panel',
      shouldHave: 'You should have had the report of the panel',
      weSaid: 'We said you would have the report of the panel',
      weWill: 'You will have the report of the panel',
      weExpect: 'We expect to send you the report of the panel',
    },
    'answer to the panel': {
      awaited: 'our answer to the report of the panel',
      shouldHave: 'We should have answered the report of the panel',
      weSaid: 'We said we would answer the report of the panel',
      weWill: 'We will write to you with our answer to the report of the panel',
      weExpect: 'We expect to send you our answer to the report of the panel',
    },
    'name of the reviewer': {
      awaited: 'our letter',
      shouldHave: 'We should have told you who will review your complaint',
      weSaid: 'We said we would tell you who will review your complaint',
      weWill: 'We will tell you who will review your complaint',
      weExpect: 'We expect to tell you who will review your complaint',
    },
  } satisfies Record<Awaited, Record<'awaited' | 'shouldHave' | 'weSaid' | 'weWill' | 'weExpect', string>>,
  /** Where a complaint is while the complainant can ask for the next stage. */
  mayAskFor: ({ stage }: { stage: string }) => `You can ask for ${stage}.`,
  /** Where a complaint is when its step has no words for complainants. */
  dealingWithIt: 'We are dealing with it.',
  nextStage: 'the next stage',
  stages: {
    first: ({ title, promise, by }: { title: string; promise: string; by: string }) =>
      by === '' ? `${title}.` : `${title}. ${promise} by ${by}.`,
    /** `again`: after another stage that the complainant can ask for. */
    later: ({ stage, promises, again }: { stage: string; promises: readonly string[]; again: boolean }) =>
      [
        `If you are ${again ? 'still not happy after that' : 'not happy with our answer'}, you can ask for ${stage}.`,
        ...promises,
      ].join(' '),
    /** Counted from the day on which the complainant asks, or from what came before. */
    within: ({ promise, time, after }: { promise: string; time: string; after: 'asking' | 'that' }) =>
      `${promise} within ${time} ${after === 'asking' ? 'of the day you ask' : 'after that'}.`,
    longest: ({ time }: { time: string }) => `If we need longer, it can take up to ${time}.`,
    /** "10 working days", "1 month". */
    time: ({ days, unit }: { days: number; unit: DayUnit }) =>
      `${days} ${days === 1 ? unit.replace(/s$/, '') : unit}`,
    ombudsman:
      'If you are not happy at the end, you can ask the Local Government and Social Care Ombudsman to look at it. They are independent of the council.',
  },
  panelChair: ({ name }: { name: string }) => `${name} (chair)`,
  namesToFollow:
    'There are three people on the panel. Before we tell you a name, that person has to confirm that they are independent. We will write to you with all the names.',
  /** The part of someone in a complaint, as its complainant reads it. */
  parts: {
    investigator: 'the person looking into your complaint',
    reviewer: 'the person reviewing our answer',
    'investigating officer': 'the Independent Investigating Officer',
    'independent person': 'the Independent Person',
    'adjudicating officer': 'the senior manager who will decide on your complaint',
    'panel chair': 'the chair of the review panel',
    'panel member': 'a member of the review panel',
  } satisfies Record<Appointment, string>,
  noRecommendations: 'none',
  /** When it is not known yet who will deal with a complaint. */
  unnamedHandler: 'A manager',
  handlerRole: ({ role, team }: { role: string; team: string | undefined }) =>
    team === undefined ? role : `${role}, ${team}`,
  roles: {
    'complaints-officer': 'complaints officer',
    'team-manager': 'team manager',
    'quality-checker': 'quality checker',
    'adjudicating-officer': 'adjudicating officer',
    director: 'director',
    'senior-manager': 'senior manager',
    'investigating-officer': 'investigating officer',
    'independent-person': 'independent person',
    'panel-chair': 'panel chair',
    'panel-member': 'panel member',
    'report-writer': 'report writer',
    administrator: 'administrator',
  } satisfies Record<Role, string>,
  /** How a person signs whose part in the case is not their role in the council. */
  appointments: {
    investigator: 'investigator',
    reviewer: 'reviewer',
    'investigating officer': 'investigating officer',
    'independent person': 'independent person',
    'adjudicating officer': 'adjudicating officer',
    'panel chair': 'panel chair',
    'panel member': 'panel member',
  } satisfies Record<Appointment, string>,
  complaintsTeam: 'Complaints team',
  digest: {
    task: ({
      reference,
      title,
      team,
      when,
    }: {
      reference: string;
      title: string;
      team: string | undefined;
      when: string;
    }) => `${reference}: ${title}, ${team === undefined ? '' : `${team}, `}${when}`,
    pauseToReview: 'Review of the pause',
    heldMail: ({ number, when }: { number: number; when: string }) =>
      number === 1
        ? `Held mail: 1 email to check, ${when}`
        : `Held mail: ${number} emails to check, the first ${when}`,
    overdue: ({ due, workingDaysLate }: { due: string; workingDaysLate: number }) =>
      `was due ${due}, ${workingDaysLate} working ${workingDaysLate === 1 ? 'day' : 'days'} late`,
    /** One line for each case, after the sum if there are several. */
    messages: (cases: readonly { reference: string; count: number }[]) => {
      const counted = (count: number) => `${count} ${count === 1 ? 'message waits' : 'messages wait'}`;
      const sum = cases.reduce((total, { count }) => total + count, 0);
      return [
        ...(cases.length < 2 ? [] : [`${counted(sum)} on ${cases.length} complaints`]),
        ...cases.map(({ reference, count }) => `${reference}: ${counted(count)}`),
      ];
    },
    dueToday: 'due today',
    due: ({ due }: { due: string }) => `due ${due}`,
    repeatedDelays: ({ team, overdue }: { team: string; overdue: number }) =>
      `${team}: ${overdue} tasks overdue`,
  },
};

/** Every language has the same sentences as English. */
export type Sentences = typeof sentences;
