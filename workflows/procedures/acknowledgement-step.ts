import { stepMilestones } from './milestones.ts';
import type { Outcome, Step } from './procedure.ts';
import type { Field } from './form-field.ts';

/**
 * The step in which a complaint is acknowledged. The letter names who will answer it; `whoAnswers` asks for them, `fields`
 * and `gates` for what has to be recorded before. `others`: the outcomes besides the acknowledgement.
 */
export function acknowledgementStep(step: {
  whoAnswers: string;
  fields?: Record<string, Field>;
  gates?: Outcome['gates'];
  alongside?: Outcome['alongside'];
  target?: Step['target'];
  next: string;
  others: Record<string, Outcome>;
}): Step {
  const { whoAnswers, fields = {}, gates, alongside, target, next, others } = step;
  return {
    title: 'Acknowledgement',
    publicStatus: 'We have read your complaint. We are deciding who will look into it.',
    kind: 'task',
    performer: 'complaints-officer',
    assignedBy: 'handler',
    clock: 'acknowledgement',
    ...(target === undefined ? {} : { target }),
    milestones: stepMilestones,
    outcomes: {
      acknowledge: {
        title: 'Send the acknowledgement',
        form: {
          investigator: {
            label: whoAnswers,
            hint: 'The acknowledgement gives their name',
            type: 'user',
            role: 'team-manager',
            appoints: 'investigator',
            required: true,
            fact: 'investigator',
          },
          ...fields,
        },
        ...(gates === undefined ? {} : { gates }),
        letters: ['acknowledgement'],
        ends: [{ clock: 'acknowledgement' }],
        ...(alongside === undefined ? {} : { alongside }),
        next,
      },
      ...others,
    },
  };
}
