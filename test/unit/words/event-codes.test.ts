import { describe, expect, test } from 'vitest';
import { eventCodes, events } from '../../../functions/words/en/events.ts';
import { wordFor } from '../../../functions/words/words.ts';

describe('codes of events in words', () => {
  test('name each bank holiday that moved a deadline', () => {
    expect(
      eventCodes.holidays({
        holidays: [
          { change: 'added', title: 'State Funeral', date: '19 September 2022' },
          { change: 'removed', title: 'Early May bank holiday', date: '2 May 2022' },
        ],
      }),
    ).toBe(
      'New bank holiday: State Funeral, 19 September 2022. No longer a bank holiday: Early May bank holiday, 2 May 2022.',
    );
  });

  test('say why a letter came back, with the status that the mail service gave', () => {
    const why = eventCodes.returnedBecause({
      detail: wordFor(eventCodes.letterReturns, 'bounce'),
      status: 'Permanent, General, 5.1.1',
    });
    expect(events['letter-returned']({ letter: 'Acknowledgement', to: undefined, why })).toBe(
      'Letter returned: Acknowledgement. The mail server of the recipient refused it (Permanent, General, 5.1.1)',
    );
  });

  test.each(['Addressee gone away.', 'It came back from the mail server (Permanent, General, 5.1.1).'])(
    'leave the text of a person or an earlier version as it is: %s',
    (detail) => {
      expect(
        eventCodes.returnedBecause({
          detail: wordFor(eventCodes.letterReturns, detail),
          status: undefined,
        }),
      ).toBe(detail);
    },
  );
});
