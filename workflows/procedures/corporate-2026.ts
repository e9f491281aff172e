import { corporate } from './corporate.ts';

const code = 'Local Government and Social Care Ombudsman, Complaint Handling Code';
const days = { unit: 'working days' } as const;

/** From 1 April 2026, under the Complaint Handling Code. */
export const corporate2026 = corporate({
  version: '2026',
  law: code,
  received: { from: '2026-04-01' },
  acknowledge: {
    limit: { ...days, days: 5, citation: code },
    target: { days: 3, citation: "the council's own target" },
  },
  stage1: {
    from: { endOf: 'acknowledgement', atLatest: 'its due date' },
    limit: { ...days, days: 10, citation: `${code}: from the acknowledgement` },
    extension: { upTo: 20, citation: `${code}: 10 working days more, with the reason` },
  },
  askForReview: {
    days: 20,
    citation: "the council's corporate complaints procedure",
    toBeChecked: true,
  },
  stage2Acknowledge: { ...days, days: 5, citation: `${code}: from the request` },
  stage2: {
    from: { endOf: 'stage-2-acknowledgement', atLatest: 'its due date' },
    limit: { ...days, days: 20, citation: `${code}: from the acknowledgement` },
    extension: { upTo: 40, citation: `${code}: 20 working days more, with the reason` },
  },
});
