import { pastDay } from './checklist.ts';
import type { Field } from './form-field.ts';
import type { Outcome, Procedure, Step } from './procedure.ts';
import type { Role } from './roles.ts';
import { ownTarget } from './own-target.ts';

// What a complaint leads to for the person who made it: an apology, money, actions. Decision 0033 says how money goes.

/** The roles that may approve money. Each council must check this. */
export const moneyApprovers: Role[] = ['senior-manager', 'director'];

/** What an answer offers the complainant. All of it stands in the letter. */
export const remedyFields: Record<string, Field> = {
  apology: { label: 'Do we apologise?', type: 'yes-no', fact: 'apology' },
  apologyFor: {
    label: 'The apology',
    hint: 'The letter prints it as you write it: say what we are sorry for',
    type: 'paragraphs',
    neededWhen: { field: 'apology', is: true },
    fact: 'apologyFor',
  },
  apologyBy: {
    label: 'Who apologises',
    hint: 'A name or a role, such as the head of service. Leave empty if it is the person who signs the letter',
    type: 'text',
    fact: 'apologyBy',
  },
  money: {
    label: 'Money we will pay',
    hint: 'Someone else must approve it before the letter goes',
    type: 'money',
    fact: 'money',
  },
  remedies: { label: 'Anything else that will put it right', type: 'list', fact: 'remedies' },
};

/** Approves or refuses the money of an answer after it was checked and before it is signed off. */
export function moneyStep(step: {
  within: Pick<Step, 'publicStatus' | 'kind' | 'clock'>;
  milestones: Step['milestones'];
  title: string;
  writtenIn: string;
  next: string;
  always: Record<string, Outcome>;
}): Step {
  const { within, milestones, title, writtenIn, next, always } = step;
  return {
    ...within,
    title: `${title}: approval of money`,
    performer: 'senior-manager',
    writtenIn,
    notByAuthor: true,
    limit: ownTarget(2, 'opened'),
    milestones,
    passOver: { outcome: 'no-money', when: 'no money waits for approval' },
    outcomes: {
      approve: {
        title: 'Approve the money',
        by: moneyApprovers,
        reserved: true,
        form: {},
        effect: 'approve money',
        letters: [],
        next,
      },
      refuse: {
        title: 'Refuse the money and return the response to its author',
        by: moneyApprovers,
        reserved: true,
        form: { reason: { label: 'Why the money is refused', type: 'paragraphs', required: true } },
        effect: 'refuse money',
        letters: [],
        alerts: [{ letter: 'alert-money-refused', to: ['author'] }],
        next: writtenIn,
      },
      'no-money': { title: 'No money to approve', by: [], form: {}, letters: [], next },
      ...always,
    },
  };
}

/** How long a payment may take after the letter that promises it; letters give the day. */
export const payWithin = {
  days: 20,
  unit: 'working days',
  citation: "no limit in law; the council's own target, from the letter that promises the money",
  toBeChecked: true,
} as const;

/**
 * Money that a letter promised, followed up until it is paid. That it is not paid after all is the decision of someone who
 * may approve money, and neither of whoever asks for it nor of whoever approved it: the complainant relies on the letter,
 * and no one takes back alone what two people have promised.
 */
