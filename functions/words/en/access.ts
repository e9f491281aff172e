import type { ItemKind } from '../../domain/case/access-request.ts';

/** Requests of people for everything that is held about them: for officers, and the export that the person gets. */
export const access = {
  title: ({ name }: { name: string }) => `Everything held about ${name}`,
  lead: 'Read each item and decide whether it goes out. Leave out what is about someone else if they have not agreed and it would be unfair to share it. Nothing goes out until every item is decided.',
  blackBoxes:
    'You cannot black out parts of a paper here yet. If only a part must stay back, leave the paper out and send a copy that you have blacked out yourself.',
  notHere:
    'Not here: the figures of equality questions, which name no one, and the security log, which names only staff.',
  due: ({ due }: { due: string }) => `Answer by ${due}`,
  dueWhy: ({ received }: { received: string }) =>
    `One calendar month from ${received}, or the next working day (UK GDPR article 12(3))`,
  dueExtended: ({ received, reason }: { received: string; reason: string }) =>
    `Three calendar months from ${received}, because it was extended (UK GDPR article 12(3)): ${reason}`,
  late: 'Overdue',
  given: ({ on, included, leftOut }: { on: string; included: number; leftOut: number }) =>
    `Given out on ${on}: ${included} items, and ${leftOut} left out`,
  casesHeading: 'Where we looked',
  why: {
    asked: 'the case of the request',
    confirmed: 'the same person, as confirmed',
    likely: 'the same email address or phone number: check that it is the same person',
  },
  sameName:
    'These cases have someone of the same name. Nothing was gathered from them. If it is the same person, confirm that on “Other cases of this complainant” first, or open a request there.',
  progress: ({ left, all }: { left: number; all: number }) =>
    left === 0 ? `All ${all} items decided` : `${left} of ${all} items still to decide`,
  itemsHeading: 'Items to decide',
  decidedHeading: 'Decided items',
  kinds: {
    details: 'Their details',
    message: 'Messages',
    attachment: 'Files that came with messages',
    letter: 'Letters',
    draft: 'Drafts',
    document: 'Documents',
    note: 'Notes and calls',
    decision: 'What was decided and why',
    history: 'Reasons and remarks',
    facts: 'What is recorded for reports',
    views: 'Who looked at the case',
    flag: 'Flag and its reasons',
    'held mail': 'Email that became no case',
  } satisfies Record<ItemKind, string>,
  recordedBy: 'The council’s record',
  theCouncil: 'The council',
  unknownSender: 'Unknown sender',
  draftOfForm: 'Draft of a form',
  before: ({ detail }: { detail: string }) => `${detail}, before it was changed`,
  sentTo: ({ to }: { to: string }) => `To: ${to}`,
  from: ({ source, at }: { source: string; at: string | undefined }) =>
    at === undefined ? source : `${source}, ${at}`,
  others: 'Also about',
  staff: ({ name }: { name: string }) => `${name} (staff)`,
  file: 'Open the file and check it for other people: we do not read files',
  openFile: ({ name }: { name: string }) => `Open “${name}”`,
  goesOut: ({ title }: { title: string }) => `Does “${title}” go out?`,
  include: 'Include',
  leaveOut: 'Leave out',
  reason: 'Reason for leaving it out',
  decide: 'Save these decisions',
  reasonNeeded: ({ title }: { title: string }) => `Enter a reason for leaving out “${title}”`,
  decided: ({ include, by, at }: { include: boolean; by: string; at: string }) =>
    `${include ? 'Included' : 'Left out'} by ${by}, ${at}`,
  change: 'Change this decision',
  more: 'More items',
  exportHeading: 'Export',
  asData: ({ part, parts }: { part: number; parts: number }) =>
    `Download as data (JSON)${parts === 1 ? '' : `, part ${part} of ${parts}`}`,
  asText: ({ part, parts }: { part: number; parts: number }) =>
    `Download to read and print (HTML)${parts === 1 ? '' : `, part ${part} of ${parts}`}`,
  zip: {
    all: ({ part, parts }: { part: number; parts: number }) =>
      `Download everything with its files (ZIP)${parts === 1 ? '' : `, part ${part} of ${parts}`}`,
    closed: 'Some files cannot be opened',
    closedText: ({ names }: { names: readonly string[] }) =>
      `${names.join(', ')}: still being checked for viruses, or held back. Try again in a minute. If you still cannot open a file, leave it out of the request and say why.`,
  },
  files: 'Files that go with it',
  noFiles: 'No files',
  notReady: 'You can download the export when every item is decided.',
  link: ({ name, due }: { name: string; due: string }) => `Subject access request of ${name}, due ${due}`,
  linkGiven: ({ name, on }: { name: string; on: string }) =>
    `Subject access request of ${name}, answered ${on}`,
  toDo: ({ name, due }: { name: string; due: string }) =>
    `Subject access request of ${name}. Gather and clear everything held about them, and answer by ${due}.`,
  toDoOwnCase: ({ name, due }: { name: string; due: string }) =>
    `Subject access request of ${name}, for this case alone. Whoever answers the rest may not see this case, so do not tell them of it. Clear what this case holds about ${name}, and send it to them by ${due}.`,
  ownCase:
    'This request is for this case alone. Whoever answers the rest may not see this case, so do not tell them of it. Send what you include to the person yourself.',
  /** What the person reads who asked. */
  export: {
    title: 'The information we hold about you',
    titleOfPart: ({ part, parts }: { part: number; parts: number }) =>
      `The information we hold about you: part ${part} of ${parts}`,
    about: ({ name, day }: { name: string; day: string }) => [
      `You asked what information we hold about ${name} in our complaints system. This is what we found on ${day}.`,
      'We use it to look into complaints and other feedback, to put things right, and to report on how we do. The law asks us to.',
      'We leave out information about other people where sharing it would be unfair to them, and anything that the law lets us keep back.',
      'No decision about you was made by a computer alone.',
    ],
    ofCase: ({ reference }: { reference: string }) => `Case ${reference}`,
    noCase: 'Email that is not part of a case',
    yourDetails: 'Your details',
    from: ({ source, day }: { source: string; day: string | undefined }) =>
      day === undefined ? `From: ${source}` : `From: ${source}, ${day}`,
    seeFile: ({ name }: { name: string }) => `See the file “${name}”.`,
    rightsHeading: 'Your rights',
    rights: [
      'You can ask us to correct what is wrong, to delete what we no longer need, or to stop using it in some way.',
      'If you are not happy with how we use your information, tell us. You can also complain to the Information Commissioner’s Office: ico.org.uk/make-a-complaint or 0303 123 1113.',
    ],
  },
};
