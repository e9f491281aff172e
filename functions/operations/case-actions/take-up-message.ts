import { messageWaits } from '../../domain/case/case.ts';
import type { User } from '../../domain/council/council.ts';
import { refuse } from '../../domain/text/refusal.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import type { Dependencies } from '../../dependencies.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { actOnCase, type CaseActionResult } from './case-action.ts';

/**
 * Makes work of a message that counted as an automatic reply, because a machine or a person took it for one. Its target
 * counts from the day on which it came.
 */
export function takeUpMessage(
  deps: Dependencies,
  command: { caseId: string; message: string; by: User },
): Promise<CaseActionResult> {
  return actOnCase(deps, command.caseId, command.by, ({ state, messages }) => {
    const message = messages.find(({ id }) => id === command.message);
    if (!message) return refuse('not found', { code: 'no-such-message', params: {} });
    if (!message.automatic || messageWaits(state, message.id))
      return refuse('conflict', { code: 'message-not-automatic', params: {} });
    const now = deps.clock.now();
    const by = `user:${command.by.id}` as const;
    const start = startAlongside(deps, state, {
      procedure: proceduresAlongside.dealWithMessage,
      matter: { id: message.id, from: londonDate(message.receivedAt) },
      now,
      by,
    });
    return {
      events: [{ at: now, by, type: 'message-taken-up', message: message.id }, ...start.events],
      messages: [{ ...message, automatic: false }],
      outbox: start.outbox,
    };
  });
}
