import { localPages } from './local-pages.ts';
import type { LocalOptions, LocalSystem } from './local-system.ts';
import { type Job, makeSchedule } from './scheduler.ts';
import { makeTimekeeper, makeVirtualClock } from './virtual-clock.ts';
import { previewsWhenWanted } from './preview-when-wanted.ts';
import { makeWorkflowEngine, WorkflowFault } from './workflow-engine.ts';
import { chromiumPath } from '../print-pdf.ts';
import { type CouncilFolder, readCouncilFolder } from '../read-council-folder.ts';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { fileLinks } from './file-links.ts';
import { clamScanner } from '../../functions/adapters/local/clam-scanner.ts';
import { noScanner } from '../../functions/adapters/no-scanner.ts';
import { diskLinks } from '../../functions/adapters/local/disk-links.ts';
import { diskFiles } from '../../functions/adapters/local/disk-files.ts';
import { outboxMailer } from '../../functions/adapters/local/outbox-mailer.ts';
import { watchedMailer } from '../../functions/runtime/watched-mailer.ts';
import { openDatabase, sqliteCaseStore } from '../../functions/adapters/local/sqlite-case-store.ts';
import { sqliteShortLived } from '../../functions/adapters/local/sqlite-short-lived.ts';
import { makeApp } from '../../functions/api/app.ts';
import type { Dependencies } from '../../functions/dependencies.ts';
import { type Council, presentUser, type User } from '../../functions/domain/council/council.ts';
import { Instant } from '../../functions/domain/time/civil-date.ts';
import {
  functionManifest,
  type FunctionName,
  functionOfTask,
  publicPaths,
  type ScheduleName,
  schedulesOf,
  timeOfDay,
} from '../../functions/manifest.ts';
import { awaitDecision, AwaitInput } from '../../functions/operations/runs/await-decision.ts';
import { closeCase, CloseCaseInput } from '../../functions/operations/runs/close-case.ts';
import { continueRun, ContinueRunInput } from '../../functions/operations/runs/continue-run.ts';
import { eraseCase, EraseCaseInput } from '../../functions/operations/erase-case.ts';
import { makeDueReports } from '../../functions/operations/make-reports/make-reports.ts';
import { keepSettledCases } from '../../functions/operations/monitored-cases.ts';
import { PlanInput, planStep } from '../../functions/operations/runs/plan-step.ts';
import { type Printable, printPage } from '../../functions/operations/print-report/print-page.ts';
import { sealReads } from '../../functions/operations/seal-reads.ts';
import { receiveMail } from '../../functions/operations/receive-mail/receive-mail.ts';
import { repairCases } from '../../functions/operations/repair-cases.ts';
import { reviewRetention } from '../../functions/operations/review-retention/review-retention.ts';
import { handOverAfterDeployment } from '../../functions/operations/runs/hand-over-outdated.ts';
import { sliceAfter, sweepCases } from '../../functions/operations/sweep-cases/sweep-cases.ts';
import { alertOfHeldMail } from '../../functions/operations/receive-mail/alert-held-mail.ts';
import { sendDigestsLeft } from '../../functions/operations/send-digests.ts';
import { sendMorningMail } from '../../functions/operations/send-morning-mail.ts';
import { sendLetter, SendLetterInput } from '../../functions/operations/send-letter/send-letter.ts';
import { startProcedure, StartProcedureInput } from '../../functions/operations/runs/start-procedure.ts';
import { pages } from '../../functions/pages/app.ts';
import { identityProvider } from '../../functions/pages/kit/identity-provider.ts';
import type { Workflows } from '../../functions/ports.ts';
import { councilKeeper } from '../../functions/runtime/council-keeper.ts';
import { inOneOperation } from '../../functions/runtime/in-one-operation.ts';
import type { Log } from '../../functions/runtime/log-messages.ts';
import { tellingUnreadable } from '../../functions/runtime/unreadable-rows.ts';
import { localVerdicts } from './local-verdicts.ts';
import { compile, definitionOf, type MachineFunction, machineFunctions } from '../../workflows/compile.ts';
import type { Procedure } from '../../workflows/procedures/procedure.ts';

/** The folder of the example council. */
const exampleCouncil = path.join(import.meta.dirname, '../councils/shropshire');

// Read and checked once, however many systems are opened in one process.
let example: CouncilFolder | undefined;

