import { corporate } from './corporate.ts';

const report = 'Shropshire Council annual report 2021/22, section 2';
const days = { unit: 'working days' } as const;

/** The procedure before the Ombudsman's Complaint Handling Code. */
export const corporate2019 = corporate({
  version: '2019',
  law: "the council's corporate complaints procedure",
  received: { until: '2026-03-31' },
  acknowledge: { limit: { ...days, days: 3, citation: report } },
  stage1: { from: 'receipt', limit: { ...days, days: 30, citation: report } },
  stage2Acknowledge: {
    ...days,
    days: 3,
    citation: "the council's own target",
    toBeChecked: true,
  },
  stage2: {
    limit: {
      ...days,
      days: 30,
      citation: "the council's corporate complaints procedure, from the request",
      toBeChecked: true,
    },
  },
});
