import { describe, expect, test } from 'vitest';
import type { Answers, NewEvent } from '../../../functions/domain/case/events.ts';
import type { Person } from '../../../functions/domain/case/stored-rows.ts';
import { jointBodyNamed } from '../../../functions/domain/decisions/joint-body-named.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, type What } from '../a-case.ts';

// A decision of Wednesday 10 June 2026 on a complaint about adult social care.

const procedure = procedures.version('adult-social-care', '2009');
const outcome = procedure?.steps['response']?.outcomes['joint-we-lead'];
const now = '2026-06-10T09:00:00.000Z';
const by = 'user:complaints-officer' as const;
const trust = {
  otherBody: 'Severn Hospitals NHS Trust',
  contactName: 'Pat Jones',
  contactReachedBy: 'complaints@severn.example',
  agreedToShareOn: '2026-06-09',
};
const added: What = {
  type: 'party-added',
  party: 'P1',
  roles: ['other body'],
  copies: 'decisions',
};
const known: Person = { id: 'P1', organisation: 'Severn Hospitals NHS Trust' };

function named(
  answers: Answers,
  { happened = [], persons = [] }: { happened?: What[]; persons?: Person[] } = {},
) {
  const decided: NewEvent[] = [
    { at: now, by, type: 'facts-recorded', facts: {} },
    {
      at: now,
      by,
      type: 'decided',
      task: 'response#1',
      decision: 1,
      outcome: 'joint-we-lead',
      answers,
      ends: false,
    },
  ];
  return jointBodyNamed(aCase(...happened), outcome, decided, persons, { now, by });
}

describe('a decision that names the other body of a joint complaint', () => {
  test('makes it a party who gets copies of decisions, by the agreement to share', () => {
    expect(named(trust)).toEqual({
      events: [{ at: now, by, type: 'party-added', party: 'P1', roles: ['other body'], copies: 'decisions' }],
      persons: [
        {
          id: 'P1',
          organisation: 'Severn Hospitals NHS Trust',
          name: 'Pat Jones',
          email: 'complaints@severn.example',
          authority: { kind: 'consent', on: '2026-06-09' },
        },
      ],
    });
  });

  test('can have a phone number and no contact by name', () => {
    const { contactName: _, ...nameless } = trust;
    expect(named({ ...nameless, contactReachedBy: '01743 000000' }).persons).toEqual([
      {
        id: 'P1',
        organisation: 'Severn Hospitals NHS Trust',
        phone: '01743 000000',
        authority: { kind: 'consent', on: '2026-06-09' },
      },
    ]);
  });

  test.each<[string, Answers, Parameters<typeof named>[1]]>([
    ['it is a party already', trust, { happened: [added], persons: [known] }],
    ['no body is named', { ...trust, otherBody: '' }, {}],
    ['no agreement is recorded', { otherBody: 'Severn Hospitals NHS Trust' }, {}],
  ])('adds no one when %s', (_, answers, before) => {
    expect(named(answers, before)).toEqual({ events: [], persons: [] });
  });

  test.each<[string, Parameters<typeof named>[1]]>([
    ['another body is one', { happened: [added], persons: [{ id: 'P1', organisation: 'Another trust' }] }],
    [
      'the party of that name is no other body',
      { happened: [{ ...added, roles: ['advocate'] }], persons: [known] },
    ],
    ['someone else of that name is one', { happened: [added], persons: [{ ...known, id: 'P2' }] }],
  ])('adds it when %s', (_, before) => {
    expect(named(trust, before).events).toMatchObject([{ type: 'party-added', party: 'P2' }]);
  });

  test('ends the part of the body of before', () => {
    const before: What[] = [added, { type: 'facts-recorded', facts: { jointWith: 'Hill Hospice' } }];
    const hospice: Person = { id: 'P1', organisation: 'Hill Hospice' };
    expect(named(trust, { happened: before, persons: [hospice] }).events).toMatchObject([
      { type: 'party-ended', party: 'P1', why: 'no longer acts' },
      { type: 'party-added', party: 'P2' },
    ]);
    // The body that is named again stays.
    expect(named({ ...trust, otherBody: 'Hill Hospice' }, { happened: before, persons: [hospice] })).toEqual({
      events: [],
      persons: [],
    });
  });

  test('adds no one without a decision', () => {
    expect(jointBodyNamed(aCase(), outcome, [], [], { now, by })).toEqual({ events: [], persons: [] });
  });
});
