import { corporate } from './corporate.ts';

const code = 'Local Government and Social Care Ombudsman, Complaint Handling Code';
const days = { unit: 'working days' } as const;

/** From 1 April 2026, under the Complaint Handling Code. */
export const corporate2026 = corporate({
  version: '2026',
  law: code,
  received: { from: '2026-04-01' },
  acknowledge: {
    limit: { ...days, days: 5, from: 'receipt', citation: code },
    target: { days: 3, citation: "the council's own target" },
  },
  stage1: {
    limit: {
      ...days,
      days: 10,
      from: { step: 'acknowledge' },
      citation: `${code}: from the acknowledgement`,
    },
    extension: { upTo: 20, times: 1, citation: `${code}: 10 working days more, with the reason` },
  },
  stage2Acknowledge: {
    ...days,
    days: 5,
    from: { dayInDecision: 'askedOn' },
    citation: `${code}: from the request`,
  },
  stage2: {
    limit: {
      ...days,
      days: 20,
      from: { step: 'stage-2-acknowledge' },
      citation: `${code}: from the acknowledgement`,
    },
    extension: { upTo: 40, times: 1, citation: `${code}: 20 working days more, with the reason` },
  },
});
