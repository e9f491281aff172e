import type { CaseView } from '../../case-views/schemas.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import { timeInWords } from '../../domain/time/time-of-day.ts';
import type { Words } from '../../words/words.ts';
import { nameOf, type PageKit } from '../kit/page-kit.ts';
import { moment } from '../kit/render.ts';

/** The safeguarding marks of a case and what became of them, before everything else on its page. */
export function dangerBanners(
  kit: PageKit,
  { safeguarding }: Pick<CaseView, 'safeguarding'>,
  { staff: { safeguarding: text } }: Words,
): { title: string; text: string }[] {
  const { dutyContact } = kit.deps.council;
  return safeguarding.map(({ status, source, at, by, reason, words = [], referral, notBecause, ...more }) => {
    const why = [
      text.sources[source]({ by: nameOf(kit, by) }),
      ...(reason === undefined ? [] : [reason]),
      ...(words.length === 0 ? [] : [text.phrases({ words })]),
    ];
    if (referral)
      return {
        title: text.referred({ to: referral.to, on: longDate(referral.on), at: timeInWords(referral.at) }),
        text: [
          ...(referral.reference === undefined ? [] : [text.reference({ reference: referral.reference })]),
          text.recordedBy({ by: nameOf(kit, more.decidedBy) }),
        ].join(' '),
      };
    if (status === 'not safeguarding')
      return {
        title: text.notSafeguarding,
        text: [notBecause ?? '', text.recordedBy({ by: nameOf(kit, more.decidedBy) })].join(' '),
      };
    return {
      title: text.open({ at: moment(at) }),
      text: [
        ...why,
        ...(dutyContact === undefined
          ? []
          : [text.duty({ name: dutyContact.name, phone: dutyContact.phone ?? dutyContact.email })]),
      ].join(' '),
    };
  });
}