/** Opens or makes the system in its folder. Nothing runs until `time.follow()` or `time.advanceTo()`. */
export function openLocalSystem(options: LocalOptions): LocalSystem {
  const report = options.report ?? ((fault: Error) => console.error(`${fault.name}: ${fault.message}`));
  mkdirSync(options.dataDir, { recursive: true });
  const database = openDatabase(path.join(options.dataDir, 'redress.sqlite'), options);
  const clock = (options.makeClock ?? makeVirtualClock)({
    database,
    ...(options.startAt ? { startAt: options.startAt } : {}),
  });
  const folder = options.folder ?? (example ??= readCouncilFolder(exampleCouncil));
  const procedures = options.procedures ?? folder.procedures;
  const manifest = options.manifest ?? functionManifest;
  const as = options.as ?? ((_name, work) => work());
  const mailer = outboxMailer(options.dataDir, options);
  const workflows: Workflows = {
    async start({ stateMachine, name, input }) {
      try {
        engine.startExecution({ stateMachine, name, input });
      } catch (error) {
        if (!(error instanceof WorkflowFault && error.name === 'ExecutionAlreadyExists')) throw error;
      }
    },
    async succeed(token, output) {
      try {
        engine.sendTaskSuccess({ taskToken: token, output: JSON.stringify(output) });
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowFault && gone.has(error.name)) return 'gone';
        throw error;
      }
    },
    async status({ name }) {
      try {
        return engine.describeExecution(name).status === 'RUNNING' ? 'running' : 'ended';
      } catch (error) {
        if (error instanceof WorkflowFault && error.name === 'ExecutionDoesNotExist') return 'unknown';
        throw error;
      }
    },
    async waits(token) {
      try {
        engine.sendTaskHeartbeat({ taskToken: token });
        return true;
      } catch (error) {
        if (error instanceof WorkflowFault && gone.has(error.name)) return false;
        throw error;
      }
    },
    async definition(stateMachine) {
      const procedure = procedures.all.find((one) => one.stateMachine === stateMachine);
      return procedure && definitionOf(procedure);
    },
  };
  const previews = previewsWhenWanted(diskFiles(path.join(options.dataDir, 'files'), options), {
    as,
    failed: (error) => failed(error),
  });
  const { files } = previews;
  const links = diskLinks(options.dataDir, { now: () => instantOf(clock.now().getTime()) });
  const log: Log =
    options.log ?? ((code, fields) => console.error(JSON.stringify({ message: code, ...fields })));
  const local = {
    store: sqliteCaseStore(database),
    shortLived: sqliteShortLived(database, () => clock.now().toISOString()),
    mailer,
    workflows,
    files,
    links,
    scanner:
      options.clam === undefined
        ? noScanner
        : clamScanner(path.join(options.dataDir, 'files'), options.clam, (file) =>
            log('file-not-scanned', { file }),
          ),
    clock: { now: () => instantOf(clock.now().getTime()) },
    procedures,
    definitionOf: ({ stateMachine }: Pick<Procedure, 'stateMachine'>) => {
      const procedure = procedures.all.find((one) => one.stateMachine === stateMachine);
      return procedure && definitionOf(procedure);
    },
  };
  const given = { ...local, ...options.adapters?.(local) };
  const adapted = {
    ...given,
    store: tellingUnreadable(given.store, (row) => log('row-unreadable', { row })),
  };
  previews.drawWith(adapted.files);
  const councils = councilKeeper(adapted.store, {
    council: options.council ?? servedAt(options.port, folder.council),
    procedures: adapted.procedures,
  });
  const deps: Dependencies = {
    ...adapted,
    mailer: watchedMailer(adapted.mailer, { ...adapted, log }),
    log,
    securityLog: options.securityLog ?? (() => undefined),
    councils,
    get council() {
      return councils.council;
    },
    get procedures() {
      return councils.procedures;
    },
  };
  const functions: Record<MachineFunction, (payload: unknown) => Promise<unknown>> = {
    PlanStep: (payload) => planStep(inOneOperation(deps), PlanInput.parse(payload)),
    AwaitDecision: (payload) => awaitDecision(deps, AwaitInput.parse(payload)),
    SendLetter: (payload) => sendLetter(inOneOperation(deps), SendLetterInput.parse(payload)),
    StartProcedure: (payload) => startProcedure(deps, StartProcedureInput.parse(payload)),
    ContinueRun: (payload) => continueRun(deps, ContinueRunInput.parse(payload)),
    CloseCase: (payload) => closeCase(deps, CloseCaseInput.parse(payload)),
    EraseCase: (payload) => eraseCase(deps, EraseCaseInput.parse(payload)),
  };
  const engine = makeWorkflowEngine({
    database,
    clock,
    definitions: Object.fromEntries(
      procedures.all.map((procedure) => [procedure.stateMachine, localDefinition(procedure)]),
    ),
    invoke: async ({ functionName, payload }) => {
      const task = machineFunctions.find((name) => name === functionName);
      if (!task) throw new Error(`There is no function ${functionName}`);
      try {
        return await as(functionOfTask(manifest, task), () =>
          councils.refresh().then(() => functions[task](payload)),
        );
      } catch (error) {
        if (error instanceof Error) report(error);
        throw error;
      }
    },
    onWork: () => time.wake(),
  });
  const failed = (error: unknown) => report(error instanceof Error ? error : new Error(String(error)));
  const runs: Record<ScheduleName, Job['run'] | undefined> = {
    // The local system uses no network: it keeps the bank holidays that are part of the program.
    'refresh-bank-holidays': undefined,
    'repair-cases': () =>
      repairCases(deps)
        .then(() => handOverAfterDeployment(deps))
        .then(() => alertOfHeldMail(deps))
        .then(() => sendDigestsLeft(deps, timeOfDay(manifest, 'send-digests'))),
    'restart-stopped': (hours) => sweepCases(deps, sliceAfter(hours, deps.clock.now())),
    'review-retention': () => reviewRetention(deps).then(() => sealReads(deps)),
    'make-reports': () => makeDueReports(deps).then(() => keepSettledCases(deps, { anew: true })),
    'keep-settled-cases': () => keepSettledCases(deps),
    'send-digests': () => sendMorningMail(deps, timeOfDay(manifest, 'send-digests')),
  };
  const jobs = manifest.flatMap(({ name: of }) =>
    schedulesOf(manifest, of).flatMap(({ name, when }): [string, Job][] => {
      const run = Object.entries(runs).find(([known]) => known === name)?.[1];
      return run === undefined
        ? []
        : [[name, { when, run: (hours) => as(of, () => councils.refresh().then(() => run(hours))) }]];
    }),
  );
  const schedule = makeSchedule({
    database,
    clock,
    jobs: Object.fromEntries(jobs),
    failed,
  });
  const time = makeTimekeeper({
    clock,
    sources: [engine, schedule],
    failed,
  });

  const mailIn: LocalSystem['mailIn'] = async ({ raw, envelopeFrom, recipients }) => {
    const messageId = randomUUID();
    const key = `mail/${messageId}.eml`;
    await deps.files.put(key, raw, 'message/rfc822');
    return as('receive-mail', async () => {
      await councils.refresh();
      return receiveMail(deps, {
        raw: key,
        receivedAt: deps.clock.now(),
        messageId,
        recipients,
        envelopeFrom,
        verdicts: localVerdicts(raw),
      });
    });
  };
  const executablePath = chromiumPath();
  const app = makeApp(
    deps,
    async (c) => localUser(deps.council, c.req.header('authorization')),
    report,
    pages(deps, {
      signIn: options.provider ? identityProvider(options.provider) : '/local/sign-in',
      report: failed,
      logo: folder.logo,
      addressOf: (c) => Connection.safeParse(c.env).data?.incoming.socket.remoteAddress,
      ...(existsSync(executablePath)
        ? { printPdf: (page: Printable) => printPage({ executablePath }, page) }
        : {}),
    }),
  );
  const system: LocalSystem = {
    deps,
    app,
    clock,
    time,
    engine,
    mailer,
    mailIn,
    close: async () => {
      await time.stop();
      await previews.close();
      database.close();
    },
  };
  app.route('/', fileLinks(files, links));
  app.route('/local', localPages(system));
  const { fetch } = app;
  app.fetch = (request, ...rest) => {
    const called = functionAt(new URL(request.url).pathname);
    return called === undefined ? fetch(request, ...rest) : as(called, () => fetch(request, ...rest));
  };
  return system;
}

