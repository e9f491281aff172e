import { describe, expect, test } from 'vitest';
import { lengthened, type RetentionRule } from '../../../workflows/procedures/retention.ts';

const rule: RetentionRule = {
  id: 'complaint',
  title: 'Complaint: 6 years after closing',
  yearsAfterClosing: 6,
  citation: 'A rule',
  toBeChecked: true,
};
const ofChild: RetentionRule = { ...rule, title: "Child: to the child's 75th birthday", untilAge: 75 };
const reason = 'An inquiry asked for it';

describe('a council keeps cases longer, never shorter', () => {
  test.each<[string, RetentionRule, Parameters<typeof lengthened>[1]]>([
    ['fewer years', rule, { years: 5, reason }],
    ['as many years', rule, { years: 6, reason }],
    ['an age where the rule has none', rule, { years: 6, untilAge: 80, reason }],
    ['a lower age', ofChild, { years: 6, untilAge: 74, reason }],
    ['the same age', ofChild, { years: 2, untilAge: 75, reason }],
    ['no age of its own', ofChild, { years: 6, reason }],
  ])('%s: the rule stays', (_, kept, own) => {
    expect(lengthened(kept, own)).toBe(kept);
  });

  test('more years, with the reason of the council as their source', () => {
    expect(lengthened(rule, { years: 7, reason })).toEqual({
      id: 'complaint',
      title: 'Complaint: 7 years after closing',
      yearsAfterClosing: 7,
      citation: reason,
      toBeChecked: false,
    });
  });

  test.each<[string, Parameters<typeof lengthened>[1], number, number, string]>([
    [
      'more years',
      { years: 10, reason },
      10,
      75,
      "10 years after closing, and at least to the child's 75th birthday",
    ],
    [
      'a higher age',
      { years: 1, untilAge: 76, reason },
      6,
      76,
      "6 years after closing, and at least to the child's 76th birthday",
    ],
    [
      'both',
      { years: 7, untilAge: 81, reason },
      7,
      81,
      "7 years after closing, and at least to the child's 81st birthday",
    ],
    [
      'more years, a lower age',
      { years: 7, untilAge: 20, reason },
      7,
      75,
      "7 years after closing, and at least to the child's 75th birthday",
    ],
  ])('of a child: %s', (_, own, yearsAfterClosing, untilAge, period) => {
    expect(lengthened(ofChild, own)).toMatchObject({
      title: `Child: ${period}`,
      yearsAfterClosing,
      untilAge,
      citation: reason,
    });
  });

  test.each([
    [81, '81st'],
    [82, '82nd'],
    [83, '83rd'],
    [84, '84th'],
    [111, '111th'],
  ])('a birthday is written as people say it: %i', (untilAge, ordinal) => {
    expect(lengthened(ofChild, { years: 6, untilAge, reason }).title).toContain(
      `child's ${ordinal} birthday`,
    );
  });
});
