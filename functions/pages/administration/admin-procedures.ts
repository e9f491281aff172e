import { Hono } from 'hono';
import { differencesFromFolder } from '../../domain/council/council-in-force.ts';
import { councilProblemInWords } from '../../domain/council/council-problem.ts';
import type { Council } from '../../domain/council/council.ts';
import { rejections } from '../../domain/council/letter-wording.ts';
import { longestTarget } from '../../domain/council/targets.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import type { Words } from '../../words/words.ts';
import { defaultLanguage, letterIn } from '../../../workflows/letters/index.ts';
import { sharedProcedures, type Procedures } from '../../../workflows/procedures/index.ts';
import type { Procedure, Step } from '../../../workflows/procedures/procedure.ts';
import { nameOf, page, wordsOf, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { first, type AdminPart, memberField } from './admin-parts.ts';
import { differenceInWords } from './difference-in-words.ts';

// What a deployment fixes: shown here, and where it comes from. Of all that, only targets can be set on pages.

const sharedIds = new Set(sharedProcedures.map(({ stateMachine }) => stateMachine));

/** The procedures with their limits and targets, and how the settings differ from the deployed folder. */
export function adminProcedures(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  app.get('/admin/procedures', (c) => {
    const words = wordsOf(c);
    const { administration } = words;
    return page(kit, c, 'admin-procedures.njk', {
      title: administration.procedures.title,
      back: { href: '/admin', text: administration.title },
      saved: c.req.query('saved') !== undefined,
      procedures: deps.councils.deployed.procedures.all.map((procedure) =>
        shown(procedure, deps.council, words),
      ),
    });
  });
  app.get('/admin/folder', (c) => {
    const words = wordsOf(c);
    const { administration } = words;
    const { rejectedWording } = deps.councils;
    return page(kit, c, 'admin-folder.njk', {
      title: administration.folder.title,
      back: { href: '/admin', text: administration.title },
      differences: differencesFromFolder(deps.councils.deployed.council, {
        council: deps.council,
        rejected: rejectedWording,
      }).map((one) => differenceInWords(one, words, (id) => nameOf(kit, id, words))),
      rejected: Object.entries(rejectedWording).map(([id, wording]) => {
        const letter = letterIn(defaultLanguage, id);
        return {
          title: letter?.title ?? id,
          href: letter && `/admin/letters/${id}`,
          problems: rejections(id, wording)
            .map((problem) => councilProblemInWords(administration.problems, problem))
            .join('. '),
        };
      }),
    });
  });
  return app;
}

/** A procedure as the page shows it: the legal time of its stages, then the time of its steps. */
function shown(procedure: Procedure, council: Council, { administration, terms }: Words) {
  const { procedures: said } = administration;
  const { title, version, law, received, clocks = {}, steps } = procedure;
  const source = ({ citation, toBeChecked }: { citation: string; toBeChecked?: boolean | undefined }) =>
    toBeChecked ? said.toBeChecked({ source: citation }) : citation;
  const day = (on: string | undefined) => (on === undefined ? undefined : longDate(on));
  return {
    heading: said.heading({ title, version }),
    whose: sharedIds.has(procedure.stateMachine) ? said.shared : said.own,
    law,
    received: said.received({ from: day(received.from), until: day(received.until) }),
    clocks: Object.values(clocks).map((clock) => ({
      title: clock.title,
      time: said.days(clock.limit),
      longest:
        clock.extension === undefined
          ? said.noExtension
          : clock.extension.upTo === undefined
            ? said.asAgreed
            : said.days({ days: clock.extension.upTo, unit: clock.limit.unit }),
      source: source(clock.limit),
    })),
    steps: Object.entries(steps).map(([id, step]) => {
      const target = targetOf(council, procedure, id);
      return {
        title: step.title,
        who: terms.roles[step.performer],
        time: step.limit ? said.days(step.limit) : said.ofStage,
        target: target && said.target({ time: said.days(target), reason: target.reason }),
        source: step.limit ? source(step.limit) : '',
        href: longestTarget(procedure, step) && `/admin/targets/${procedure.id}/${id}`,
        link: target ? said.changeTarget : said.setTarget,
      };
    }),
  };
}

const targetOf = ({ targets = [] }: Council, { id }: Pick<Procedure, 'id'>, step: string) =>
  targets.find((target) => target.procedure === id && target.step === step);

/** The latest version of a procedure that has a step, with that step. */
function stepOf(procedures: Procedures, id: string, step: string): [Procedure, Step] | undefined {
  const procedure = procedures.all.findLast((one) => one.id === id && Object.hasOwn(one.steps, step));
  const found = procedure?.steps[step];
  return procedure && found && [procedure, found];
}

/** The target of a step: no days, no target. */
export function targetPart(
  { procedure: id, step }: { procedure: string; step: string },
  council: Council,
  procedures: Procedures,
  { administration: { procedures: said } }: Words,
): AdminPart | undefined {
  const [procedure, found] = stepOf(procedures, id, step) ?? [];
  const most = procedure && found && longestTarget(procedure, found);
  if (!most) return undefined;
  const target = targetOf(council, { id }, step);
  const place = (after: Council) => (after.targets ?? []).findIndex((one) => isThis(one));
  const isThis = (one: { procedure: string; step: string }) => one.procedure === id && one.step === step;
  return {
    title: said.targetOf({ step: found.title }),
    about: said.targetAbout({ most: said.days(most) }),
    fields: [
      {
        kind: 'input',
        name: 'days',
        label: said.targetDays(most),
        hint: said.targetDaysHint,
        missing: said.targetDaysMissing,
      },
      { kind: 'textarea', name: 'reason', label: said.targetReason, missing: said.targetReasonMissing },
    ],
    part: ({ targets = [] }) => targets.find(isThis) ?? null,
    typed: {
      days: [target === undefined ? '' : String(target.days)],
      reason: [target?.reason ?? ''],
    },
    edit: (before, typed) => {
      const days = first(typed, 'days');
      const others = (before.targets ?? []).filter((one) => !isThis(one));
      const targets =
        days === ''
          ? others
          : [
              ...others,
              // What is no number is refused by the council's schema, and the page says so.
              {
                procedure: id,
                step,
                days: /^\d+$/.test(days) ? Number(days) : days,
                unit: most.unit,
                reason: first(typed, 'reason'),
              },
            ];
      return { ...before, targets: targets.length === 0 ? undefined : targets };
    },
    fieldOf: memberField('targets', place),
    next: '/admin/procedures',
  };
}
