import * as z from 'zod/mini';
import type { Dependencies } from '../../dependencies.ts';
import { later, type Session } from './session.ts';
import type { PostedForm } from './posted-form.ts';

type ShortLived = Pick<Dependencies, 'shortLived' | 'clock'>;

/** A form about a case, sent after its visit had ended. It is kept so that its sender can continue with it. */
const Carried = z.object({ path: z.string(), fields: z.record(z.string(), z.array(z.string())) });

const carriedMinutes = 60;

/** In characters of JSON. An item of DynamoDB takes 400 KB; these forms are far smaller. */
const longestCarried = 300_000;

const nameOf = ({ id }: Pick<Session, 'id'>) => `carried:${id}`;

/** Keeps a form with a visit that may not see the case yet. Returns whether the form was small enough to keep. */
export async function carryForm(
  { shortLived, clock }: ShortLived,
  session: Session,
  path: string,
  { fields: { _csrf, ...fields } }: PostedForm,
): Promise<boolean> {
  if (JSON.stringify(fields).length > longestCarried) return false;
  await shortLived.put(nameOf(session), { path, fields }, later(clock.now(), carriedMinutes));
  return true;
}

/** Moves a kept form to the visit that a private link has opened. Returns the path of that form's page. */
export async function moveCarriedForm(
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

/** The form that was kept for this page, if there is one. */
export async function carriedForm(
  { shortLived, clock }: ShortLived,
  session: Session | undefined,
  path: string,
): Promise<Pick<PostedForm, 'fields'> | undefined> {
  const carried = session && Carried.safeParse(await shortLived.get(nameOf(session), clock.now())).data;
  return carried?.path === path ? carried : undefined;
}

export async function dropCarriedForm(
  { shortLived }: ShortLived,
  session: Session | undefined,
): Promise<void> {
  if (session) await shortLived.remove(nameOf(session));
}
