import type { Way } from '../../domain/correspondence/other-ways.ts';
import type { AddressProblem } from '../../domain/text/postal-address.ts';

/** Letters on paper: the queue to print and post, and what stands in the way of one. */
export const post = {
  title: 'Letters to post',
  lead: 'Print the letters, put each in a window envelope and record the day you posted it. Post each by its due date: the time of the person who gets it counts from the day it reaches them.',
  window: 'Address in the window',
  due: 'Due',
  overdue: 'Overdue',
  select: ({ letter, name }: { letter: string; name: string }) => `Select “${letter}” to ${name}`,
  noName: 'no name',
  enclose: ({ titles }: { titles: string }) => `Enclose: ${titles}`,
  format: ({ format }: { format: string }) => `Needs ${format}`,
  printed: ({ at }: { at: string }) => `Printed ${at}`,
  contact: 'Contact them another way',
  print: 'Print selected letters',
  on: 'Date you posted them',
  onHint: 'Leave empty for today',
  markPosted: 'Record the posting',
  more: 'More letters',
  empty: 'No letters to post.',
  selectOne: 'Select the letters you want to print, or that you posted',
  tooMany: ({ most }: { most: number }) => `Select ${most} letters or fewer`,
  nothingToPrint: 'None of the selected letters can be printed. Someone may have posted them already.',
  done: ({ count }: { count: number }) =>
    count === 1 ? 'One letter recorded as posted' : `${count} letters recorded as posted`,
  letter: 'Letter',
  to: 'To',
  status: 'Status',
  address: 'Address',
  otherWays: 'Other ways to reach them',
  ways: { phone: 'Phone', email: 'Email', address: 'Address' } satisfies Record<Way['way'], string>,
  way: ({ way, value, earlier }: { way: string; value: string; earlier: boolean }) =>
    `${way}: ${value}${earlier ? ' (earlier)' : ''}`,
  problems: {
    'no address': 'There is no postal address. Ask how else to reach them.',
    'not an address': 'This is not an address we can post to. Ask how else to reach them.',
    'email address': 'This is an email address, not a postal address. Ask how else to reach them.',
    'no postcode': 'The address has no postcode. Ask for it, or how else to reach them.',
    'no town': 'The address has no town. Ask for it, or how else to reach them.',
  } satisfies Record<AddressProblem, string>,
};
