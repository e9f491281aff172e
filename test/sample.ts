// What takes long is done in samples, the same ones each time. A variable takes all of it instead, and
// `npm run test:full`, which is run before a release, sets every one of them:
//
// ATTACKS_FULL   web/hostile/attack.ts: every sixth form is also sent with texts that are too long in all of its fields.
// AXE_FULL       browser/sweep.ts: each page is looked at by axe and at both widths once, and once with errors, instead of in
//                every state at every width.
//                reports/report-page.test.ts: the narrowest and the widest of three fonts.
// CRASH_FULL     workflow/crash.test.ts and erasure-crash.test.ts: a process is killed at one write of every sixteenth kind and
//                at every so many commits, instead of before and after each write. workflow/engine/durability.test.ts: at the
//                first moment of each kind and every eighth. workflow/example-seed.test.ts: not at all, instead
//                of at two writes.
// STEPS_FULL     workflow/every-step.test.ts: an outcome that several steps share is taken at one of them; executions age
//                and are lost at the first step of each kind, in all procedures together, and every 32nd of the
//                others, instead of at every step under both versions.
//                workflow/renamed-procedures.test.ts: one walk instead of twenty.
// OUTAGE_FULL    workflow/mail-down.test.ts: the mail service is away for two days instead of ten.
// WALK_SECONDS   workflow/random-walks.test.ts: for how long walks are tried that no one has thought of.
// DEPLOYED_FULL  deployed/: one case in what is deployed as far as the end of stage 1, instead of all of its stages and the
//                upgrades too.

/** Whether a variable takes all of what is done in samples otherwise. */
export const takesAll = (
  variable: 'ATTACKS_FULL' | 'AXE_FULL' | 'CRASH_FULL' | 'DEPLOYED_FULL' | 'OUTAGE_FULL' | 'STEPS_FULL',
): boolean => process.env[variable] !== undefined;

/** Every how many commits of a whole case, and of an erasure, a process is killed. */
export const everyCommit = { case: 400, erasure: 18 } as const;

/** Of every how many forms one is also sent with texts that are too long. */
export const everyForm = takesAll('ATTACKS_FULL') ? 1 : 6;

/** Of every how many kinds of writes a process is killed at one. */
export const everyKind = 16;

/** Every how many moments of an execution its process is killed, besides the first of each kind. */
export const everyMoment = 8;

/** Every how many steps are looked at besides the first of each kind. */
export const everyStep = 32;

/** How many walks are taken under other names. */
export const renamedWalks = takesAll('STEPS_FULL') ? 20 : 1;

/** For how many seconds random walks are taken. */
export const walkSeconds = Number(process.env['WALK_SECONDS'] ?? 6);

/** Where a sample of random walks begins: always at the same place. Undefined when all of them are asked for. */
export const sampleSeed = process.env['WALK_SECONDS'] === undefined ? 20261130 : undefined;
