import * as z from 'zod/mini';
import { limitedText } from '../case-views/schemas.ts';
import { textOf } from '../domain/case/answer-text.ts';
import type { Answers } from '../domain/case/events.ts';
import { childrenOf } from '../domain/case/child-limits.ts';
import { partiesOf, partyOf } from '../domain/case/parties.ts';
import {
  Authority,
  authorityKinds,
  Ending,
  endings,
  PartyCopies,
  partyCopies,
  PartyFormat,
  partyFormats,
  PartyRole,
  partyRoles,
  PreferredWay,
  preferredWays,
} from '../domain/case/party.ts';
import { EmailAddress } from '../domain/text/email-address.ts';
import { CivilDate } from '../domain/time/civil-date.ts';
import { addParty as add, changeParty as change } from '../operations/case-actions/parties.ts';
import { putSenderRight as putRight } from '../operations/case-actions/put-sender-right.ts';
import type { Words } from '../words/words.ts';
import type { Field } from '../../workflows/procedures/form-field.ts';
import { childOptions } from './limit-to-children.ts';
import {
  caseAction,
  choice,
  labelled,
  paragraphs,
  longText,
  type ActionPlace,
  withVersion,
} from './action.ts';
import { personName, personNamed } from '../words/person-name.ts';

// The people of a case: who takes part, how to reach them, for whom they speak, and what they get copies of.

const details = {
  name: limitedText(200),
  organisation: limitedText(200),
  email: EmailAddress,
  phone: limitedText(50),
  address: limitedText(1000),
  language: limitedText(100),
  format: PartyFormat,
  needs: limitedText(2000),
  safeContact: limitedText(2000),
  preferredWay: PreferredWay,
  bornOn: CivilDate,
  careNumber: limitedText(50),
  authority: Authority,
};

const known = z.strictObject(details);
const Details = z.partial(known);
const roles = z.array(PartyRole).check(z.minLength(1));
/** The children (ids of parties) whose papers they may see, where papers are limited to children. */
const children = z.optional(z.array(z.string()));

const changes = z.strictObject({
  name: z.optional(z.nullable(details.name)),
  organisation: z.optional(z.nullable(details.organisation)),
  email: z.optional(z.nullable(details.email)),
  phone: z.optional(z.nullable(details.phone)),
  address: z.optional(z.nullable(details.address)),
  language: z.optional(z.nullable(details.language)),
  format: z.optional(z.nullable(details.format)),
  needs: z.optional(z.nullable(details.needs)),
  safeContact: z.optional(z.nullable(details.safeContact)),
  preferredWay: z.optional(z.nullable(details.preferredWay)),
  bornOn: z.optional(z.nullable(details.bornOn)),
  careNumber: z.optional(z.nullable(details.careNumber)),
  authority: z.optional(z.nullable(details.authority)),
  roles: z.optional(roles),
  copies: z.optional(PartyCopies),
  children,
  /** Why they are no longer a party. */
  ended: z.optional(Ending),
  reason: longText,
});

const ChangedParty = z.object({ reference: z.string(), version: z.number(), party: z.string() });
const changedParty = {
  description: 'The case, its new version and the party',
  schema: ChangedParty,
} as const;

const optional = { required: false } as const;
const text = { type: 'text', ...optional } as const;
const pastDay = { type: 'date' as const, not: ['future' as const], ...optional };

const optionsOf = <Id extends string>(ids: readonly Id[], titles: Readonly<Record<Id, string>>) =>
  ids.map((value) => ({ value, label: titles[value] }));

/** The questions about a person. The three about authority are one detail. */
function detailFields({ parties }: Words) {
  return {
    name: text,
    organisation: text,
    email: text,
    phone: text,
    address: { ...paragraphs, ...optional, means: 'partyAddress' as const },
    language: text,
    format: { ...choice(optionsOf(partyFormats, parties.formats)), ...optional },
    needs: { ...paragraphs, ...optional },
    safeContact: { ...paragraphs, ...optional },
    preferredWay: { ...choice(optionsOf(preferredWays, parties.ways)), ...optional },
    bornOn: pastDay,
    careNumber: text,
    authorityKind: { ...choice(optionsOf(authorityKinds, parties.authorities)), ...optional },
    authorityOn: pastDay,
    authorityDocument: { type: 'document' as const, ...optional },
  };
}

