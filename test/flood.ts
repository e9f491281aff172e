import type { LocalSystem } from '../infra/local/local-system.ts';
import { browse } from './web/pages/browse.ts';

// Forms and mails that come at once, as many at a time as the functions that take them may run (functions/manifest.ts).

interface On {
  system: LocalSystem;
}

/** Does a piece of work for each item, some at a time. */
export async function someAtOnce<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}

const answers: Record<string, Record<string, string>> = {
  kind: { kind: 'complaint' },
  about: { serviceArea: "Children's Social Care", aboutWhom: '' },
  you: { relation: 'parent' },
  'for-whom': { actsFor: 'self' },
  'what-should-happen': { wishedOutcome: '' },
  files: {},
  name: { name: '' },
  reach: { reach: 'none' },
};

/** Fills in the public form and sends it. Answers the page that the visitor sees then. */
export async function sendForm(on: On, n: number) {
  const visitor = browse(on, `2001:db8::${n.toString(16)}`);
  let shown = await visitor.get('/give-feedback');
  for (let asked = 0; asked < 20; asked += 1) {
    const id = shown.at.split('/').at(-1) ?? '';
    if (id === 'check') return visitor.send(shown, {}, {});
    const given = id === 'what-happened' ? { text: `Form ${n}: nobody calls back.` } : answers[id];
    if (given === undefined) throw new Error(`asked for ${shown.at}: ${shown.text}`);
    shown = await visitor.send(shown, given, { do: 'continue' });
  }
  throw new Error(`asked without end: ${shown.at}`);
}

/** What a mail of a flood is: the complaint of someone, one of many of one sender, or the answer of a program. */
export type Kind = 'complaint' | 'one of many' | 'automatic';

/** Every fourth mail is the complaint of someone, every eighth the answer of a program; the rest are of one sender. */
export const kindOf = (n: number): Kind =>
  n % 4 === 0 ? 'complaint' : n % 8 === 1 ? 'automatic' : 'one of many';

export function sendMail({ system }: On, n: number): ReturnType<LocalSystem['mailIn']> {
  const kind = kindOf(n);
  const from = {
    complaint: `person-${n}@home.example`,
    'one of many': 'busy@mail.example',
    automatic: `away-${n}@office.example`,
  }[kind];
  const automatic = kind === 'automatic' ? 'Auto-Submitted: auto-replied\r\n' : '';
  const raw = `From: ${from}\r\nSubject: Mail ${n}\r\nMessage-ID: <flood-${n}@mail.example>\r\n${automatic}\r\nMail ${n}: nobody calls back.\r\n`;
  return system.mailIn({
    raw: Buffer.from(raw),
    envelopeFrom: from,
    recipients: [system.deps.council.intakeAddress],
  });
}
