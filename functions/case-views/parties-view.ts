import * as z from 'zod/mini';
import { partiesOf } from '../domain/case/parties.ts';
import { Party } from '../domain/case/party.ts';
import { Person } from '../domain/case/stored-rows.ts';
import type { CaseFile } from '../ports.ts';

const { linkEpoch: _, ...partyShape } = Party.shape;

/** A party with the details that the reader may see. */
export const PartyView = z.object({ ...partyShape, ...Person.shape });
export type PartyView = z.infer<typeof PartyView>;

/**
 * The people of a case. `file` must contain only what the reader may see. An advocate of whom an older case knows only the
 * name is shown as a party too, but cannot be changed.
 */
export function partyViews({ state, persons }: Pick<CaseFile, 'state' | 'persons'>): PartyView[] {
  const { advocateAppointed: name, advocacyProvider: organisation } = state.facts;
  const parties = partiesOf(state);
  const isOld = name !== undefined && !parties.some(({ roles }) => roles.includes('advocate'));
  return [
    ...parties.map(({ linkEpoch: __, ...party }) => ({
      ...persons.find(({ id }) => id === party.id),
      ...party,
    })),
    ...(isOld
      ? [
          {
            id: 'advocate',
            roles: ['advocate' as const],
            copies: 'nothing' as const,
            since: state.receivedOn,
            name,
            ...(organisation === undefined ? {} : { organisation }),
          },
        ]
      : []),
  ];
}
