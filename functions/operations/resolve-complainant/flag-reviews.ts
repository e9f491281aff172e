import { londonDate, longDateWithWeekday, type CivilDate } from '../../domain/time/civil-date.ts';
import {
  recordOf,
  isReviewDue,
  type Complainant,
  type NewComplainantEvent,
} from '../../domain/people/complainant.ts';
import { userById, usersWithRole, type User } from '../../domain/council/council.ts';
import { renderLetter } from '../../domain/correspondence/render-letter.ts';

import { may } from '../../domain/people/may.ts';
import { letterId, letterMailId, type Dependencies } from '../../dependencies.ts';
import { composeMail } from '../send-letter/compose-mail.ts';
import { reportAndGoOn } from '../../runtime/faults.ts';
import { itemsOf } from '../list-pages.ts';
import { letterTemplate } from '../send-letter/letter-reader.ts';

/** No call runs longer than this. If the sending of an alert began earlier, its sender has crashed. */
const longestSendingMs = 2 * 60 * 1000;

/**
 * Every flagged complainant whose review date is today or past, earliest first. Each day again, until the flag is
 * reviewed.
 */
export async function flagsToReview(
  { store }: Pick<Dependencies, 'store'>,
  today: CivilDate,
): Promise<Complainant[]> {
  const due: Complainant[] = [];
  for await (const one of itemsOf((page) => store.flagsToReview({ until: today, ...page }))) due.push(one);
  return due;
}

/**
 * Tells the decision maker and the complaints officers about each flag whose review date has come, once for each flag
 * and date. It can safely run at any time and any number of times; an alert that fails keeps no other back. `left`: alerts that
 * have not gone yet.
 */
export async function alertFlagReviews(deps: Dependencies): Promise<{ sent: number; left: number }> {
  let [sent, left] = [0, 0];
  for (const { id, flag } of await flagsToReview(deps, londonDate(deps.clock.now()))) {
    // `caseToName` then selects those who run one of the cases: directors if all officers are complained about.
    const officers = [
      ...usersWithRole(deps.council, 'complaints-officer'),
      ...usersWithRole(deps.council, 'director'),
    ];
    const decider = flag && userById(deps.council, flag.decisionMaker);
    for (const user of new Set(decider ? [decider, ...officers] : officers)) {
      const status = await reportAndGoOn(sendAlert(deps, id, user), (fault) => {
        deps.log('notice-not-sent', { template: 'alert-flag-review', ...fault });
        left += 1;
      });
      if (status === 'sent') sent += 1;
      if (status === 'not sent') left += 1;
    }
  }
  return { sent, left };
}

type Status = Extract<NewComplainantEvent, { type: 'review alert' }>['status'];

/** Sends one alert. Like letters, it is recorded before and after it is sent (decision 0003). */
async function sendAlert(deps: Dependencies, id: string, user: User): Promise<Status | undefined> {
  const now = deps.clock.now();
  const complainant = await deps.store.complainant(id);
  const flag = complainant?.flag;
  if (!complainant || !flag || !isReviewDue(complainant, londonDate(now))) return undefined;
  const letter = letterId(id, `flag-review@${flag.reviewOn}/${user.id}`);
  const before = complainant.alerts.find(({ to }) => to === user.id);
  if (before?.status === 'sending') {
    if (Date.parse(now) - Date.parse(before.at) < longestSendingMs) return undefined;
    const went = await deps.mailer.wasSent(letter);
    if (went !== 'no') return recordResult(deps, id, user, went === 'yes' ? 'sent' : 'unconfirmed');
  } else if (before && before.status !== 'not sent') return undefined;
  const reference = await caseToName(deps, complainant, user);
  if (reference === undefined) return undefined;
  const claim: NewComplainantEvent = {
    at: now,
    by: 'system',
    type: 'review alert',
    to: user.id,
    reviewOn: flag.reviewOn,
    status: 'sending',
  };
  if (!(await deps.store.changeComplainants([recordOf(complainant, [claim])], [])))
    return sendAlert(deps, id, user);
  const rendered = renderLetter(letterTemplate('alert-flag-review', deps.council), {
    reference,
    assigneeName: user.name,
    reviewDate: longDateWithWeekday(flag.reviewOn),
    link: `${deps.council.pages.replace(/\/$/, '')}/cases/${reference}`,
  });
  if (!rendered.ok) throw new AlertIncomplete(`alert-flag-review: missing ${rendered.missing.join(', ')}`);
  const raw = await composeMail({
    letterId: letter,
    letter: rendered.letter,
    from: deps.council.sender,
    to: { name: user.name, address: user.email },
    replyTo: deps.council.intakeAddress,
    messageId: letterMailId(deps.council, letter),
    date: now,
    autoSubmitted: 'auto-generated',
  });
  const { outcome } = await deps.mailer.send({
    letterId: letter,
    raw,
    from: deps.council.sender.address,
    to: user.email,
  });
  const statusOf = { sent: 'sent', refused: 'refused', busy: 'not sent', unknown: 'unconfirmed' } as const;
  return recordResult(deps, id, user, statusOf[outcome]);
}

/** Thrown if the alert cannot be written: a fault in its template. */
class AlertIncomplete extends Error {
  override name = 'AlertIncomplete' as const;
}

/** Records the result of an alert. Records nothing if the flag was reviewed or ended in the meantime. */
async function recordResult(deps: Dependencies, id: string, user: User, status: Status): Promise<Status> {
  for (;;) {
    const complainant = await deps.store.complainant(id);
    const alert = complainant?.alerts.find(({ to }) => to === user.id);
    if (!complainant?.flag || alert?.status !== 'sending') return status;
    const { reviewOn } = complainant.flag;
    const told = {
      at: deps.clock.now(),
      by: 'system',
      type: 'review alert',
      to: user.id,
      reviewOn,
      status,
    } as const;
    if (await deps.store.changeComplainants([recordOf(complainant, [told])], [])) return status;
  }
}

/**
 * The case that an alert names: the case of the flag, or another case of the complainant that this user may be told
 * about.
 */
async function caseToName(
  { store, council }: Dependencies,
  { members, flag }: Complainant,
  user: User,
): Promise<string | undefined> {
  if (!flag) return undefined;
  for (const caseId of new Set([flag.caseId, ...members.map((member) => member.caseId)])) {
    const state = await store.state(caseId);
    if (state && may(user, { do: 'be told of flag', decisionMaker: flag.decisionMaker }, state, council))
      return state.reference;
  }
  return undefined;
}
