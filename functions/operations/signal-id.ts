/** The id of the outbox entry that tells the state machine a decision. */
export function signalId(task: string, decision: number): string {
  return `signal-${task}-${decision}`;
}
