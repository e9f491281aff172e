import * as z from 'zod/mini';
import type { Dependencies } from '../../dependencies.ts';
import { later, type Session } from '../kit/session.ts';
import type { PostedForm } from '../kit/posted-form.ts';

type ShortLived = Pick<Dependencies, 'shortLived' | 'clock'>;

/** A form about a case that came when its visit had ended: kept for who sent it, to be filled in again. */
const Carried = z.object({ path: z.string(), fields: z.record(z.string(), z.array(z.string())) });

const carriedMinutes = 60;

/** A row of DynamoDB takes 400 KB; what these forms take is far less. */
const mostCarried = 300_000;

const nameOf = ({ id }: Pick<Session, 'id'>) => `carried:${id}`;

/** Keeps a form with a visit that may not yet see the case; whether it could. */
export async function carryForm(
  { shortLived, clock }: ShortLived,
  session: Session,
  path: string,
  { fields: { _csrf, ...fields } }: PostedForm,
): Promise<boolean> {
  if (JSON.stringify(fields).length > mostCarried) return false;
  await shortLived.put(nameOf(session), { path, fields }, later(clock.now(), carriedMinutes));
  return true;
}

/** Hands what was kept on to the visit that a private link has opened; answers the page of its form. */
export async function handOn(
  { shortLived, clock }: ShortLived,
  from: Session,
  to: Session,
): Promise<string | undefined> {
  const carried = Carried.safeParse(await shortLived.get(nameOf(from), clock.now())).data;
  if (!carried) return undefined;
  await shortLived.remove(nameOf(from));
  await shortLived.put(nameOf(to), carried, later(clock.now(), carriedMinutes));
  return carried.path;
}

/** What was kept of the form of this page. */
export async function carriedForm(
  { shortLived, clock }: ShortLived,
  session: Session | undefined,
  path: string,
): Promise<Pick<PostedForm, 'fields'> | undefined> {
  const carried = session && Carried.safeParse(await shortLived.get(nameOf(session), clock.now())).data;
  return carried?.path === path ? carried : undefined;
}

export async function dropCarried({ shortLived }: ShortLived, session: Session | undefined): Promise<void> {
  if (session) await shortLived.remove(nameOf(session));
}
