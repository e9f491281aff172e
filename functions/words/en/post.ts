import type { Way } from '../../domain/correspondence/other-ways.ts';
import type { AddressProblem } from '../../domain/text/postal-address.ts';

/** Letters on paper: the queue to print and post, and what stands in the way of one. */
export const post = {
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
