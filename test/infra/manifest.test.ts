import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import {
  functionManifest,
  publicPaths,
  schedulesOf,
  type Manifest,
  type ScheduleName,
  type When,
} from '../../functions/manifest.ts';
import { pageApp, type PageSet } from '../../functions/pages/page-app.ts';
import { publicPages } from '../../functions/pages/public-pages.ts';
import { staffPages } from '../../functions/pages/staff-pages.ts';
import { scheduleExpression } from '../../infra/constructs/schedule.ts';
import { nextRun } from '../../infra/local/scheduler.ts';
import { machineFunctions } from '../../workflows/compile.ts';
import { openPlay } from '../play.ts';
import { ofType, referredTo, synthesise } from './assembly.ts';

const manifest: Manifest = functionManifest;

/** The manifest with one schedule at another time. */
const moved = (schedule: ScheduleName, when: When): Manifest =>
  manifest.map((spec) =>
    spec.trigger.by === 'schedule'
      ? {
          ...spec,
          trigger: {
            ...spec.trigger,
            schedules: spec.trigger.schedules.map((each) =>
              each.name === schedule ? { ...each, when } : each,
            ),
          },
        }
      : spec,
  );

/** The digests at another time and not on Mondays. */
const later = moved('send-digests', {
  at: '09:40',
  timeZone: 'Europe/London',
  days: { weekdays: 'TUE-FRI' },
});

const { outdir, complaints } = synthesise({}, { manifest: later });
rmSync(outdir, { recursive: true });

test('functions/handlers and the manifest name the same functions', () => {
  const handlers = readdirSync(join(import.meta.dirname, '../../functions/handlers')).sort();
  expect(manifest.map(({ entry }) => entry.replace('functions/handlers/', '')).sort()).toEqual(handlers);
  for (const { name, entry } of manifest) expect(entry).toBe(`functions/handlers/${name}.ts`);
});

test('each task of the compiler is called by one function', () => {
  const tasks = manifest.flatMap(({ trigger }) => (trigger.by === 'state machine' ? [trigger.task] : []));
  expect(tasks.sort()).toEqual([...machineFunctions].sort());
});

test('each function is deployed with time-out, memory and processor of the manifest', () => {
  const deployed = ofType(complaints, 'AWS::Lambda::Function').map(({ Properties }) => Properties);
  expect(deployed).toHaveLength(manifest.length);
  for (const { name, timeoutSeconds, memoryMB, architecture, does } of manifest)
    expect(deployed).toContainEqual(
      expect.objectContaining({
        FunctionName: `redress-test-${name}`,
        Timeout: timeoutSeconds,
        MemorySize: memoryMB,
        Architectures: [architecture],
        Description: does,
      }),
    );
});

test('of the API only the description and the sign of life need no token; all else goes to the pages', () => {
  const open = ofType(complaints, 'AWS::ApiGatewayV2::Route').filter(
    ({ Properties }) => Properties['AuthorizationType'] !== 'JWT',
  );
  const functionOf = (target: string) => {
    const [integration] = ofType(complaints, 'AWS::ApiGatewayV2::Integration').filter(({ id }) =>
      target.includes(`"${id}"`),
    );
    return /^Functions(\w+?)(?:Function)?(?:Alias)?live/.exec(
      referredTo(integration?.Properties['IntegrationUri']) ?? '',
    )?.[1];
  };
  const routes = open.map(({ Properties }) => [
    String(Properties['RouteKey']),
    functionOf(JSON.stringify(Properties['Target'])),
  ]);
  expect(Object.fromEntries(routes)).toEqual({
    'ANY /{proxy+}': 'Pages',
    'ANY /': 'PublicPages',
    'ANY /about-you': 'PublicPages',
    'ANY /about-you/{proxy+}': 'PublicPages',
    'ANY /children': 'PublicPages',
    'ANY /children/{proxy+}': 'PublicPages',
    'ANY /follow': 'PublicPages',
    'ANY /follow/{proxy+}': 'PublicPages',
    'ANY /give-feedback': 'PublicPages',
    'ANY /give-feedback/{proxy+}': 'PublicPages',
    'GET /api/v1/openapi.json': 'Api',
    'GET /healthz': 'Api',
  });
});

test('staff, public and workflow have capacity of their own, and each route a throttle', () => {
  const reserved = Object.fromEntries(
    ofType(complaints, 'AWS::Lambda::Function').map(({ Properties }) => [
      Properties['FunctionName'],
      Properties['ReservedConcurrentExecutions'],
    ]),
  );
  expect(reserved).toEqual(
    Object.fromEntries(manifest.map(({ name, atOnce }) => [`redress-test-${name}`, atOnce])),
  );
  // A queue calls its function no more often at once than is kept for it, or the calls it makes in vain count as tries.
  const inVain = manifest.filter(
    ({ trigger, atOnce }) => trigger.by === 'queue' && trigger.maxConcurrency > atOnce,
  );
  expect(inVain).toEqual([]);
  const routes = ofType(complaints, 'AWS::ApiGatewayV2::Route');
  const [stage] = ofType(complaints, 'AWS::ApiGatewayV2::Stage');
  const settings = z
    .record(z.string(), z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() }))
    .parse(stage?.Properties['RouteSettings']);
  expect(Object.keys(settings).sort()).toEqual(
    routes.map(({ Properties }) => String(Properties['RouteKey'])).sort(),
  );
  expect(settings['ANY /follow/{proxy+}']).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 60 });
  expect(settings['ANY /{proxy+}']).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
});

