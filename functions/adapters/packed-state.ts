import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { Case } from '../domain/case/case.ts';
import { fromText, StoredRowInvalid, type Key } from './table.ts';

// The state of a case is written with every change, and DynamoDB bills each KB of it. As it repeats itself, a tenth is enough
// (decision 0049).

/**
 * What nearly every state says, so that a short one becomes shorter too. Rows that are stored can only be read with it: it never
 * changes. Other words would need another name in the row.
 */
const usual = Buffer.from(
  [
    '"themes":[],"category":"","subCategory":"","remedies":[""],"statement":"","meetingOn":"2026-',
    '"passed on","withdrawn":{"phase":"during investigation","carriedOn":false},"breach@2026-',
    '"lastTasks":{"lastRun":"messageCount":"openMessages":[{"message":"M2","at":"2026-"linkEpoch":1,"declarations":[{"user":"',
    '"parties":[{"id":"P1","roles":["complainant"],"copies":"all letters","since":"2026-',
    '"extensions":[{"run":2,"clock":"stage-2","until":"2026-","reason":"","stops":[{"from":"2026-","until":"2026-","reviewOn":"2026-',
    '"stageFindings":[{"stage":"stage-1","by":"council","findings":[{"point":"P1","finding":"partially upheld","reasons":"',
    '"clocks":[{"run":2,"clock":"acknowledge","endedOn":"2026-","from":"2026-"number":,"change":',
    '"message-dealt-with","deal-with-message#1","post-letter#1","action#1","lgsco-enquiry#1","matter":{"id":"A1","owner":"","dueOn":"2026-',
    '"since":"2026-","definition":"","beside":true,"closedAt":"2026-","closedAs":"answered at stage 1","outcome":"upheld",',
    '/alert-overdue/user:team-manager","template":"alert-overdue","clock":"stage-1",/stage-1/due-tomorrow@2026-',
    '/alert-due-tomorrow/","template":"alert-due-tomorrow",/stage-1/reminder@2026-/alert-reminder/","template":"alert-reminder",',
    '"performer":"quality-checker","performer":"complainant","performer":"director","assignee":"team-manager",',
    '{"id":"SC-2026-00001-4","version":1,"reference":"SC-2026-00001-4","kind":"complaint","channel":"email",',
    '"receivedAt":"2026-06-01T09:30:00.000Z","receivedOn":"2026-06-01","person":"P1","status":"open",',
    '"runs":[{"run":1,"procedure":"intake","version":"1","status":"ended","beside":false,"execution":"SC-2026-00001-4-1","executions":1,',
    '{"run":2,"procedure":"childrens-statutory","version":"2006","status":"running","beside":false,"execution":"SC-2026-',
    '"links":[],"reopenings":0,"documents":[],"facts":{"kind":"complaint","procedure":"childrens-statutory",',
    '"procedureReason":"It is about social care for a child","summary":"","handler":"complaints-officer","team":"","relation":"parent",',
    '"points":[{"id":"P1","text":""}],"investigator":"team-manager","findings":[{"point":"P1","finding":"upheld","reasons":""}],',
    '"learning":[{"text":"","type":"Communication or information"}]},"stops":[],"tasks":[',
    '{"key":"triage#1","step":"triage","procedure":"intake","procedureVersion":"1","run":1,"turn":1,"performer":"complaints-officer",',
    '"openedAt":"2026-06-01T08:00:00.000Z","status":"decided","clockFrom":"2026-06-01","originalDue":"2026-06-02","due":"2026-06-02",',
    '"extensions":[],"milestones":["opened@2026-06-01"],"decisions":[{"n":1,"outcome":"route","by":"user:complaints-officer",',
    '"at":"2026-06-01T10:00:00.000Z","ends":true}]},{"key":"acknowledge#1","step":"acknowledge","procedure":"childrens-statutory",',
    '"procedureVersion":"2006","run":2,"turn":1,"performer":"complaints-officer","assignee":"complaints-officer",',
    '"clockDue":"2026-06-15","status":"open","milestones":[],"decisions":[]}],"letters":[',
    '{"key":"receipt/receipt/complainant","template":"receipt","to":"complainant","preparedAt":"2026-06-01T09:30:00.000Z",',
    '"status":"prepared","status":"sent","leftOn":"2026-06-01"},{"key":"triage#1/opened@2026-06-01/alert-task-opened/user:complaints-officer",',
    '"template":"alert-task-opened","to":"user:complaints-officer","task":"triage#1","preparedAt":"2026-06-01T09:30:00.000Z",',
    '"/decision-1/acknowledgement/complainant","template":"acknowledgement","to":"complainant","task":"acknowledge#1",',
    '"messages":["M1"],"procedure":{"id":"childrens-statutory","version":"2006","run":2},"lastPoint":1',
  ].join(''),
);

const Packed = z.object({ packed: z.string() });

/** The document of a state: its version, on which conditions depend, what helps someone who looks at the row, and all of it. */
export const packedState = (state: Case): object => ({
  version: state.version,
  status: state.status,
  packed: deflateRawSync(JSON.stringify(state), { dictionary: usual, level: 9 }).toString('base64'),
});

// Where documents are kept as they were read, each is unpacked once.
const unpacked = new WeakMap<object, unknown>();

/** The state in a document; of one that was stored before states were packed, the document. Throws `StoredRowInvalid`. */
export function unpackedState(key: Key, doc: unknown): unknown {
  const { success, data } = z.safeParse(Packed, doc);
  if (!success || typeof doc !== 'object' || doc === null) return doc;
  const known = unpacked.get(doc);
  if (known !== undefined) return known;
  try {
    const bytes = inflateRawSync(Buffer.from(data.packed, 'base64'), { dictionary: usual });
    const state = fromText(bytes.toString());
    unpacked.set(doc, state);
    return state;
  } catch {
    throw new StoredRowInvalid(key);
  }
}
