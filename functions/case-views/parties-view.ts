import * as z from 'zod/mini';
import { partiesOf } from '../domain/case/parties.ts';
import { Party } from '../domain/case/party.ts';
import { Person } from '../domain/case/stored-rows.ts';
import type { CaseFile } from '../ports.ts';

/** A party with the details that the reader may see. */
export const PartyView = z.object({ ...Party.shape, ...Person.shape });
export type PartyView = z.infer<typeof PartyView>;

/** The people of a case. `file` must contain only what the reader may see. */
export const partyViews = ({ state, persons }: Pick<CaseFile, 'state' | 'persons'>): PartyView[] =>
  partiesOf(state).map((party) => ({ ...persons.find(({ id }) => id === party.id), ...party }));
