import { parseArgs } from 'node:util';
import { bundledBankHolidays } from '../../functions/domain/time/bank-holidays.ts';
import { CivilDate, longDateWithWeekday } from '../../functions/domain/time/civil-date.ts';
import { procedureDates } from '../../functions/domain/clocks/procedure-dates.ts';
import { makeWorkingDays } from '../../functions/domain/time/working-days.ts';
import { councilGiven, councilOption } from './council-option.ts';
import { refuseUsage } from './usage.ts';
import { words } from './words.ts';

const usage =
  'npm run deadlines -- --procedure childrens-statutory --received 2021-04-03 [--council FOLDER] [--json]';

function read() {
  try {
    return parseArgs({
      options: {
        procedure: { type: 'string' },
        received: { type: 'string' },
        council: councilOption,
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuseUsage(error instanceof Error ? error.message : String(error), usage);
  }
}

const { procedure: id, received, council, json } = read();
if (id === undefined) refuseUsage(words.called.missing({ option: '--procedure' }), usage);
if (received === undefined) refuseUsage(words.called.missing({ option: '--received' }), usage);
const day = CivilDate.safeParse(received);
if (!day.success)
  refuseUsage(
    words.called.wrong({ option: '--received', value: received, problem: words.called.notADay }),
    usage,
  );
const found = councilGiven(council, usage).procedures.on(id, day.data);
if (!found.ok)
  refuseUsage(words.called.wrong({ option: '--procedure', value: id, problem: found.reason }), usage);

const calendar = makeWorkingDays(bundledBankHolidays);
function datesOf(procedure: Parameters<typeof procedureDates>[0], on: CivilDate) {
  try {
    return procedureDates(procedure, on, calendar);
  } catch (error) {
    return refuseUsage(
      words.called.wrong({
        option: '--received',
        value: on,
        problem: error instanceof Error ? error.message : String(error),
      }),
      usage,
    );
  }
}

const dates = datesOf(found.procedure, day.data);
if (json) {
  console.log(
    JSON.stringify(
      dates.map(({ step, limit, from, due }) => ({ step, limit, from, due })),
      null,
      2,
    ),
  );
} else {
  console.log(
    words.deadlines.title({ procedure: found.procedure.title, received: longDateWithWeekday(day.data) }),
  );
  for (const { step, limit, from, due, citation } of dates) {
    console.log(
      words.deadlines.step({ step, limit, from, weekday: longDateWithWeekday(due), due, citation }),
    );
  }
}