/** The function that answers at a path on AWS. Undefined: it is only of this machine. */
function functionAt(at: string): FunctionName | undefined {
  if (at === '/local/bounce') return 'receive-delivery-event';
  if (at === '/local' || at.startsWith('/local/')) return undefined;
  if (at === '/healthz' || at.startsWith('/api/v1/')) return 'api';
  const isPublic = publicPaths.some((below) => at === below || (below !== '/' && at.startsWith(`${below}/`)));
  return isPublic ? 'public-pages' : 'pages';
}

const standardPages = 'http://127.0.0.1:3000';

/** If the council's pages are on this machine, their address gets the port in use. An address set in the file stays. */
function servedAt(port: number | undefined, council: Council): Council {
  return port === undefined || port === 0 || council.pages !== standardPages
    ? council
    : { ...council, pages: `http://127.0.0.1:${port}` };
}

/** An instant as the system reads it. It asks many times at one moment. */
const instantOf = lastKnown((ms: number) => Instant.parse(new Date(ms).toISOString()));

/** A function that answers without working when it is asked the same again. */
function lastKnown<T>(work: (ms: number) => T): (ms: number) => T {
  let last: { of: number; is: T } | undefined;
  return (of) => {
    last = last?.of === of ? last : { of, is: work(of) };
    return last.is;
  };
}

/** The connection of a request, as the local server reports it. */
const Connection = z.object({
  incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }),
});

const gone = new Set<string>(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

// A procedure is a constant: it is compiled once, however many systems are opened in one process.
const definitions = new WeakMap<Procedure, unknown>();

/** The machine of a procedure. Functions are called by name here. On AWS, their ARNs are inserted. */
function localDefinition(procedure: Procedure): unknown {
  const known = definitions.get(procedure);
  if (known !== undefined) return known;
  const made: unknown = JSON.parse(JSON.stringify(compile(procedure)).replaceAll(/\$\{(\w+)\}/g, '$1'));
  definitions.set(procedure, made);
  return made;
}

/** `Bearer local:<user id>`: no secret is needed, because only this machine can reach the local system. */
function localUser(council: Council, authorization: string | undefined): User | undefined {
  const id = /^Bearer local:([\w.-]+)$/i.exec(authorization ?? '')?.[1];
  return id === undefined ? undefined : presentUser(council, id);
}
