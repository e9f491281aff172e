import type {
  Authority,
  DetailName,
  Ending,
  PartyCopies,
  PartyFormat,
  PartyRole,
} from '../../domain/case/party.ts';
import type { Person } from '../../domain/case/stored-rows.ts';

/** The people of a case on the pages of the staff. */
export const parties = {
  roles: {
    complainant: 'Complainant',
    child: 'Child',
    representative: 'Representative',
    advocate: 'Advocate',
    solicitor: 'Solicitor',
    'MP or councillor': 'MP or councillor',
    'third party': 'Third party',
    'other body': 'Other body of a joint complaint',
  } satisfies Record<PartyRole, string>,
  copies: {
    'all letters': 'Copies of all letters to the complainant',
    decisions: 'Copies of decisions only',
    nothing: 'No copies',
  } satisfies Record<PartyCopies, string>,
  formats: {
    email: 'Email',
    paper: 'Paper',
    'large print': 'Large print',
    'easy read': 'Easy read',
    audio: 'Audio',
    braille: 'Braille',
    call: 'Phone call',
  } satisfies Record<PartyFormat, string>,
  ways: {
    email: 'Email',
    letter: 'Letter',
    phone: 'Phone',
    'text message': 'Text message',
    'in person': 'In person',
  } satisfies Record<NonNullable<Person['preferredWay']>, string>,
  authorities: {
    consent: 'Consent',
    'parental responsibility': 'Parental responsibility',
    'power of attorney': 'Power of attorney',
    'court order': 'Court order',
    'authority letter': 'Letter of authority',
    'none recorded': 'None recorded',
  } satisfies Record<Authority['kind'], string>,
  endings: {
    'no longer acts': 'No longer acts',
    died: 'Died',
    'recorded by mistake': 'Recorded by mistake',
  } satisfies Record<Ending, string>,
  details: {
    name: 'Name',
    organisation: 'Organisation',
    email: 'Email',
    phone: 'Phone',
    address: 'Address',
    language: 'Language',
    format: 'Format',
    needs: 'What they need to take part',
    safeContact: 'How to contact them safely',
    preferredWay: 'Preferred way to contact them',
    bornOn: 'Date of birth',
    careNumber: 'Number in the social care system',
    authority: 'Authority',
  } satisfies Record<DetailName, string>,
  senders: { 'third party': 'A third party who passed it on', 'no one': 'No one in this case' },
  died: 'The complainant has died',
  whoGoesOn:
    'Letters to them have stopped. Record on the task if someone wants to go on. If no one does, end the complaint there.',
  nameNotGiven: 'Name not given',
  writtenTo: 'Letters to the complainant go to this person.',
  stopped: 'Letters to the complainant have stopped.',
  authority: ({
    kind,
    on,
    document,
  }: {
    kind: string;
    on: string | undefined;
    document: string | undefined;
  }) =>
    [kind, ...(on === undefined ? [] : [`from ${on}`]), ...(document === undefined ? [] : [document])].join(
      ', ',
    ),
  ended: ({ why, on }: { why: string; on: string }) => `${why}, ${on}`,
  letterTo: ({ title, name }: { title: string; name: string }) => `${title}, to ${name}`,
  copyTo: ({ title, name }: { title: string; name: string }) => `${title} (copy to ${name})`,
  papersOf: ({ names }: { names: string[] }) => `May see papers about ${names.join(' and ')}`,
  noAuthority: 'No authority recorded, so no copies are sent.',
  history: 'Earlier details',
  earlier: ({ detail, value, by, at, reason }: Record<'detail' | 'value' | 'by' | 'at' | 'reason', string>) =>
    `${detail}: ${value}. Changed by ${by}, ${at}: ${reason}`,
  notKnownBefore: 'not recorded',
  /** The heading above staff and independent people. */
  ofCouncil: 'People who deal with it',
};