test('where an account runs few functions at once, none are kept for any', () => {
  const shared = synthesise({ concurrency: 'shared' });
  rmSync(shared.outdir, { recursive: true });
  for (const { Properties } of ofType(shared.complaints, 'AWS::Lambda::Function'))
    expect(Properties['ReservedConcurrentExecutions']).toBeUndefined();
  expect(shared.findings).toEqual([]);
});

test('the public pages are where their function is called, and the pages of people who sign in elsewhere', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const pathsOf = (set: PageSet) => [
    ...new Set(
      pageApp(play.deps, { signIn: '/sign-in', report: () => {} }, [set])
        .routes.map(({ path }) => path)
        .filter((path) => !/^\/\*|^\/assets\//.test(path)),
    ),
  ];
  const isPublic = (path: string) =>
    publicPaths.some((at) => path === at || (at !== '/' && path.startsWith(`${at}/`)));
  expect(pathsOf(publicPages).filter((path) => !isPublic(path))).toEqual([]);
  expect(pathsOf(staffPages).filter(isPublic)).toEqual([]);
});

test('names of schedules, constructs and dead-letter queues are unique', () => {
  const names = schedulesOf(manifest).map(({ name }) => name);
  const constructs = [
    ...schedulesOf(manifest).map(({ construct }) => construct),
    ...manifest.flatMap(({ trigger }) =>
      'deadLetterQueue' in trigger ? [trigger.deadLetterQueue.construct] : [],
    ),
    ...manifest.flatMap(({ trigger }) => ('construct' in trigger ? [trigger.construct] : [])),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(constructs).size).toBe(constructs.length);
});

test('a schedule changed in the manifest changes on AWS and locally', async () => {
  const expressions = ofType(complaints, 'AWS::Scheduler::Schedule').map(
    ({ Properties }) => z.object({ ScheduleExpression: z.string() }).parse(Properties).ScheduleExpression,
  );
  expect(expressions).toContain('cron(40 9 ? * TUE-FRI *)');
  expect(expressions).not.toContain('cron(0 8 ? * MON-FRI *)');

  const play = await openPlay('2026-06-01T09:00:00Z', { manifest: later });
  await play.complaintAt('stage-1');
  await play.to('2026-06-25', '09:00');
  const sent = (await play.digests()).map(({ sentAt }) => sentAt.slice(0, 16));
  // From Friday 19 June on the answer is due; the 22nd is a Monday.
  expect(sent.filter((at) => at > '2026-06-19')).toEqual(
    expect.arrayContaining(['2026-06-19T08:40', '2026-06-23T08:40', '2026-06-24T08:40']),
  );
  for (const at of sent) expect(at).toMatch(/T08:40$/);
  expect(sent.filter((at) => at.startsWith('2026-06-22'))).toEqual([]);
});

const london = { timeZone: 'Europe/London' } as const;
test.each<[string, When, string, string, string]>([
  [
    'a rate, here hourly at most',
    { everyMinutes: 15 },
    'rate(15 minutes)',
    '2026-11-26T10:00',
    '2026-11-26T11:00',
  ],
  [
    'a rate, at the same moments whenever the process was started',
    { everyMinutes: 15 },
    'rate(15 minutes)',
    '2026-11-26T10:30',
    '2026-11-26T11:00',
  ],
  [
    'a rate slower than that',
    { everyMinutes: 90 },
    'rate(90 minutes)',
    '2026-11-26T10:30',
    '2026-11-26T12:00',
  ],
  [
    'daily, later today',
    { at: '07:30', ...london },
    'cron(30 7 * * ? *)',
    '2026-11-26T07:29',
    '2026-11-26T07:30',
  ],
  [
    'daily, tomorrow',
    { at: '07:30', ...london },
    'cron(30 7 * * ? *)',
    '2026-11-26T07:30',
    '2026-11-27T07:30',
  ],
  ['in summer', { at: '07:30', ...london }, 'cron(30 7 * * ? *)', '2026-06-26T07:29', '2026-06-27T06:30'],
  [
    'on working weekdays, from Friday to Monday',
    { at: '08:00', ...london, days: { weekdays: 'MON-FRI' } },
    'cron(0 8 ? * MON-FRI *)',
    '2026-11-27T08:00',
    '2026-11-30T08:00',
  ],
  [
    'on one weekday',
    { at: '06:00', ...london, days: { weekdays: 'MON' } },
    'cron(0 6 ? * MON *)',
    '2026-11-24T00:00',
    '2026-11-30T06:00',
  ],
  [
    'on the first of each quarter, over the year',
    { at: '06:00', ...london, days: { dayOfMonth: 1, months: [1, 4, 7, 10] } },
    'cron(0 6 1 1,4,7,10 ? *)',
    '2026-10-01T05:00',
    '2027-01-01T06:00',
  ],
])('%s', (_name, when, expression, now, next) => {
  expect(scheduleExpression(when)).toBe(expression);
  expect(new Date(nextRun(new Date(`${now}Z`), when)).toISOString().slice(0, 16)).toBe(next);
});
