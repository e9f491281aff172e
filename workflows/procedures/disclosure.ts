import type { AnsweredStage, FactName } from './meanings.ts';

/**
 * The parts that independent people play in a case. Each signs a declaration of independence before they see any of it.
 */
export const independentParts = [
  'investigating officer',
  'independent person',
  'panel chair',
  'panel member',
] as const;
export type IndependentPart = (typeof independentParts)[number];

/**
 * Independent people whose names the complainant gets in one letter, once all of them have signed that they are
 * independent (law.md section 2b).
 */
export const namedTogether: readonly { parts: readonly IndependentPart[]; letter: string }[] = [
  { parts: ['investigating officer', 'independent person'], letter: 'stage-2-people' },
  { parts: ['panel chair', 'panel member'], letter: 'panel-people' },
];

/**
 * The parts of a case that a person may see. `letters` to the complainant by template, `documents` by the fact that
 * names them; enclosures of such a letter, and documents that the person added, come with them. `contact`: the contact
 * details of the complainant. `facts`: the recorded facts of the case. `findings`: whose findings on the points.
 */
export interface Disclosure {
  contact: boolean;
  messages: 'all' | 'the complaint';
  letters: 'all' | readonly string[];
  documents: 'all' | readonly FactName[];
  facts: readonly FactName[];
  findings: readonly AnsweredStage['as'][];
}

const complaint: readonly FactName[] = [
  'kind',
  'procedure',
  'procedureReason',
  'summary',
  'handler',
  'investigator',
  'serviceArea',
  'team',
  'points',
  'statement',
  'findings',
  'remedies',
  'investigatingOfficer',
  'independentPerson',
  'adjudicatingOfficer',
];

/** They speak with the complainant and see the file (SI 2006/1738, regulation 17; Getting the Best from Complaints, 3.8). */
const investigation: Disclosure = {
  contact: true,
  messages: 'all',
  letters: 'all',
  documents: 'all',
  facts: [
    ...complaint,
    'relation',
    'actsFor',
    'consent',
    'competence',
    'advocacyOffered',
    'advocacyWanted',
    'advocateAppointed',
    'advocacyProvider',
    'investigationReport',
    'independentReport',
  ],
  findings: ['response', 'investigation'],
};

/**
 * The Independent Person is invited to the panel, gets its report and is involved in the council's response
 * (SI 2006/1738, regulations 19(5)(b) and 20).
 */
const independentPerson: Disclosure = {
  ...investigation,
  facts: [
    ...investigation.facts,
    'panelChair',
    'panelMembers',
    'meetingOn',
    'meetingTime',
    'meetingPlace',
    'panelReport',
    'recommendations',
    'recommendationAnswers',
  ],
};

/**
 * The panel bundle. The panel reviews what was decided and does not investigate again (SI 2006/1738, regulations 18 to
 * 20).
 */
const panel: Disclosure = {
  contact: false,
  messages: 'the complaint',
  letters: [
    'statement-of-complaint',
    'statement-not-agreed',
    'stage-1-response',
    'stage-2-adjudication',
    'panel-invitation',
    'panel-people',
    'panel-report-sent',
    'stage-3-response',
  ],
  documents: ['investigationReport', 'independentReport', 'panelPapers', 'panelReport'],
  facts: [
    ...complaint,
    'investigationReport',
    'independentReport',
    'panelChair',
    'panelMembers',
    'meetingOn',
    'meetingTime',
    'meetingPlace',
    'panelPapers',
    'panelReport',
    'recommendations',
    'recommendationAnswers',
  ],
  findings: ['response', 'investigation', 'panel'],
};

/** What independent people may see. The council must check this. */
export const disclosureTo: Record<IndependentPart, Disclosure> = {
  'investigating officer': investigation,
  'independent person': independentPerson,
  'panel chair': panel,
  'panel member': panel,
};

const kept = 'I will keep what I read and hear confidential, and use it only for this complaint.';
const noPart =
  'I do not know anyone in this case in a way that could influence me, and I have had no part in it before.';
const notOfCouncil =
  'I am not a member or officer of the council, nor married to or in a civil partnership with one.';

/** The declaration that each of them signs, and the rule it comes from. */
export const declarations: Record<IndependentPart, { words: string; citation: string }> = {
  'investigating officer': {
    words: `I am not in the line management of the service complained about. ${noPart} ${kept}`,
    citation: 'SI 2006/1738, regulations 2 and 17',
  },
  'independent person': {
    words: `${notOfCouncil} ${noPart} ${kept}`,
    citation: 'SI 2006/1738, regulations 2 and 17',
  },
  'panel chair': { words: `${notOfCouncil} ${noPart} ${kept}`, citation: 'SI 2006/1738, regulation 19' },
  'panel member': { words: `${notOfCouncil} ${noPart} ${kept}`, citation: 'SI 2006/1738, regulation 19' },
};
