import type { ClockStart } from './procedure.ts';

/** An answer counts from the day on which it reached the complainant (law.md section 2c). */
export const whenReached: ClockStart = {
  reached: {
    workingDaysByPost: 2,
    citation: "the council's own rule: a letter is read 2 working days after it was posted",
    toBeChecked: true,
  },
};
