import { largestUpload, storeUpload, type Upload } from '../../operations/uploads/uploads.ts';
import { largestInForm, uploadForm, uploadOn } from '../kit/upload-form.ts';
import { Hono } from 'hono';
import { addDocument } from '../../actions/add-document.ts';
import { always } from '../../operations/recent-case.ts';
import type { Case } from '../../domain/case/case.ts';
import { londonDate, longDate } from '../../domain/time/civil-date.ts';
import { isReviewDue } from '../../domain/people/complainant.ts';
import { may } from '../../domain/people/may.ts';
import { letterId } from '../../dependencies.ts';
import { resolvedComplainant } from '../../operations/resolve-complainant/resolve-complainant.ts';
import { letterTemplate } from '../../operations/send-letter/letter-reader.ts';
import { performAction } from './perform-action.ts';
import type { Read } from '../../domain/case/stored-rows.ts';
import { wordFor, type Words } from '../../words/words.ts';
import type { CaseFile } from '../../ports.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import {
  noPage,
  nameOf,
  page,
  readableCase,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { keptForm } from '../kit/kept-form.ts';
import { field } from '../kit/posted-form.ts';

/** Pages that belong to the page of a case: who has viewed it, other cases of its complainant, adding a document. */
export function caseSidePages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const backTo = (c: PageContext, { reference }: Case) => ({
    href: `/cases/${reference}`,
    text: wordsOf(c).staff.caseLink({ reference }),
  });

  app.get('/cases/:reference/reads', async (c) => {
    const file = await readableCase(kit, c);
    if (!file || !may(c.get('user'), { do: 'see who read' }, file.state, deps.council)) return noPage(kit, c);
    const words = wordsOf(c);
    const reads = (await deps.store.reads(file.state.id)).toSorted((a, b) => (a.at < b.at ? 1 : -1));
    return page(kit, c, 'reads.njk', {
      title: words.staff.reads.title,
      reference: file.state.reference,
      rows: reads.map(({ user, at, kind, what }) => ({
        who: nameOf(kit, user, words),
        at,
        what:
          kind === 'private-link' && what !== undefined
            ? words.staff.reads.printedLink({ name: nameOf(kit, what, words) })
            : whatWasRead(file, kind, what, words),
      })),
      back: backTo(c, file.state),
    });
  });

  app.get('/cases/:reference/complainant', async (c) => {
    const file = await readableCase(kit, c, { recent: always });
    const resolved =
      file && (await resolvedComplainant(deps, { user: c.get('user'), caseId: file.state.id }));
    if (!file || !resolved) return noPage(kit, c);
    const { person, complainant, cases, proposals, flagExplained } = resolved;
    const words = wordsOf(c);
    const text = words.staff.complainant;
    const flag = complainant?.flag;
    const base = `/cases/${file.state.reference}`;
    const line = ({ reference, kind, status, receivedOn, facts }: Case) => ({
      reference,
      about: text.oneCase({
        kind: wordFor(words.terms.kinds, facts.kind ?? kind),
        received: longDate(receivedOn),
        status: words.terms.caseStatuses[status],
      }),
      href: `/cases/${reference}`,
      decide: `${base}/steer/match/${reference}`,
    });
    return page(kit, c, 'complainant.njk', {
      title: text.title,
      reference: file.state.reference,
      name: person?.name ?? words.parties.nameNotGiven,
      noPerson: person === undefined,
      cases: cases.map(line),
      proposals: proposals.map(({ state, strength, reasons }) => ({
        ...line(state),
        likeness: text[strength === 'strong' ? 'likely' : 'possible']({
          reasons: reasons.map((kind) => words.terms.sameContact[kind]).join(', '),
        }),
      })),
      flag: flag && {
        reason: flagExplained ? flag.reason : undefined,
        decisionMaker: nameOf(kit, flag.decisionMaker, words),
        by: nameOf(kit, flag.by, words),
        at: flag.at,
        reviewOn: flag.reviewOn,
        toReview: isReviewDue(complainant, londonDate(deps.clock.now())),
      },
      base,
      back: backTo(c, file.state),
    });
  });

  function showAdding(
    c: PageContext,
    { state }: CaseFile,
    typed: string,
    error?: { field: 'title' | 'file'; text: string },
    upload?: Pick<Upload, 'id' | 'title'>,
  ) {
    return page(
      kit,
      c,
      'add-document.njk',
      {
        title: wordsOf(c).staff.addDocument.title,
        reference: state.reference,
        typed,
        upload,
        error,
        errors: error === undefined ? [] : [{ text: error.text, href: `#${error.field}` }],
        back: backTo(c, state),
      },
      error === undefined ? 200 : 422,
    );
  }

  app.get('/cases/:reference/add-document', async (c) => {
    const file = await readableCase(kit, c, { recent: always });
    if (!file || !may(c.get('user'), { do: 'add document' }, file.state, deps.council)) return noPage(kit, c);
    const kept = await keptForm(kit, c);
    const uploaded = c.req.query('upload');
    const { uploadAgain } = wordsOf(c).staff.addDocument;
    if (uploaded === undefined) return showAdding(c, file, kept ? field(kept, 'title') : '');
    const taken = await uploadOn(kit, c, uploaded);
    if (taken?.ok === true)
      return showAdding(c, file, taken.upload.title, undefined, { id: uploaded, title: taken.upload.title });
    const text = taken ? refusalInWords(taken.refusal, wordsOf(c)) : uploadAgain;
    return showAdding(c, file, '', { field: 'file', text });
  });

  // A file that is too large for a form is uploaded first, and then gets its title.
  app.get('/cases/:reference/add-document/file', async (c) => {
    const file = await readableCase(kit, c, { recent: always });
    if (!file || !may(c.get('user'), { do: 'add document' }, file.state, deps.council)) return noPage(kit, c);
    const { reference } = file.state;
    const words = wordsOf(c).staff.addDocument;
    const adding = `/cases/${reference}/add-document`;
    return page(kit, c, 'upload-file.njk', {
      title: words.largerFileTitle,
      hint: words.largerFileHint,
      button: words.upload,
      reference,
      upload: await uploadForm(kit, c, { backTo: adding, mostBytes: largestUpload.staff }),
      back: { href: adding, text: words.title },
    });
  });

  app.post('/cases/:reference/add-document', async (c) => {
    const file = await readableCase(kit, c, { recent: always });
    if (!file || !may(c.get('user'), { do: 'add document' }, file.state, deps.council)) return noPage(kit, c);
    const title = field(c.var.form, 'title').trim();
    const upload = c.var.form.files['file'];
    const named = field(c.var.form, 'upload');
    const taken = upload ? await readUpload(upload) : await uploadOn(kit, c, named);
    const uploaded = taken?.ok === true ? taken.upload : undefined;
    const refuse = (about: 'title' | 'file', text: string) =>
      showAdding(
        c,
        file,
        title,
        { field: about, text },
        upload || !uploaded ? undefined : { id: named, title: uploaded.title },
      );
    if (title === '' || title.length > 200) return refuse('title', wordsOf(c).staff.addDocument.enterTitle);
    if (taken?.ok === false) return refuse('file', refusalInWords(taken.refusal, wordsOf(c)));
    if (!uploaded) {
      const { chooseFile, uploadAgain } = wordsOf(c).staff.addDocument;
      return refuse('file', named === '' ? chooseFile : uploadAgain);
    }
    const added = await performAction(kit, c, addDocument, { file, input: { title, uploaded } });
    if (added.ok) return c.redirect(added.to, 303);
    return added.kind === 'invalid'
      ? refuse('file', refusalInWords(added.refusal, wordsOf(c)))
      : noPage(kit, c);
  });

  const readUpload = async (file: File) =>
    storeUpload(deps, {
      content: new Uint8Array(await file.arrayBuffer()),
      name: file.name,
      mostBytes: largestInForm,
    });

  return app;
}

function whatWasRead(
  { state, letters, documents }: CaseFile,
  kind: Read['kind'],
  what: string | undefined,
  { staff: { reads } }: Words,
): string {
  const letter = letters.find(({ key }) => what === key || what === letterId(state.id, key));
  if (letter) return reads.letter({ title: letterTemplate(letter.template).title });
  const document = documents.find(({ id }) => id === what);
  if (document) return reads.document({ title: document.title });
  return reads.kinds[kind];
}
