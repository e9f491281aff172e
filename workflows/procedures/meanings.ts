import * as z from 'zod/mini';

// What code and reports read in a procedure, whatever the procedure calls it.

export const DayUnit = z.enum(['working days', 'calendar days', 'months']);
export type DayUnit = z.infer<typeof DayUnit>;

/** The kinds of feedback that procedures are for (law.md section 8). */
export const FeedbackKind = z.enum(['complaint', 'compliment', 'comment', 'enquiry', 'service request']);
export type FeedbackKind = z.infer<typeof FeedbackKind>;

/** Facts of a case that a form may record; the domain gives each its meaning (functions/domain/case/facts.ts). */
export const FactName = z.enum([
  'kind',
  'procedure',
  'procedureReason',
  'summary',
  'handler',
  'investigator',
  'reviewer',
  'serviceArea',
  'team',
  'category',
  'subCategory',
  'themes',
  'relation',
  'actsFor',
  'standingAcceptedOn',
  'standingReason',
  'lookedAfter',
  'childBornOn',
  'madeByChild',
  'complainedAbout',
  'othersComplainedAbout',
  'usersInConflict',
  'consent',
  'competence',
  'consentSaid',
  'wishedOutcome',
  'aboutWhom',
  'reachSafely',
  'advocacyOffered',
  'advocacyWanted',
  'advocacyProvider',
  'advocateAppointed',
  'points',
  'findings',
  'apology',
  'apologyFor',
  'apologyBy',
  'apologies',
  'money',
  'remedies',
  'redress',
  'learning',
  'actions',
  'noLearningReason',
  'investigatingOfficer',
  'independentPerson',
  'adjudicatingOfficer',
  'statement',
  'statementReplyBy',
  'investigationReport',
  'independentReport',
  'panelChair',
  'panelMembers',
  'agreedToWaitUntil',
  'meetingOn',
  'meetingTime',
  'meetingPlace',
  'panelPapers',
  'panelReport',
  'recommendations',
  'recommendationAnswers',
  'staffPraised',
  'ombudsmanReference',
  'ombudsmanDecision',
  'answerPlannedFor',
  'handlingPlan',
  'jointWith',
  'jointLead',
  'jointPoints',
]);
export type FactName = z.infer<typeof FactName>;

/**
 * What code and reports read in a milestone, whatever a procedure calls it: a reminder, the limit that has passed, its
 * being put before someone higher, or a right of the complainant that begins.
 */
export const MilestoneMeaning = z.enum(['reminder', 'breach', 'escalation', 'right']);
export type MilestoneMeaning = z.infer<typeof MilestoneMeaning>;

/** The roles on a case that must be independent of each other (law.md section 2). */
export const Appointment = z.enum([
  'investigator',
  'reviewer',
  'investigating officer',
  'independent person',
  'adjudicating officer',
  'panel chair',
  'panel member',
]);
export type Appointment = z.infer<typeof Appointment>;

/**
 * What code reads in a field of a form, whatever a procedure calls it: effects, gates and letters know no other names
 * (field-meaning.ts). What is recorded as a fact is read as that fact.
 */
export const FieldMeaning = z.enum([
  'until',
  'reason',
  'expected',
  'reviewOn',
  'doneOn',
  'disclosesAboutChild',
  'response',
  'answer',
  'whereTo',
  'lateReason',
  'unresolved',
  'agreedOn',
  'agreedBy',
  'resolvedOn',
  'agreed',
  'content',
  'postedOn',
  'reachedOn',
  'how',
  'done',
  'ground',
  'apologyAsked',
  'apologyText',
  'apologyOwner',
  'apologyDueOn',
  'moneyDueOn',
  'advocateContact',
  'referredTo',
  'referredOn',
  'referredAt',
  'referralReference',
  'partyName',
  'partyEmail',
  'partyPhone',
  'partyAddress',
  'partyCopies',
  'whoSpeaks',
  'actorName',
  'actorRole',
  'actorEmail',
  'actorPhone',
  'actorAddress',
  'bodyContact',
  'bodyReachedBy',
  'sharingAgreedOn',
  'contribution',
  'contributeBy',
  'answeredOn',
]);
export type FieldMeaning = z.infer<typeof FieldMeaning>;

/** A condition of the case that must be met before an outcome is allowed (functions/domain/decisions/gates.ts). */
export const Gate = z.enum([
  'advocacy offered',
  'consent to represent',
  'consent to disclose',
  'consent refused',
  'a point upheld',
  'money approved',
  'may be erased',
]);
export type Gate = z.infer<typeof Gate>;

export const answeredStages = ['stage 1', 'stage 2', 'stage 3'] as const;

/** Those who find on the points at a stage, in the order in which they do: the council's response is the last. */
export const answeringParts = ['investigation', 'panel', 'response'] as const;

/**
 * The stage that findings answer, and as what: the response of the council, the report of the investigation, or the
 * report of the panel. Only a response answers the complainant and makes an outcome.
 */
export const AnsweredStage = z.strictObject({
  stage: z.enum(answeredStages),
  as: z.enum(answeringParts),
});
export type AnsweredStage = z.infer<typeof AnsweredStage>;

/** The stage of a complaint as the law and the reports count it; the acknowledgement is none that reports count. */
export const Stage = z.enum(['acknowledgement', 'stage 1', 'stage 2', 'stage 3', 'LGSCO']);
export type Stage = z.infer<typeof Stage>;

/** What a complainant waits for while a clock of a stage runs, for which letters have words. */
export const Awaited = z.enum([
  'acknowledgement',
  'answer',
  'decision',
  'meeting of the panel',
  'report of the panel',
  'answer to the panel',
  'name of the reviewer',
]);
export type Awaited = z.infer<typeof Awaited>;
