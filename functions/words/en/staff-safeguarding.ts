import type { markSources } from '../../domain/case/events.ts';

/** The safeguarding marks of a case, before everything else on its page. */
export const staffSafeguarding = {
  safeguarding: {
    open: ({ at }: { at: string }) => `Look at this now: someone may be in danger (marked ${at})`,
    sources: {
      person: ({ by }) => `Marked by ${by}.`,
      form: () => 'The sender says that someone is in danger or not safe.',
      words: () => 'Words in a message suggest it. A person must decide.',
    } satisfies Record<(typeof markSources)[number], (params: { by: string }) => string>,
    phrases: ({ words }: { words: readonly string[] }) =>
      `Look for ${words.map((phrase) => `“${phrase}”`).join(', ')}.`,
    duty: ({ name, phone }: { name: string; phone: string }) => `Duty contact: ${name}, ${phone}.`,
    referred: ({ to, on, at }: { to: string; on: string; at: string }) =>
      `Safeguarding referral made to ${to} on ${on} at ${at}`,
    reference: ({ reference }: { reference: string }) => `Their reference: ${reference}.`,
    notSafeguarding: 'Looked at: not a safeguarding matter',
    recordedBy: ({ by }: { by: string }) => `Recorded by ${by}.`,
  },
};
