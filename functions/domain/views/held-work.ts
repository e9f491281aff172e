import { limitEnd } from '../clocks/deadlines.ts';
import type { HeldMail } from '../case/stored-rows.ts';
import type { CivilDate } from '../time/civil-date.ts';
import { londonDate } from '../time/civil-date.ts';
import type { WorkingDays } from '../time/working-days.ts';
import { firstProcedure, type Procedures } from '../../../workflows/procedures/index.ts';

/** A held mail as work of an officer. */
export interface HeldWork {
  mail: HeldMail;
  /** The day by which someone decides what becomes of it: that of the first step of a case received at the same time. */
  due: CivilDate;
  isLate: boolean;
  /** Words in it suggest that someone may be in danger. */
  urgent: boolean;
}

interface Context {
  procedures: Pick<Procedures, 'on'>;
  calendar: WorkingDays;
  today: CivilDate;
}

/** The day on which a held mail is due. A mail may be a complaint, and the clocks of that run since it arrived. */
export function heldMailDue({ receivedAt }: Pick<HeldMail, 'receivedAt'>, context: Context): CivilDate {
  const received = londonDate(receivedAt);
  const applicable = context.procedures.on(firstProcedure, received);
  const limit = applicable.ok ? applicable.procedure.steps[applicable.procedure.first]?.limit : undefined;
  return limit === undefined ? received : limitEnd(received, limit, context.calendar);
}

/** Held mails as work: urgent ones first, then by the day on which they are due. */
export function asHeldWork(mails: readonly HeldMail[], context: Context): HeldWork[] {
  return mails
    .map((mail) => {
      const due = heldMailDue(mail, context);
      const urgent = mail.words !== undefined;
      return { mail, due, urgent, isLate: urgent || due < context.today };
    })
    .toSorted(
      (a, b) =>
        Number(b.urgent) - Number(a.urgent) ||
        (a.mail.receivedAt < b.mail.receivedAt ? -1 : a.mail.receivedAt > b.mail.receivedAt ? 1 : 0),
    );
}
