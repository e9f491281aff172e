import { corporate } from './corporate.ts';

const report = 'Shropshire Council annual report 2021/22, section 2';
const days = { unit: 'working days' } as const;

/** The procedure before the Ombudsman's Complaint Handling Code. */
export const corporate2019 = corporate({
  version: '2019',
  law: "the council's corporate complaints procedure",
  received: { until: '2026-03-31' },
  acknowledge: { limit: { ...days, days: 3, from: 'receipt', citation: report } },
  stage1: { limit: { ...days, days: 30, from: 'receipt', citation: report } },
  stage2Acknowledge: {
    ...days,
    days: 3,
    from: { dayInDecision: 'askedOn' },
    citation: "the council's own target",
    toBeChecked: true,
  },
  stage2: {
    limit: {
      ...days,
      days: 30,
      from: { sameStartAs: 'stage-2-acknowledge' },
      citation: "the council's corporate complaints procedure, from the request",
      toBeChecked: true,
    },
  },
});
