import { expect, test } from 'vitest';
import type { What } from '../a-case.ts';
import type { Message } from '../../../functions/domain/case/stored-rows.ts';
import {
  handlingOf,
  isInBundle,
  senderOfStored,
  toldByComplainant,
} from '../../../functions/domain/people/sender.ts';
import { recorded } from '../a-case.ts';

const message = (id: string, more: Partial<Message> = {}): Message => ({
  id,
  channel: 'email',
  receivedAt: '2026-06-02T09:00:00.000Z',
  from: { email: 'sam@home.example' },
  subject: '',
  text: 'Please call me.',
  automatic: false,
  attachments: [],
  ...more,
});

const party = (id: string, roles: ('complainant' | 'advocate')[]): What => ({
  type: 'party-added',
  party: id,
  roles,
  copies: 'nothing',
});
const dealt = (id: string, how: Extract<What, { type: 'message-dealt-with' }>['how']): What => ({
  type: 'message-dealt-with',
  message: id,
  done: 'Seen.',
  ...(how === undefined ? {} : { how }),
});
function fileWith(...happened: What[]) {
  const { after, events } = recorded(party('P1', ['complainant']), party('P2', ['advocate']), ...happened);
  return {
    state: { ...after, person: 'P1' },
    events,
    persons: [
      { id: 'P1', email: 'sam@home.example' },
      { id: 'P2', email: 'advocate@voices.example' },
    ],
  };
}
const stranger = { sender: { kind: 'stranger', proof: 'none' } } as const;
const unproven = { sender: { kind: 'complainant', party: 'P1', proof: 'known address' } } as const;
const proven = { sender: { kind: 'complainant', party: 'P1', proof: 'verified address' } } as const;

test.each<[string, Partial<Message>, object]>([
  ['the sender that was recorded', stranger, { kind: 'stranger', proof: 'none' }],
  ['of a form, the complainant', { channel: 'portal' }, { kind: 'complainant', party: 'P1', proof: 'none' }],
  [
    'of a call, the complainant',
    { channel: 'phone' },
    { kind: 'complainant', party: 'P1', proof: 'signed-in' },
  ],
  ['of a mail with an address of theirs', {}, { kind: 'complainant', party: 'P1', proof: 'known address' }],
  [
    'of a mail from a party',
    { from: { email: 'advocate@voices.example' } },
    { kind: 'party', party: 'P2', proof: 'known address' },
  ],
  ['of a mail without an address', { from: {} }, { kind: 'stranger', proof: 'none' }],
  [
    'of a mail from elsewhere',
    { from: { email: 'x@elsewhere.example' } },
    { kind: 'stranger', proof: 'none' },
  ],
])('before senders were recorded: %s', (_, more, sender) => {
  expect(senderOfStored(message('M2', more), fileWith())).toEqual(sender);
});

test('a form of a case without a complainant names no party', () => {
  const { person: _, ...state } = fileWith().state;
  expect(senderOfStored(message('M2', { channel: 'portal' }), { state, persons: [] })).toEqual({
    kind: 'complainant',
    proof: 'none',
  });
});

test('a message was dealt with as it was last', () => {
  const { events } = fileWith(dealt('M2', 'noted'), dealt('M3', 'answered'), dealt('M2', 'moved'));
  expect(['M2', 'M3', 'M4'].map((id) => handlingOf(events, id)?.how)).toEqual([
    'moved',
    'answered',
    undefined,
  ]);
});

test('further messages were dealt with as the one that led them', () => {
  const { events } = fileWith({
    type: 'message-dealt-with',
    message: 'M2',
    done: 'Seen.',
    how: 'noted',
    further: [[5, 7]],
  });
  expect(['M4', 'M5', 'M7', 'M8'].map((id) => handlingOf(events, id)?.how)).toEqual([
    undefined,
    'noted',
    'noted',
    undefined,
  ]);
});

test.each<[string, Message, What[], told: boolean, inBundle: boolean]>([
  ['the complaint itself, from whoever', message('M1', unproven), [], true, true],
  ['the complaint of a stranger', message('M1', stranger), [], false, true],
  ['what they provably sent', message('M2', proven), [], true, true],
  ['what only names their address', message('M2', unproven), [], false, false],
  [
    'what was taken as their request',
    message('M2', unproven),
    [dealt('M2', 'next stage requested')],
    true,
    true,
  ],
  ['what was taken as their withdrawal', message('M2', unproven), [dealt('M2', 'withdrawal')], true, true],
  [
    'what was taken as their agreement to wait',
    message('M2', unproven),
    [dealt('M2', 'agreed to wait')],
    true,
    true,
  ],
  ['what was taken as a new complaint', message('M2', unproven), [dealt('M2', 'new complaint')], true, true],
  ['what was only noted', message('M2', unproven), [dealt('M2', 'noted')], false, false],
  ['what was filed as evidence', message('M2', unproven), [dealt('M2', 'filed as evidence')], false, true],
  ['what a stranger wrote', message('M2', stranger), [], false, false],
  [
    'what a stranger wrote, filed as evidence',
    message('M2', stranger),
    [dealt('M2', 'filed as evidence')],
    false,
    true,
  ],
  [
    'what a stranger wrote, taken as a request',
    message('M2', stranger),
    [dealt('M2', 'next stage requested')],
    false,
    false,
  ],
  ['what was moved to another case', message('M2', proven), [dealt('M2', 'moved')], true, false],
  ['an automatic reply', message('M2', { ...proven, automatic: true }), [], false, false],
  ['a form from before senders were recorded', message('M2', { channel: 'portal' }), [], true, true],
  ['a mail from before, by its address', message('M2'), [], true, true],
  [
    'a mail from before, from elsewhere',
    message('M2', { from: { email: 'x@elsewhere.example' } }),
    [],
    false,
    false,
  ],
  [
    'what another party provably sent',
    message('M2', { sender: { kind: 'party', party: 'P2', proof: 'private link' } }),
    [],
    false,
    true,
  ],
  [
    'what a further complainant provably sent',
    message('M2', { sender: { kind: 'complainant', party: 'P3', proof: 'signed-in' } }),
    [],
    false,
    true,
  ],
  [
    'what a complainant without a number sent',
    message('M2', { sender: { kind: 'complainant', proof: 'signed-in' } }),
    [],
    true,
    true,
  ],
])('%s', (_, one, happened, told, inBundle) => {
  const file = fileWith(...happened);
  expect([toldByComplainant(one, file), isInBundle(one, file)]).toEqual([told, inBundle]);
});
