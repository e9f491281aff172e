import * as z from 'zod';
import { parseReference } from '../../functions/domain/case/reference.ts';
import { acknowledged, routed } from '../play.ts';
import { localPlace } from './local.ts';
import type { Place, Ran } from './place.ts';

// Loses table, executions, files and state of a system with cases under way, goes the way back of functions/docs/operating.md with
// its commands, and prints what was lost, what was run, what came back and what did not.

/** What the rehearsal of one loss says, line by line, and for the table at the end. */
interface Notes {
  lost: (what: string) => void;
  ran: (...all: Ran[]) => Ran;
  /** Something that should be so. What is not fails the rehearsal. */
  back: (what: string, isSo: boolean) => void;
  /** What no command brings back. */
  gone: (what: string) => void;
}

const rows: string[] = [];
let failures = 0;

async function rehearse(loss: string, way: (notes: Notes) => Promise<void>): Promise<void> {
  const [ran, back, gone]: [string[], string[], string[]] = [[], [], []];
  console.log(`\n${loss}`);
  await way({
    lost: (what) => console.log(`  lost: ${what}`),
    ran(...all) {
      for (const { command, said, code } of all) {
        ran.push(`\`${shortened(command)}\``);
        console.log(`  $ ${shortened(command)}`);
        for (const line of said.split('\n')) console.log(`    ${line}`);
        if (code !== 0) console.log(`    (exit code ${code})`);
      }
      const last = all.at(-1);
      if (!last) throw new Error('nothing was run');
      return last;
    },
    back(what, isSo) {
      if (!isSo) failures += 1;
      back.push(isSo ? what : `**not**: ${what}`);
      console.log(`  ${isSo ? 'back' : 'NOT BACK'}: ${what}`);
    },
    gone(what) {
      gone.push(what);
      console.log(`  not back: ${what}`);
    },
  });
  rows.push(`| ${loss} | ${[...new Set(ran)].join(', ')} | ${back.join('; ')} | ${gone.join('; ')} |`);
}

/** Without names that are made anew by each deployment. */
const shortened = (command: string) =>
  command
    .replace(/--table \S+/, '--table NAME')
    .replace(/--bucket \S+/, '--bucket NAME')
    .replace(/^aws lambda invoke .*--payload/, 'repair-cases');

const Step = z.object({ step: z.string(), task: z.string(), status: z.string() });
const CaseView = z.object({ steps: z.array(Step) });
const Reference = z.object({ reference: z.string() });
const Held = z.object({ items: z.array(z.object({ from: z.string(), reason: z.string() })) });

const parsed = <S extends z.ZodType>(schema: S, text: string): z.output<S> => schema.parse(JSON.parse(text));
const numberOf = (reference: string) => parseReference(reference)?.number ?? 0;

/** What is done with cases in every place. */
function doing(place: Place) {
  const stepOf = async (reference: string, step: string) => {
    const { status, text } = await place.ask(`/cases/${reference}`);
    return status === 200 ? parsed(CaseView, text).steps.findLast((one) => one.step === step) : undefined;
  };
  const self = {
    /** Waits until a step is open and an execution waits for it. */
    standsAt: (reference: string, step: string) =>
      place.eventually(`${reference} waits at ${step}`, async () => {
        const found = await stepOf(reference, step);
        const isThere = found?.status === 'open' && (await place.waits(reference, found.task));
        return isThere ? true : undefined;
      }),
    isOpen: async (reference: string, step: string) => (await stepOf(reference, step))?.status === 'open',
    decide: async (reference: string, step: string, outcome: string, answers: object): Promise<void> => {
      const { status, text } = await place.ask(`/cases/${reference}/tasks/${step}/decision`, {
        outcome,
        answers,
      });
      if (status !== 200) throw new Error(`${step}: ${status} ${text}`);
    },
    /** A complaint by phone, which waits for triage. */
    complaint: async (email: string): Promise<string> => {
      const { text } = await place.ask('/feedback', {
        kind: 'complaint',
        channel: 'phone',
        text: `Nobody rings, says ${email}.`,
        person: { name: `Kim ${email.split('@')[0]}`, email },
      });
      const { reference } = parsed(Reference, text);
      await self.standsAt(reference, 'triage');
      return reference;
    },
    /** A complaint that was sent on and is to be acknowledged. */
    underWay: async (email: string): Promise<string> => {
      const reference = await self.complaint(email);
      await self.decide(reference, 'triage', 'route', routed);
      await self.standsAt(reference, 'acknowledge');
      return reference;
    },
    acknowledge: (reference: string) => self.decide(reference, 'acknowledge', 'acknowledge', acknowledged),
    /** Acknowledges and says whether the case goes on. */
    goesOn: async (reference: string): Promise<boolean> => {
      await self.acknowledge(reference);
      return self.standsAt(reference, 'stage-1');
    },
  };
  return self;
}

