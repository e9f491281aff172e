import * as z from 'zod/mini';

/** A time of day in London: "14:30". */
export const TimeOfDay = z.iso.time({ precision: -1 });
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** A time of day as people read it: "2:30pm", "10am", "midday". */
export function timeInWords(time: TimeOfDay): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (minute === 0 && hour === 12) return 'midday';
  if (minute === 0 && hour === 0) return 'midnight';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}
