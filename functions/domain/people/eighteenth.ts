import type { CivilDate } from '../time/civil-date.ts';

/** The day someone turns 18; born on 29 February, it is 1 March in a year without that day. */
export function eighteenth(bornOn: CivilDate): CivilDate {
  const [year = '', month = '', day = ''] = bornOn.split('-');
  const in18 = String(Number(year) + 18).padStart(4, '0');
  const leap = new Date(`${in18}-02-29T00:00:00Z`).getUTCMonth() === 1;
  return month === '02' && day === '29' && !leap ? `${in18}-03-01` : `${in18}-${month}-${day}`;
}
