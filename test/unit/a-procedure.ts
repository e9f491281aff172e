import type { Milestone } from '../../workflows/procedures/procedure.ts';
import { procedures } from '../shropshire.ts';

const found = procedures.version('childrens-statutory', '2006');
const step = found?.steps['stage-1'];
const clock = found?.clocks?.['stage-1'];
if (!found || !step || !clock) throw new Error('no procedure');

/** The statutory procedure, and the step and the clock of its first stage, to be changed by tests of rules. */
export const statutory = found;
export const stage1 = step;
export const clock1 = clock;

export const milestone = (when: Milestone['when'], more: Partial<Milestone> = {}): Milestone => ({
  id: 'm',
  title: 'M',
  when,
  to: [],
  ...more,
});
