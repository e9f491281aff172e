import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { implementations, type Subject } from './case-stores.ts';

const answered = (quarter: string, characteristic: string, answer: string) => ({
  quarter,
  characteristic,
  answer,
});

describe.each(implementations)('the store of equality answers in $name', ({ make }) => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await make();
  });
  afterEach(() => subject.close());

  const counts = () => subject.other.answerCounts();

  it('counts each answer of a quarter, even simultaneous ones', async () => {
    expect(await counts()).toEqual([]);
    const [white, yes] = [
      answered('2026-04-01', 'Ethnic group', 'White'),
      answered('2026-04-01', 'Disability', 'Yes'),
    ];
    const later = answered('2026-07-01', 'Disability', 'Yes');
    await Promise.all([
      subject.store.countAnswers([white, yes]),
      subject.other.countAnswers([white]),
      subject.store.countAnswers([white]),
      subject.store.countAnswers([]),
    ]);
    await subject.store.countAnswers([later]);
    expect(await counts()).toEqual([
      { ...yes, number: 1 },
      { ...white, number: 3 },
      { ...later, number: 1 },
    ]);
  });

  it('deletes quarters that began before a day, and no others', async () => {
    await subject.store.countAnswers([
      answered('2026-04-01', 'Age', '16 to 24'),
      answered('2026-07-01', 'Age', '16 to 24'),
    ]);
    await subject.store.forgetAnswers('2026-07-01');
    expect((await counts()).map(({ quarter }) => quarter)).toEqual(['2026-07-01']);
    await subject.store.forgetAnswers('2026-07-01');
    expect(await counts()).toHaveLength(1);
  });
});