/** The form without the questions for a document and for children, when the case has none, or only one child. */
function askable({ file }: ActionPlace, form: Record<string, Field>): Record<string, Field> {
  const { authorityDocument, children: ofChildren, ...others } = form;
  return {
    ...others,
    ...(file.documents.length === 0 || !authorityDocument ? {} : { authorityDocument }),
    ...(childrenOf(file.state).length < 2 || !ofChildren ? {} : { children: ofChildren }),
  };
}

const whichChildren = ({ file }: ActionPlace, words: Words) => ({
  type: 'choices' as const,
  options: childOptions(file, words),
  ...optional,
});

/** The answers about authority as one detail, out of their three questions. */
function authorityIn(answers: Answers): Record<string, unknown> {
  const kind = authorityKinds.find((one) => one === answers['authorityKind']);
  const [on, document] = [textOf(answers['authorityOn']), textOf(answers['authorityDocument'])];
  return {
    authorityKind: undefined,
    authorityOn: undefined,
    authorityDocument: undefined,
    authority:
      kind === undefined
        ? undefined
        : { kind, ...(on === '' ? {} : { on }), ...(document === '' ? {} : { document }) },
  };
}

const personOf = ({ file, about }: ActionPlace) => file.persons.find(({ id }) => id === about);

/** What is recorded of a person, as answers to the questions. */
function knownDetails(place: ActionPlace): Answers {
  const { authority, ...person } = personOf(place) ?? { id: '' };
  const questions = {
    ...person,
    authorityKind: authority?.kind,
    authorityOn: authority?.on,
    authorityDocument: authority?.document,
  };
  return Object.fromEntries(
    Object.entries(questions).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'id' ? [[name, value]] : [],
    ),
  );
}

/** A link for each party, named as people know them. */
const linkForEach = (id: 'changeParty' | 'changePartyRoles') => (place: ActionPlace, words: Words) =>
  partiesOf(place.file.state).map((party) => ({
    about: party.id,
    text: words.actions[id].link({ name: personNamed(place.file.persons, party.id, words) }),
  }));

const isParty = ({ file: { state }, about }: ActionPlace): boolean =>
  about === '' || partyOf(state, about) !== undefined;

/** Records someone as a party of the case. */
export const addParty = caseAction({
  id: 'addParty',
  path: '/parties',
  may: { do: 'act on case' },
  input: z.strictObject({
    ...Details.shape,
    roles,
    copies: z.optional(PartyCopies),
    children,
    /** The party whose place they take, who then no longer acts. */
    replaces: z.optional(z.string()),
    reason: z.optional(longText),
  }),
  examples: {
    'an advocate with authority': {
      roles: ['advocate'],
      name: 'Amal Advocate',
      organisation: 'Voices',
      email: 'amal@voices.example',
      authority: { kind: 'consent', on: '2026-06-01' },
      copies: 'decisions',
    },
    'a representative in place of another': {
      roles: ['representative'],
      name: 'Robin Carter',
      phone: '01632 960123',
      replaces: 'P2',
      reason: 'Her brother speaks for her now.',
    },
  },
  answer: { status: 201, ...changedParty },
  pages: [
    {
      at: 'party',
      words: 'addParty',
      form: (place, words) =>
        askable(
          place,
          labelled(words.actions.addParty.fields, {
            roles: { type: 'choices', options: optionsOf(partyRoles, words.parties.roles) },
            ...detailFields(words),
            copies: { ...choice(optionsOf(partyCopies, words.parties.copies)), ...optional },
            children: whichChildren(place, words),
          }),
        ),
      complete: (_, answers) => authorityIn(answers),
    },
  ],
  async perform(deps, { caseId, by, input }) {
    const { roles: theirs, copies, children: ofChildren, replaces, reason, ...rest } = input;
    const result = await add(deps, {
      caseId,
      by,
      roles: theirs,
      copies,
      children: ofChildren,
      replaces,
      reason,
      details: rest,
    });
    if (!result.ok) return result;
    return withVersion(result.state, { party: result.party });
  },
  done: (words, _, { name, organisation }) =>
    words.actions.addParty.done({ name: personName({ name, organisation }, words) }),
});

