import type { HeldMail } from '../../domain/case/stored-rows.ts';
import { longDateWithWeekday } from '../../domain/time/civil-date.ts';
import { presentUsers } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { letterId, type Dependencies } from '../../dependencies.ts';
import { faultFields } from '../../runtime/faults.ts';
import type { LetterName } from '../../../workflows/letters/letter-names.ts';
import type { LetterValues } from '../../../workflows/letters/letter-template.ts';
import { hoursToLook } from '../../../workflows/procedures/safeguarding.ts';
import { sendNotice } from '../send-notice.ts';
import { heldWork } from './held-mail.ts';

const anHourMs = 3_600_000;

type Reader = { name: string; email: string };

const officers = ({ council }: Dependencies): Reader[] =>
  presentUsers(council).filter((user) => may(user, { do: 'see held mail' }, undefined, council));

const seniorManagers = ({ council }: Dependencies): Reader[] =>
  presentUsers(council).filter(({ roles }) => roles.includes('senior-manager'));

/** Each address once. */
const distinct = (readers: readonly Reader[]): Reader[] => [
  ...new Map(readers.map((reader) => [reader.email.toLowerCase(), reader])).values(),
];

/**
 * Alerts the duty contact and the officers at once that a held mail says someone may be in danger. `answerTo`: its sender
 * may be written to, and gets the emergency advice, once a day. What cannot be sent now is sent by `alertOfHeldMail`.
 */
export async function alertOfDanger(deps: Dependencies, mail: HeldMail, answerTo?: string): Promise<void> {
  if (mail.words === undefined || mail.status !== 'held') return;
  const { dutyContact, phone } = deps.council;
  const onDuty = dutyContact === undefined ? seniorManagers(deps) : [dutyContact];
  await sendToEach(deps, [...onDuty, ...officers(deps)], dangerAlert(deps, mail, 'danger'));
  if (answerTo === undefined) return;
  await sendToEach(deps, [{ name: '', email: answerTo }], {
    key: `advice ${mail.receivedAt.slice(0, 10)}`,
    template: 'held-mail-advice',
    values: {
      councilName: deps.council.name,
      councilPhone: phone,
      councilEmail: deps.council.intakeAddress,
      ...(dutyContact?.phone === undefined ? {} : { dutyPhone: dutyContact.phone }),
    },
  });
}

/** Of many mails of one sender, whom DMARC has proven or not, people are alerted once for those of an hour. */
const dangerAlert = (
  deps: Dependencies,
  { id, from, receivedAt, verdicts }: HeldMail,
  key: 'danger' | 'danger-late',
) => ({
  key: `${key} ${from === undefined ? id : `${receivedAt.slice(0, 13)} ${from.toLowerCase()} ${verdicts?.dmarc}`}`,
  template: 'alert-held-danger' as const,
  values: { link: pageOf(deps, `/mail/${id}`) },
});

/**
 * Alerts people about held mail that waits too long: that someone may be in danger and no one has looked within the hour,
 * and that its day has passed. Each alert goes once, so this can run at any time and any number of times.
 */
export async function alertOfHeldMail(deps: Dependencies): Promise<void> {
  const work = await heldWork(deps);
  const now = Date.parse(deps.clock.now());
  for (const { mail } of work.filter(({ urgent }) => urgent)) {
    if (mail.read) continue;
    await alertOfDanger(deps, mail);
    if (now - Date.parse(mail.receivedAt) >= (hoursToLook ?? 0) * anHourMs)
      await sendToEach(
        deps,
        [...officers(deps), ...seniorManagers(deps)],
        dangerAlert(deps, mail, 'danger-late'),
      );
  }
  const late = Map.groupBy(
    work.filter(({ isLate, urgent }) => isLate && !urgent),
    ({ due }) => due,
  );
  for (const [due, mails] of late)
    await sendToEach(deps, officers(deps), {
      key: `overdue ${due}`,
      template: 'alert-held-mail',
      values: {
        heldMails: String(mails.length),
        dueDate: longDateWithWeekday(due),
        link: pageOf(deps, '/mail'),
      },
    });
}

const pageOf = ({ council }: Dependencies, path: string) => `${council.pages.replace(/\/$/, '')}${path}`;

/** One mail that cannot be sent does not delay the others: the next run sends it. */
async function sendToEach(
  deps: Dependencies,
  readers: readonly Reader[],
  { key, template, values }: { key: string; template: LetterName; values: LetterValues },
): Promise<void> {
  for (const { name, email } of distinct(readers)) {
    try {
      await sendNotice(deps, {
        id: letterId('held-mail', `${key} ${email.toLowerCase()}`),
        template,
        values: name === '' ? values : { assigneeName: name, ...values },
        to: name === '' ? { email } : { name, email },
        copies: 'letters/held-mail/',
      });
    } catch (fault) {
      deps.log('notice-not-sent', { template, ...faultFields(fault) });
    }
  }
}
