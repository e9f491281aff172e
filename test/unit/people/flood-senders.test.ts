import { describe, expect, test } from 'vitest';
import type { Case } from '../../../functions/domain/case/case.ts';
import type { Message } from '../../../functions/domain/case/stored-rows.ts';
import { furtherOfSender, placeAmongWaiting } from '../../../functions/domain/people/flood.ts';
import { aCase } from '../a-case.ts';

// Which messages come from one sender: on Wednesday 10 June 2026 many of them come.

type Sender = NonNullable<Message['sender']>;

const alex: Sender = { kind: 'complainant', party: 'P1', proof: 'private link' };
const sam: Sender = { kind: 'party', party: 'P2', proof: 'private link' };
const officer: Sender = { kind: 'staff', user: 'officer', proof: 'signed-in' };
const unnamed: Sender = { kind: 'complainant', proof: 'none' };

const message = (number: number, sender?: Sender, email?: string): Message => ({
  id: `M${number}`,
  channel: email === undefined ? 'portal' : 'email',
  receivedAt: '2026-06-10T09:00:00.000Z',
  from: email === undefined ? {} : { email },
  ...(sender === undefined ? {} : { sender }),
  subject: '',
  text: '',
  automatic: false,
  attachments: [],
});

/** A case with a message of an open task, which leads further ones. */
const waiting = (more: Partial<Case>): Case => ({ ...aCase(), ...more });

describe('whose messages are of one sender', () => {
  test.each<[string, Message, Message, boolean]>([
    ['one address', message(1, undefined, 'alex@example.org'), message(2, sam, 'ALEX@example.org '), true],
    [
      'two addresses of one party',
      message(1, alex, 'a@example.org'),
      message(2, alex, 'b@example.org'),
      false,
    ],
    ['one party without an address', message(1, alex), message(2, alex), true],
    ['two parties without an address', message(1, alex), message(2, sam), false],
    ['one user without an address', message(1, officer), message(2, officer), true],
    ['two users', message(1, officer), message(2, { ...officer, user: 'manager' }), false],
    ['a party who is also a user', message(1, alex), message(2, { ...alex, user: 'officer' }), false],
    ['one party, with and without an address', message(1, alex, 'alex@example.org'), message(2, alex), false],
    ['one party, without and with an address', message(1, alex), message(2, alex, 'alex@example.org'), false],
    ['a complainant whose name no one knows', message(1, unnamed), message(2, unnamed), true],
    ['no one known', message(1), message(2), false],
    ['no one known before', message(1), message(2, alex), false],
    ['no one known after', message(1, alex), message(2), false],
  ])('%s', (_, one, other, same) => {
    const ten = Array.from({ length: 10 }, () => one);
    expect(placeAmongWaiting(aCase(), ten, other, { byOfficer: false })).toBe(same ? 'leads' : undefined);
    expect(placeAmongWaiting(aCase(), ten.slice(1), other, { byOfficer: false })).toBeUndefined();
    expect(furtherOfSender({ furtherMessages: [[1, 1]] }, [one, other], other)).toEqual(same ? [[1, 1]] : []);
  });
});

describe('one of too many messages', () => {
  const ten = Array.from({ length: 10 }, (_, n) => message(n + 1, alex));
  const open = [{ message: 'M5', at: '2026-06-10T09:00:00.000Z' }];
  test.each<[string, Partial<Case>, 'leads' | 'follows']>([
    ['leads when none waits', {}, 'leads'],
    ['leads when no task is about the further ones', { openMessages: open }, 'leads'],
    [
      'follows the one that leads',
      { openMessages: [{ message: 'M9', at: open[0]?.at ?? '', leads: true }] },
      'follows',
    ],
    [
      'follows the one that leads, behind others',
      { openMessages: [...open, { message: 'M9', at: open[0]?.at ?? '', leads: true }] },
      'follows',
    ],
  ])('%s', (_, more, place) => {
    expect(placeAmongWaiting(waiting(more), ten, message(11, alex), { byOfficer: false })).toBe(place);
  });

  test('is counted on the day of London on which it came itself', () => {
    const late = ten.map((one) => ({ ...one, receivedAt: '2026-06-10T22:59:59.999Z' }));
    const next = { ...message(11, alex), receivedAt: '2026-06-10T23:00:00.000Z' };
    expect(placeAmongWaiting(aCase(), late, next, { byOfficer: false })).toBeUndefined();
    expect(
      placeAmongWaiting(
        aCase(),
        late,
        { ...next, receivedAt: '2026-06-10T00:00:00.000Z' },
        { byOfficer: false },
      ),
    ).toBe('leads');
  });
});

describe('the further messages of a sender', () => {
  const all = [
    message(12, alex),
    message(3, alex),
    message(11, alex),
    message(5, sam),
    message(7, alex),
    message(4, alex),
  ];
  const one = message(7, alex);
  test.each<[string, Partial<Case>, [number, number][]]>([
    ['are none when none waits without a task', {}, []],
    [
      'are theirs alone, as ranges in order',
      { furtherMessages: [[3, 12]] },
      [
        [3, 4],
        [11, 12],
      ],
    ],
    [
      'are only those that still wait',
      {
        furtherMessages: [
          [4, 4],
          [12, 20],
        ],
      },
      [
        [4, 4],
        [12, 12],
      ],
    ],
    ['are not the message itself', { furtherMessages: [[7, 7]] }, []],
  ])('%s', (_, more, ranges) => {
    expect(furtherOfSender(more, all, one)).toEqual(ranges);
  });
});