/** Changes the details of a party, their roles, what they get copies of, or that they no longer are one. */
export const changeParty = caseAction({
  id: 'changeParty',
  method: 'patch',
  path: '/parties/:party',
  may: { do: 'act on case' },
  input: z.extend(changes, { party: z.string() }),
  body: changes,
  examples: {
    'a new address': {
      email: 'sam.new@home.example',
      reason: 'The old mailbox no longer exists.',
    },
    'a detail removed': { phone: null, reason: 'She does not want to be called.' },
    'no longer a party': { ended: 'no longer acts', reason: 'The solicitor wrote to us.' },
  },
  answer: { status: 200, ...changedParty },
  available: isParty,
  pages: [
    {
      at: 'change-party',
      words: 'changeParty',
      available: ({ about }) => about !== '',
      form: (place, words) =>
        askable(
          place,
          labelled(words.actions.changeParty.fields, { ...detailFields(words), reason: paragraphs }),
        ),
      known: knownDetails,
      // A question that was answered before and is empty now removes the detail.
      complete(place, answers) {
        const gone = Object.keys(knownDetails(place)).filter((name) => answers[name] === undefined);
        const { authority, ...asked } = authorityIn(answers);
        const had = personOf(place)?.authority !== undefined;
        return {
          ...Object.fromEntries(gone.map((name) => [name, null])),
          ...asked,
          authority: authority ?? (had ? null : undefined),
          party: place.about,
        };
      },
      links: linkForEach('changeParty'),
    },
    {
      at: 'party-roles',
      words: 'changePartyRoles',
      available: ({ about }) => about !== '',
      form: (place, words) =>
        askable(
          place,
          labelled(words.actions.changePartyRoles.fields, {
            roles: { type: 'choices', options: optionsOf(partyRoles, words.parties.roles) },
            copies: choice(optionsOf(partyCopies, words.parties.copies)),
            children: whichChildren(place, words),
            ended: { ...choice(optionsOf(endings, words.parties.endings)), ...optional },
            reason: paragraphs,
          }),
        ),
      known({ file: { state }, about }) {
        const party = partyOf(state, about);
        return party === undefined
          ? {}
          : { roles: [...party.roles], copies: party.copies, children: party.children ?? [] };
      },
      complete: ({ about, file: { state } }, answers) => ({
        party: about,
        ...(childrenOf(state).length < 2 ? {} : { children: answers['children'] ?? [] }),
      }),
      links: linkForEach('changePartyRoles'),
    },
  ],
  async perform(deps, { caseId, by, input }) {
    const { party, roles: theirs, copies, children: ofChildren, ended, reason, ...rest } = input;
    const result = await change(deps, {
      caseId,
      by,
      party,
      roles: theirs,
      copies,
      children: ofChildren,
      ended,
      reason,
      details: rest,
    });
    if (!result.ok) return result;
    return withVersion(result.state, { party });
  },
  done: (words, { file }, { party, name }) =>
    words.actions.changeParty.done({ name: name ?? personNamed(file.persons, party, words) }),
});

const senders = ['third party', 'no one'] as const;

/** Makes the person quoted in a mail that someone passed on the complainant. */
export const putSenderRight = caseAction({
  id: 'putSenderRight',
  path: '/parties/forwarded',
  may: { do: 'act on case' },
  input: z.strictObject({
    name: details.name,
    email: z.optional(details.email),
    phone: z.optional(details.phone),
    address: z.optional(details.address),
    sender: z.enum(senders),
    /** The day on which they wrote, when the case has the day on which it was passed on. */
    receivedOn: z.optional(CivilDate),
    reason: longText,
  }),
  examples: {
    'passed on by reception': {
      name: 'Sam Carter',
      email: 'sam.carter@home.example',
      sender: 'no one',
      receivedOn: '2026-05-29',
      reason: 'Reception passed on his email.',
    },
  },
  answer: { status: 200, ...changedParty },
  available: ({ file: { state } }) => state.person !== undefined,
  pages: [
    {
      at: 'forwarded',
      words: 'putSenderRight',
      form: (_, words) =>
        labelled(words.actions.putSenderRight.fields, {
          name: { type: 'text' },
          email: text,
          phone: text,
          address: { ...paragraphs, ...optional, means: 'partyAddress' },
          sender: choice(optionsOf(senders, words.parties.senders)),
          receivedOn: pastDay,
          reason: paragraphs,
        }),
      // Whoever passed it on quoted the person who wrote it.
      known({ file: { messages } }) {
        const { name = '', email = '' } = messages.find(({ forwarded }) => forwarded)?.forwarded ?? {};
        return { ...(name === '' ? {} : { name }), ...(email === '' ? {} : { email }) };
      },
    },
  ],
  async perform(deps, { caseId, by, input: { sender, receivedOn, reason, ...rest } }) {
    const result = await putRight(deps, { caseId, by, sender, receivedOn, reason, details: rest });
    if (!result.ok) return result;
    return withVersion(result.state, { party: result.party });
  },
  done: (words, _, { name }) => words.actions.putSenderRight.done({ name }),
});
