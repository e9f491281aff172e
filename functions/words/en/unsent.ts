import type { UnsentReason } from '../../domain/case/stored-rows.ts';

/** Letters that did not go, or came back, on one page over all cases. */
export const unsent = {
  title: 'Letters that did not go',
  lead: 'These letters have not reached the person they are for. Send them again, or reach the person another way from the page of the case.',
  letter: 'Letter',
  to: 'To',
  why: 'Why it did not go',
  since: ({ at }: { at: string }) => `Since ${at}`,
  reasons: {
    'no mail service': 'Email is not working. We will keep trying to send it.',
    fault: 'Something went wrong. We will keep trying to send it.',
    refused: 'The email service refused it. Check the address before you send it again.',
    unconfirmed: 'We do not know whether it was sent. If you send it again, they may get it twice.',
    returned: 'It came back. Correct the address, or reach them another way.',
  } satisfies Record<UnsentReason, string>,
  select: ({ letter, reference }: { letter: string; reference: string }) =>
    `Select “${letter}”, ${reference}`,
  sendSelected: 'Send selected letters again',
  sendAll: 'Send all letters again',
  allHint: ({ most }: { most: number }) =>
    `“Send all letters again” sends up to ${most} letters, the oldest first. It leaves out letters that came back.`,
  selectOne: 'Select the letters to send again',
  tooMany: ({ most }: { most: number }) => `Select ${most} letters or fewer`,
  noneToSend: 'There are no letters to send again',
  notSent: ({ count, why }: { count: number; why: string }) =>
    `${count === 1 ? 'One letter was' : `${count} letters were`} not sent. ${why}`,
  done: ({ count }: { count: number }) =>
    count === 1 ? 'One letter sent again' : `${count} letters sent again`,
  more: 'More letters',
  empty: 'No letters that did not go.',
  /** On every page of staff while mail is down. */
  mailDownHeading: 'Email is not working',
  mailDown: ({ at }: { at: string }) =>
    `Since ${at}, no letters, alerts or daily digests have been sent. They will be sent when email works again. Phone people about anything urgent, and check your tasks here.`,
  mailDownWhy: ({ why }: { why: string }) =>
    `Ask the people who run the system to put it right. The email service answers: ${why}.`,
  /** Above the list of tasks. */
  waiting: ({ count, more }: { count: number; more: boolean }) =>
    count === 1 && !more ? '1 letter did not go' : `${count}${more ? ' or more' : ''} letters did not go`,
  oldest: ({ at }: { at: string }) => `The oldest has waited since ${at}.`,
};
