import { describe, expect, test } from 'vitest';
import { openPlay, type Play } from '../../play.ts';
import { browse, type Shown } from './browse.ts';

async function overviewOf(play: Play, user: string): Promise<Shown> {
  const visitor = browse(play);
  await visitor.signIn(user, '/');
  return visitor.get('/overview');
}

const figures = ({ page }: Shown) =>
  Object.fromEntries(
    page
      .querySelectorAll('.figures > div')
      .map((figure) => [
        figure.querySelector('dt')?.textContent ?? '',
        Number(figure.querySelector('dd')?.textContent),
      ]),
  );

const rowsOf = ({ page }: Shown, caption: string) =>
  page
    .querySelectorAll('table')
    .filter((table) => table.querySelector('caption')?.textContent === caption)
    .flatMap((table) =>
      table
        .querySelectorAll('tbody tr')
        .map((row) =>
          row.querySelectorAll('th, td').map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
        ),
    );

/** One complaint of each manager at stage 1, the second of which is late, and one that waits for triage. */
async function office() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const late = await play.complaint();
  await play.along(late, [
    [
      'triage',
      'route',
      {
        procedure: 'childrens-statutory',
        procedureReason: 'About a child.',
        summary: 'No calls.',
        team: 'Looked After Children Team',
        relation: 'parent',
        complainedAbout: ['senior-manager-2'],
      },
    ],
    ['acknowledge', 'acknowledge', { investigator: 'team-manager-2' }],
  ]);
  await play.to('2026-06-12');
  const early = await play.complaintAt('stage-1');
  // Ten working days after receipt stage 1 was due; two later it is escalated.
  await play.to('2026-06-18');
  const fresh = await play.complaint();
  return { play, late, early, fresh };
}

describe('the overview', () => {
  test('counts open, due, late and escalated cases by team, with links to them', async () => {
    const { play, late, early, fresh } = await office();
    const shown = await overviewOf(play, 'director');
    expect(figures(shown)).toEqual({
      Open: 3,
      'Due this week': 0,
      'Messages waiting': 0,
      Overdue: 1,
      'Missed a deadline': 1,
      'Repeatedly delayed': 0,
      Escalated: 1,
    });
    expect(rowsOf(shown, 'Open complaints by team')).toEqual([
      ['Looked After Children Team', '1', '0', '1', '1', '0', '1'],
      ['Assessment Team', '1', '0', '0', '0', '0', '0'],
      ['No team yet', '1', '0', '0', '0', '0', '0'],
    ]);
    expect(rowsOf(shown, 'Escalated steps')).toEqual([
      [
        late,
        'Stage 1, local resolution',
        'Looked After Children Team',
        'Owen Hughes',
        '15 June 2026 Overdue by 3 working days',
        '1',
      ],
    ]);
    expect(shown.text).not.toContain(early);
    expect(shown.text).not.toContain(fresh);
    // The director was not told of it yet, and may not open it.
    expect(shown.page.querySelector(`a[href="/cases/${late}"]`)).toBeNull();
    const officers = await overviewOf(play, 'complaints-officer');
    expect(officers.page.querySelector(`a[href="/cases/${late}"]`)).not.toBeNull();
    const trend = rowsOf(shown, 'Complaints by the month received');
    expect(trend.map(([month]) => month)).toEqual([
      'January 2026',
      'February 2026',
      'March 2026',
      'April 2026',
      'May 2026',
      'June 2026',
    ]);
    expect(trend.at(-1)).toEqual(['June 2026', '3', '1', '0']);
    expect(shown.page.querySelectorAll('svg.trend rect')).toHaveLength(12);
    expect(shown.html).not.toMatch(/ style=/);
  });

  test('neither lists nor counts a case for a person complained about', async () => {
    const { play, late } = await office();
    const shown = await overviewOf(play, 'senior-manager-2');
    expect(figures(shown)).toMatchObject({ Open: 2, Overdue: 0, 'Missed a deadline': 0, Escalated: 0 });
    expect(shown.text).not.toContain(late);
    expect(rowsOf(shown, 'Open complaints by team').map(([team]) => team)).toEqual([
      'Assessment Team',
      'No team yet',
    ]);
    expect(rowsOf(shown, 'Complaints by the month received').at(-1)?.[1]).toBe('2');
    expect(shown.text).toContain('No overdue steps.');
  });

  test('shows a team manager their own team', async () => {
    const { play } = await office();
    const shown = await overviewOf(play, 'team-manager');
    expect(rowsOf(shown, 'Open complaints by team').map(([team]) => team)).toEqual(['Assessment Team']);
    expect(shown.text).toContain('Complaints for Assessment Team');
  });

  test('says when there is nothing to show', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const shown = await overviewOf(play, 'senior-manager');
    expect(shown.text).toContain('No open complaints.');
    expect(shown.text).toContain('No escalated steps.');
  });

  test.each(['administrator', 'report-writer', 'quality-checker', 'investigating-officer', 'panel-chair'])(
    'is no page for a %s',
    async (user) => {
      const play = await openPlay('2026-06-01T09:00:00Z');
      expect((await overviewOf(play, user)).status).toBe(404);
    },
  );
});
