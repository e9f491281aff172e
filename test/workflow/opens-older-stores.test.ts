import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { replay } from '../../functions/domain/case/replay.ts';
import { lacksFindings } from '../../functions/domain/case/restore-findings.ts';
import { ReportingRow } from '../../functions/domain/records/reporting-row.ts';
import { currentCalendar } from '../../functions/dependencies.ts';
import { openPlay } from '../play.ts';
import { scratch } from '../prefixes.ts';

const stores = path.join(import.meta.dirname, '../fixtures/stores');
const folder = mkdtempSync(path.join(scratch, 'redress-older-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Opens a copy of a store at the moment at which it was left. */
async function open(name: string) {
  const dataDir = mkdtempSync(path.join(folder, `${name}-`));
  execFileSync('tar', ['-xzf', path.join(stores, name, 'store.tar.gz'), '-C', dataDir]);
  return openPlay(`${name}T12:15:00Z`, { dataDir });
}

const folders = readdirSync(stores, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(folders.map(({ name }) => name))('the store that was left on %s', (name) => {
  test('opens: events replay to the stored state, and every list has its cases', async () => {
    const play = await open(name);
    const { items } = await play.deps.store.cases({ limit: 100 });
    expect(items).toHaveLength(28);
    for (const state of items) {
      const file = await play.file(state.reference);
      expect(file.state).toEqual(state);
      expect(replay(state.id, file.events)).toEqual(state);
      // As it is shown, which reads letters, documents and persons as well.
      expect((await play.get(`/cases/${state.reference}`)).status).toBe(200);
    }
    expect((await play.deps.store.openTasks({ limit: 100 })).items.length).toBeGreaterThan(10);
    expect((await play.deps.store.cases({ status: 'closed', limit: 100 })).items.length).toBeGreaterThan(5);
    expect((await play.system.mailer.listOutbox()).length).toBeGreaterThan(100);
    expect(play.faults).toEqual([]);
  });

  test('has the findings of every stage that was answered, also where a later answer had replaced them', async () => {
    const play = await open(name);
    const rows = (await play.get('/reporting-rows', 'report-writer')).text
      .trim()
      .split('\n')
      .map((line) => ReportingRow.parse(JSON.parse(line)));
    const { items } = await play.deps.store.cases({ limit: 100 });
    const restored = items.filter(lacksFindings);
    expect(restored.length).toBeGreaterThan(0);
    for (const { reference } of restored) {
      const { findings } = await play.view(reference);
      const ours = findings.filter(({ as }) => as === 'response');
      expect([reference, ours.map(({ stage }) => stage)]).toEqual([reference, ['stage 1', 'stage 2']]);
      const row = rows.find((one) => one.reference === reference);
      const [first] = ours;
      expect(first?.answeredOn).toBeDefined();
      expect([reference, row?.stage1?.outcome]).toEqual([reference, first?.outcome]);
      // What is stored stays as it is.
      expect((await play.file(reference)).state.stageFindings).toBeUndefined();
    }
    expect(play.faults).toEqual([]);
  });

  test('continues: a task is decided, and over 30 working days letters are sent and milestones passed', async () => {
    const play = await open(name);
    const { items: openTasks } = await play.deps.store.openTasks({ limit: 100 });
    const [triage] = openTasks.filter(({ task }) => task.step === 'triage' && task.status === 'open');
    if (!triage) throw new Error('no case waits for triage');
    const { reference } = triage.state;
    const decided = await play.decide(reference, 'triage', 'route', {
      procedure: 'childrens-statutory',
      procedureReason: 'It is about social care for a child.',
      summary: 'No calls for three weeks.',
    });
    expect([decided.status, decided.text]).toEqual([200, expect.any(String)]);
    const { state: routed } = await play.file(reference);
    expect(routed.procedure?.id).toBe('childrens-statutory');
    expect(routed.tasks.at(-1)).toMatchObject({ step: 'acknowledge', status: 'open' });

    const before = new Set((await play.system.mailer.listOutbox()).map(({ letterId }) => letterId));
    const passed = async () => {
      const { items } = await play.deps.store.cases({ limit: 100 });
      return items.flatMap(({ tasks }) => tasks.flatMap(({ milestones }) => milestones)).length;
    };
    const milestones = await passed();
    const calendar = await currentCalendar(play.deps);
    await play.to(calendar.add(play.today(), 30));
    const sent = (await play.system.mailer.listOutbox()).filter(({ letterId }) => !before.has(letterId));
    expect(sent.length).toBeGreaterThan(20);
    expect(await passed()).toBeGreaterThan(milestones);
    // The case that was decided now has passed milestones of its own.
    expect((await play.file(reference)).events.map(({ type }) => type)).toContain('milestone');
    for (const { id, reference: each } of (await play.deps.store.cases({ limit: 100 })).items) {
      const file = await play.file(each);
      expect(replay(id, file.events)).toEqual(file.state);
    }
    expect(await play.deps.store.outbox({ before: '2100-01-01T00:00:00Z', limit: 10 })).toEqual({
      items: [],
    });
    expect(play.faults).toEqual([]);
  }, 240_000);
});
