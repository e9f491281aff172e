import type { Role } from '../../workflows/procedures/roles.ts';

// Every entry of the security log, by its event: who came in, who was refused, whose roles changed, which limits were reached, and which
// files had malware. On
// AWS the entries are among the logs of pages, public-pages and api, with `log: security`, and the dashboard shows them alone.
// A user is the id in the council's file. Nothing else of a person is logged, no address, and nothing that anyone typed.

/** The events and their fields. */
interface SecurityEvents {
  'signed-in': { user: string };
  'signed-out': { user: string };
  /**
   * Someone came back from the council's sign-in and was not let in: the sign-in was not begun in this browser or long ago, they declined,
   * what they brought proves nothing, or it proves someone who is no user. Wrong passwords are known to the council's sign-in alone.
   */
  'sign-in-refused': { why: 'not begun here' | 'declined' | 'not proved' | 'not a user' };
  /** A token of the council's sign-in is valid and gives no one a role. API Gateway refuses all others. */
  'token-refused': object;
  /**
   * A user or program asked for what is not theirs (403), or for what is not theirs or does not exist (404): they are not told which.
   * `route` is the pattern of the path, `case` the case in it.
   */
  refused: { user: string; method: string; route: string; status: 403 | 404; case?: string };
  /** A form did not come from a page of its session: an old page, or a page of someone else. */
  'form-refused': { user?: string; method: string };
  /** Someone who is not signed in did something too often, in one visit or from one network address. */
  'limit-reached': { what: string; by: 'visit' | 'address' };
  /**
   * Malware was found in a file that has just come, by its key, which names the case or the mail. What GuardDuty finds later raises an
   * alarm (FilesNotSafe).
   */
  'malware-found': { file: string };
  /** An administrator ended sessions of a user, or the user lost their last role. */
  'sessions-ended': { by: string; user: string; ended: number };
  /** An administrator changed what a user may do. A new user has no roles before, and one who left has none after. */
  'roles-changed': { by: string; user: string; added: readonly Role[]; removed: readonly Role[] };
}

type SecurityEvent = keyof SecurityEvents;

/** Writes one entry: on AWS to CloudWatch, on one machine to stderr in the same form. */
export type SecurityLog = <Event extends SecurityEvent>(event: Event, fields: SecurityEvents[Event]) => void;

/** The case that a path names. Undefined for anything else that someone may have typed there. */
export const caseIn = (path: string): string | undefined =>
  /\/([A-Z]{2,4}-\d{4}-\d{5}-\d)(?:\/|$)/.exec(path)?.[1];
