import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotedReplyCut } from '../../../functions/operations/receive-mail/quoted-reply.ts';

describe('the new part of a reply', () => {
  it.each([
    [
      'Gmail',
      'Thank you.\n\nOn Mon, 2 Mar 2026 at 10:00, Complaints <complaints@council.example> wrote:\n\n> We have\n> received it.\n',
      'Thank you.\n\n',
    ],
    [
      'Gmail, the line broken',
      'Thank you.\n\nOn Mon, 2 Mar 2026 at 10:00, Complaints Team of the Council <\ncomplaints@council.example> wrote:\n> Hello',
      'Thank you.\n\n',
    ],
    [
      'a phone, without quotation marks',
      'Thank you\n\nOn 2 Mar 2026, at 10:00, Complaints Team wrote:\n\nWe have received it.',
      'Thank you\n\n',
    ],
    [
      'Outlook',
      'Thank you.\n\n________________________________\nFrom: Complaints\nSent: 02 March 2026 10:00\nTo: Jo\nSubject: Hello\n\nWe have',
      'Thank you.\n\n',
    ],
    [
      'Outlook without the line',
      'Thank you.\n\nFrom: Complaints\nDate: Monday\nTo: Jo\nSubject: Hello\n\nWe have',
      'Thank you.\n\n',
    ],
    ['Outlook in bold', 'Thank you.\n\n*From:* Complaints\n*Sent:* Monday\n\nWe have', 'Thank you.\n\n'],
    ['old Outlook', 'Thank you.\n-----Original Message-----\nFrom: Complaints\n\nWe have', 'Thank you.\n'],
    ['quotation marks alone', 'Thank you.\n\n> We have\n> received it.\n\n', 'Thank you.\n'],
  ])('%s', (_, text, fresh) => {
    expect(quotedReplyCut(text)).toEqual({ fresh, quoted: text.slice(fresh.length) });
  });

  it.each([
    ['no quotation', 'Thank you.\nOn the whole I agree with what she wrote.\n'],
    ['prose with From:', 'From: the day he came, nobody called.\nI complain.'],
    ['a quotation of what was said, in the middle', 'She said:\n> go away\nand I went.'],
    ['answers beneath', 'On Mon, 2 Mar 2026, Complaints wrote:\n> Do you agree?\nNo.'],
    [
      'answers beneath, words above',
      'See below.\nOn Mon, 2 Mar 2026, Complaints wrote:\n> Do you agree?\nNo.\n> Why?\nBecause.',
    ],
    ['a bare forward', '-----Original Message-----\nFrom: Young Person\n\nI complain.'],
    ['only a quotation', '> We have\n> received it.'],
    ['nothing', ''],
  ])('is the whole text: %s', (_, text) => {
    expect(quotedReplyCut(text)).toEqual({ fresh: text, quoted: '' });
  });

  it('loses no text', () => {
    const line = fc.constantFrom(
      '',
      ' ',
      'words',
      '> q',
      'On Monday Jo wrote:',
      'On Mon',
      'wrote:',
      'From: a',
      'Sent: b',
      '-----Original Message-----',
      '_'.repeat(32),
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(line), fc.array(fc.string())), (lines) => {
        const text = lines.join('\n');
        const { fresh, quoted } = quotedReplyCut(text);
        expect(fresh + quoted).toBe(text);
        expect(fresh.trim() === '').toBe(text.trim() === '');
      }),
    );
  });
});
