import type { HeldMail } from '../../domain/case/stored-rows.ts';
import { asHeldWork, heldMailDue, type HeldWork } from '../../domain/views/held-work.ts';
import { londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { itemsOf } from '../list-pages.ts';

/** Everything that is held, as work: urgent mail first, then the longest waiting. */
export async function heldWork(deps: Dependencies): Promise<HeldWork[]> {
  const mails: HeldMail[] = [];
  for await (const mail of itemsOf((page) => deps.store.heldMail({ status: 'held', ...page })))
    mails.push(mail);
  // Most of the time nothing is held.
  return mails.length === 0 ? [] : asHeldWork(mails, await contextOf(deps));
}

/** Mails of one page of a list, as work. */
export async function workOf(deps: Dependencies, mails: readonly HeldMail[]): Promise<HeldWork[]> {
  return asHeldWork(mails, await contextOf(deps));
}

/** The day on which a mail that is held is due. Undefined for any other. */
export async function dueOfHeldMail(deps: Dependencies, mail: HeldMail): Promise<CivilDate | undefined> {
  return mail.status === 'held' ? heldMailDue(mail, await contextOf(deps)) : undefined;
}

async function contextOf(deps: Dependencies) {
  return {
    procedures: deps.procedures,
    calendar: await currentCalendar(deps),
    today: londonDate(deps.clock.now()),
  };
}

/** A mail that became no case, for someone who reads it: from then on it may be erased in its time. */
export async function readHeldMail(
  deps: Dependencies,
  id: string,
  by: { id: string },
): Promise<HeldMail | undefined> {
  const mail = await deps.store.heldMailById(id);
  if (!mail || mail.read || mail.status === 'released') return mail;
  const read = { by: `user:${by.id}`, at: deps.clock.now() };
  // If its status changed meanwhile, the reader still sees it; it is marked the next time.
  return (await deps.store.settleHeldMail(id, mail.status, mail.status, { read })) ?? mail;
}

/**
 * Keeps a held mail without a case, because it is no one's message to the council: an out-of-office reply, an
 * advertisement. It can still be released as long as it is kept. Undefined if it is not held.
 */
export async function recordHeldMail(
  deps: Dependencies,
  id: string,
  by: { id: string },
): Promise<HeldMail | undefined> {
  const mail = await readHeldMail(deps, id, by);
  if (mail?.status !== 'held') return undefined;
  const decided = { by: `user:${by.id}`, at: deps.clock.now() };
  return deps.store.settleHeldMail(id, 'held', 'recorded', { decided });
}