export const paymentSteps = (
  milestones: Step['milestones'],
  milestonesOfDecision: Step['milestones'],
): Procedure['steps'] => ({
  pay: {
    title: 'Pay the money that was promised',
    kind: 'task',
    performer: 'complaints-officer',
    assignedBy: 'handler',
    limit: { ...payWithin, from: 'subject' },
    extension: { upTo: 260, times: 5, citation: "the council's own rule: a new day with its reason" },
    milestones,
    outcomes: {
      paid: {
        title: 'Record the payment',
        form: {
          doneOn: pastDay('Date it was paid'),
          evidence: { label: 'How it was paid, and the reference', type: 'paragraphs', required: true },
        },
        letters: [],
        next: 'closed',
        closedAs: 'paid',
      },
      extend: {
        title: 'Change the date and tell the complainant',
        form: {
          until: { label: 'New date', type: 'date', required: true },
          reason: { label: 'Reason (the complainant will see this)', type: 'paragraphs', required: true },
        },
        effect: 'extend',
        letters: ['payment-delayed'],
        next: 'again',
      },
      'not-paid': {
        title: 'Ask for a decision not to pay it',
        form: {
          reason: {
            label: 'Why it should not be paid, for example because the complainant does not want it',
            type: 'paragraphs',
            required: true,
          },
        },
        letters: [],
        next: 'not-paid',
      },
    },
  },
  'not-paid': {
    title: 'Decide whether the money is still paid',
    kind: 'task',
    performer: 'senior-manager',
    writtenIn: 'pay',
    notByAuthor: true,
    limit: ownTarget(2, 'opened'),
    milestones: milestonesOfDecision,
    outcomes: {
      'will-not-pay': {
        title: 'Decide that it will not be paid, and tell the complainant',
        by: moneyApprovers,
        reserved: true,
        form: {
          reason: {
            label: 'Why it will not be paid (the complainant will see this)',
            type: 'paragraphs',
            required: true,
          },
        },
        effect: 'withdraw money',
        signedBy: 'decider',
        letters: ['payment-withdrawn'],
        next: 'closed',
        closedAs: 'not paid',
      },
      'pay-after-all': {
        title: 'Decide that it will be paid as promised',
        by: moneyApprovers,
        reserved: true,
        form: { reason: { label: 'Reason', type: 'paragraphs', required: true } },
        letters: [],
        next: 'pay',
      },
    },
  },
});

/** What the Ombudsman asks the council to do. Each has a day, and is followed up until it is done. */
export const ombudsmanRemedies: Record<string, Field> = {
  apologyAsked: { label: 'Does the Ombudsman ask us to apologise?', type: 'yes-no' },
  apologyText: {
    label: 'What the apology is for',
    type: 'paragraphs',
    neededWhen: { field: 'apologyAsked', is: true },
  },
  apologyOwner: {
    label: 'Who apologises',
    hint: 'We send them reminders until it is done',
    type: 'user',
    neededWhen: { field: 'apologyAsked', is: true },
  },
  apologyDueOn: {
    label: 'Date by which we must apologise',
    type: 'date',
    neededWhen: { field: 'apologyAsked', is: true },
  },
  money: {
    label: 'Money the Ombudsman asks us to pay',
    hint: 'Someone else must approve it before it is paid',
    type: 'money',
    fact: 'money',
  },
  moneyDueOn: {
    label: 'Date by which we must pay',
    hint: 'Leave empty if the Ombudsman gave no date. Our own time for payments then counts from the approval.',
    type: 'date',
  },
  actions: {
    label: 'Other remedies: what, by whom and by when',
    hint: 'We send reminders until each one is done',
    type: 'actions',
    fact: 'actions',
  },
};

/** Approves the money that the Ombudsman asks for, and has it paid at once: no letter of ours promises it. */
export const ombudsmanMoneyStep = (milestones: Step['milestones']): Step => ({
  title: "Ombudsman's remedy: approval of money",
  kind: 'task',
  clock: 'enquiry',
  performer: 'senior-manager',
  writtenIn: 'lgsco-decision',
  notByAuthor: true,
  limit: ownTarget(2, 'opened'),
  milestones,
  passOver: { outcome: 'no-money', when: 'no money waits for approval' },
  outcomes: {
    approve: {
      title: 'Approve the money and have it paid',
      by: moneyApprovers,
      reserved: true,
      form: {},
      effect: 'approve and pay',
      letters: [],
      next: 'closed',
      closedAs: 'decided by the Ombudsman',
    },
    refuse: {
      title: 'Refuse the money and return the decision to be recorded again',
      by: moneyApprovers,
      reserved: true,
      form: { reason: { label: 'Why the money is refused', type: 'paragraphs', required: true } },
      effect: 'refuse money',
      letters: [],
      next: 'lgsco-decision',
    },
    'no-money': {
      title: 'No money to approve',
      by: [],
      form: {},
      letters: [],
      next: 'closed',
      closedAs: 'decided by the Ombudsman',
    },
  },
});
