import { isAboutMessage } from '../case/bounded.ts';
import type { Case } from '../case/case.ts';
import type { Event } from '../case/events.ts';

// Most events of a case to which someone writes all the time are about messages: that they came, and how each was dealt
// with. They are stored apart, because what is decided on the complaint does not depend on them (decision 0047).

/**
 * Whether an event is only about a message: its receipt, the run and the task to deal with it, and letters about these.
 * `after`: the state of the case after the event. Runs and tasks that have left it are all about messages (`bounded`).
 */
export function isOnlyAboutMessage(event: Event, after: Pick<Case, 'runs' | 'tasks'>): boolean {
  switch (event.type) {
    case 'message-received':
    case 'message-dealt-with':
    case 'message-taken-up':
      return true;
    case 'procedure-started':
      return isAboutMessage({ beside: event.beside === true, matter: event.matter });
    case 'run-continued':
    case 'run-ended':
      return isRunAboutMessage(after, event.run);
    case 'task-opened':
    case 'assigned':
    case 'unassigned':
    case 'milestone':
    case 'decided':
    case 'extended':
    case 'delay-reported':
    case 'deadline-moved':
      return isTaskAboutMessage(after, event.task);
    case 'letter-prepared':
    case 'letter-settled':
    case 'letter-delivered':
      return isLetterAboutMessage(after, event.letter);
    default:
      return false;
  }
}

function isRunAboutMessage({ runs }: Pick<Case, 'runs'>, number: number): boolean {
  const run = runs.find((one) => one.run === number);
  return run === undefined || isAboutMessage(run);
}

function isTaskAboutMessage(after: Pick<Case, 'runs' | 'tasks'>, key: string): boolean {
  const task = after.tasks.find((one) => one.key === key);
  return task === undefined || isRunAboutMessage(after, task.run);
}

/** The key of a letter begins with its occasion or its task (prepare-letters.ts). */
function isLetterAboutMessage(after: Pick<Case, 'runs' | 'tasks'>, letter: string): boolean {
  const [occasion = ''] = letter.split('/', 1);
  if (/^message-M\d+$/.test(occasion)) return true;
  return /^[a-z0-9-]+#\d+$/.test(occasion) && isTaskAboutMessage(after, occasion);
}