async function tableOld(place: Place, notes: Notes): Promise<void> {
  const { complaint, underWay, standsAt, isOpen, acknowledge, goesOn } = doing(place);
  const ripe = await place.ripe();
  const going = await underWay('ada@home.example');
  const backup = await place.copyTable();
  await place.hours(1);
  await acknowledge(going);
  await standsAt(going, 'stage-1');
  const byPhone = await complaint('phone@home.example');
  await place.mail('ash@home.example');
  const byMail = await place.eventually('the case of the mail', async () => {
    const { text } = await place.ask('/cases');
    const all = parsed(z.object({ items: z.array(Reference) }), text).items.map(({ reference }) => reference);
    return all.find((reference) => ![going, byPhone, ripe.reference].includes(reference));
  });
  await ripe.erase();
  await place.eventually('the erasure', async () =>
    (await place.ask(`/erasures/${ripe.reference}`)).text.includes('"erased"') ? true : undefined,
  );
  await place.hours(1);
  const sent = await place.letters(going, 'ada@home.example');
  await backup.putBack();
  notes.lost('the decision to acknowledge a case, whose execution and letter are ahead of it now');
  notes.lost('a complaint by mail, a complaint by phone, with their executions still there');
  notes.lost(`that this was erased: ${ripe.what}`);

  const restored = notes.ran(await place.afterRestore());
  notes.ran(...(await place.lookAtAll(going)));
  const checked = notes.ran(await place.checkData());
  notes.back('every state is what follows from its events', restored.code === 0 && checked.code === 0);
  notes.back(
    'the erasure, with its proof',
    (await place.ask(`/erasures/${ripe.reference}`)).text.includes('"erased"') &&
      (await place.ask(`/cases/${ripe.reference}`)).status === 404,
  );
  const held = parsed(Held, (await place.ask('/held-mail?status=held')).text).items;
  notes.back(
    'the complaint by mail, held for a person',
    held.some(({ from, reason }) => from === 'ash@home.example' && reason === 'left behind'),
  );
  await standsAt(going, 'acknowledge');
  notes.back(
    'the case, at the step of the backup, with one execution that waits there; no letter went by itself',
    (await isOpen(going, 'acknowledge')) && (await place.letters(going, 'ada@home.example')) === sent,
  );
  notes.back('the decision is taken again, and the case goes on', await goesOn(going));
  const next = await complaint('next@home.example');
  const lost = [byPhone, byMail];
  notes.back(
    'references that people know are not given again',
    !lost.includes(next) && lost.every((reference) => numberOf(next) > numberOf(reference)),
  );
  const again = notes.ran(await place.afterRestore());
  notes.back('a second run of the command changes nothing', /erased again: 0/.test(again.said));
  if ((await place.ask(`/cases/${byPhone}`)).status === 404)
    notes.gone('the complaint by phone: only alerts in mailboxes and files below `letters/` tell of it');
  if ((await place.letters(going, 'ada@home.example')) > sent)
    notes.gone('that the acknowledgement went: it went a second time with the second decision');
}

