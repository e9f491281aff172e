import { describe, expect, test } from 'vitest';
import { dangerWordsIn } from '../../../functions/domain/text/danger-words.ts';
import { letters } from '../../../workflows/letters/index.ts';
import { dangerWords } from '../../../workflows/danger-words.ts';

const { phrases, neighbours } = dangerWords.en;

describe('words that suggest that someone may be in danger', () => {
  test.each(phrases.map(({ says }) => says))('%s', (says) => {
    const text = `Hello. Today ${says.replaceAll('*', 'Sister').toUpperCase()}, and no one helps.`;
    expect(dangerWordsIn(text)).toContain(says);
  });

  test.each(neighbours)('asks no one to look: %s', (sentence) => {
    expect(dangerWordsIn(sentence)).toEqual([]);
  });

  test.each(phrases.flatMap(({ says, not = [] }) => not.map((longer) => [longer, says] as const)))(
    'in "%s" the words "%s" mean something else, and still count elsewhere in the text',
    (longer, says) => {
      expect(dangerWordsIn(`Well, ${longer}.`)).not.toContain(says);
      expect(dangerWordsIn(`Well, ${longer}. And he ${says.replace('*', 'sister')} yesterday.`)).toContain(
        says,
      );
    },
  );

  test('apostrophes, capitals and line breaks make no difference', () => {
    expect(dangerWordsIn('I’m\nNot   SAFE!')).toEqual(['im not safe']);
    expect(dangerWordsIn("I don't feel safe.")).toEqual(['dont feel safe']);
  });

  test('a long text is looked at in a moment', () => {
    const began = process.cpuUsage();
    expect(dangerWordsIn('hits hit me that, '.repeat(10_000))).toEqual([]);
    expect(dangerWordsIn('he hit me '.repeat(1_000_000))).toEqual(['hit me']);
    // The time of the processor, since others may be at work on it.
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });

  test('our own letters suggest nothing, so that a quotation of them marks no case', () => {
    const suspicious = Object.values(letters)
      .filter(({ audience }) => audience === 'complainant')
      .filter(({ subject, body }) => dangerWordsIn(`${subject}\n${body}`).length > 0)
      .map(({ id }) => id);
    expect(suspicious).toEqual([]);
  });
});