async function executionsLost(place: Place, notes: Notes): Promise<void> {
  const { complaint, underWay, standsAt, goesOn } = doing(place);
  const going = await underWay('bea@home.example');
  const waiting = await complaint('cem@home.example');
  const sent = await place.letters(going, 'bea@home.example');
  const count = await place.loseExecutions();
  notes.lost(`all ${count} executions`);
  notes.ran(...(await place.lookAtAll()));
  await standsAt(going, 'acknowledge');
  await standsAt(waiting, 'triage');
  notes.back('every case, with an execution at its step', true);
  notes.back('no letter went again', (await place.letters(going, 'bea@home.example')) === sent);
  notes.back('a decision leads on', await goesOn(going));
  const checked = notes.ran(await place.checkData());
  notes.back('every state is what follows from its events', checked.code === 0);
}

async function filesLost(place: Place, notes: Notes): Promise<void> {
  const { underWay, goesOn } = doing(place);
  const going = await underWay('dee@home.example');
  const made = await place.ask(`/cases/${going}/documents?title=Report`, { found: 'What we found.' });
  const { id } = parsed(z.object({ id: z.string() }), made.text);
  const open = async () => (await place.ask(`/cases/${going}/documents/${id}`)).status;
  const wasOpen = await open();
  const sent = await place.letters(going, 'dee@home.example');
  notes.lost(`all ${await place.loseFiles()} files`);
  notes.gone(`until they are brought back: a document answers ${await open()} (before: ${wasOpen})`);
  notes.ran(...(await place.lookAtAll()));
  notes.back('the case goes on without them', await goesOn(going));
  await place.bringFilesBack();
  notes.back(`the document, once its file is there again`, (await open()) === wasOpen);
  const after = await place.letters(going, 'dee@home.example');
  notes.back(
    'no letter whose copy was gone went again: one more went, the acknowledgement',
    after === sent + 1,
  );
}

async function stateDamaged(place: Place, notes: Notes): Promise<void> {
  const { underWay, acknowledge, standsAt, isOpen } = doing(place);
  const going = await underWay('eve@home.example');
  const backup = await place.copyTable();
  await acknowledge(going);
  await standsAt(going, 'stage-1');
  const newer = await place.copyTable();
  await backup.putBack({ reference: going, row: 'META' });
  notes.lost('the state of a case: its row is one of an earlier moment, and its events go on');
  const found = notes.ran(await place.checkData());
  notes.back('the case is named', found.code === 4 && found.said.includes(going));
  await newer.putBack({ reference: going, row: 'META' });
  const checked = notes.ran(await place.checkData());
  notes.back('nothing differs once the row is back from a newer backup', checked.code === 0);
  await standsAt(going, 'stage-1');
  notes.back('the case stands where it stood', await isOpen(going, 'stage-1'));
}

async function folderCopied(place: ReturnType<typeof localPlace>, notes: Notes): Promise<void> {
  const { underWay } = doing(place);
  const going = await underWay('fay@home.example');
  await place.checkData();
  const copy = place.copyFolder();
  await place.end();
  notes.lost('the machine; a copy of its data folder is on another');
  const checked = notes.ran(await copy.checkData());
  notes.back('every state is what follows from its events', checked.code === 0);
  notes.back('a decision leads on, with the executions of the copy', await doing(copy).goesOn(going));
  await copy.end();
}

const place = localPlace();
console.log(`Rehearsal on ${place.name}`);
try {
  await rehearse('The table is two hours old, executions and files are of now', (notes) =>
    tableOld(place, notes),
  );
  await rehearse('Executions are lost', (notes) => executionsLost(place, notes));
  await rehearse('Files are lost', (notes) => filesLost(place, notes));
  await rehearse('A stored state is damaged', (notes) => stateDamaged(place, notes));
  await rehearse('A data folder is copied from elsewhere', (notes) => folderCopied(place, notes));
} finally {
  await place.end();
}
console.log(['\n| Lost | Run | Came back | Did not |', '|---|---|---|---|', ...rows].join('\n'));
if (failures > 0) process.exitCode = 1;
