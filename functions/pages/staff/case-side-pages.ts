import { Hono } from 'hono';
import { addDocument } from '../../actions/add-document.ts';
import type { Case } from '../../domain/case/case.ts';
import { londonDate } from '../../domain/time/civil-date.ts';
import { reviewIsDue } from '../../domain/people/complainant.ts';
import { may } from '../../domain/people/may.ts';
import { letterId } from '../../dependencies.ts';
import { resolvedComplainant } from '../../operations/resolve-complainant/resolve-complainant.ts';
import { letterTemplate } from '../../operations/send-letter/deliver-letters.ts';
import { performAction } from './perform-action.ts';
import type { CaseFile } from '../../ports.ts';
import {
  noPage,
  nameOf,
  page,
  readableCase,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { keptForm } from '../kit/kept-form.ts';
import { field } from '../kit/posted-form.ts';

/** Pages beside the page of a case: who has read it, who complains across cases, a document to add. */
export function caseSidePages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const backTo = ({ reference }: Case) => ({ href: `/cases/${reference}`, text: `Case ${reference}` });

  app.get('/cases/:reference/reads', async (c) => {
    const file = await readableCase(kit, c);
    if (!file || !may(c.get('user'), { do: 'see who read' }, file.state, deps.council)) return noPage(kit, c);
    const reads = (await deps.store.reads(file.state.id)).toSorted((a, b) => (a.at < b.at ? 1 : -1));
    return page(kit, c, 'reads.njk', {
      title: 'Who has looked at this case',
      reference: file.state.reference,
      rows: reads.map(({ user, at, kind, what }) => ({
        who: nameOf(kit, user),
        at,
        what: whatWasRead(file, kind, what),
      })),
      back: backTo(file.state),
    });
  });

  app.get('/cases/:reference/complainant', async (c) => {
    const file = await readableCase(kit, c);
    const resolved =
      file && (await resolvedComplainant(deps, { user: c.get('user'), caseId: file.state.id }));
    if (!file || !resolved) return noPage(kit, c);
    const { person, complainant, cases, proposals, flagExplained } = resolved;
    const flag = complainant?.flag;
    const base = `/cases/${file.state.reference}`;
    const line = ({ reference, kind, status, receivedOn }: Case) => ({
      reference,
      kind,
      status,
      receivedOn,
      href: `/cases/${reference}`,
      decide: `${base}/steer/match/${reference}`,
    });
    return page(kit, c, 'complainant.njk', {
      title: 'Other cases of this complainant',
      reference: file.state.reference,
      name: person?.name ?? 'Name not given',
      nobody: person === undefined,
      cases: cases.map(line),
      proposals: proposals.map(({ state, strength, reasons }) => ({ ...line(state), strength, reasons })),
      flag: flag && {
        reason: flagExplained ? flag.reason : undefined,
        decisionMaker: nameOf(kit, flag.decisionMaker),
        by: nameOf(kit, flag.by),
        at: flag.at,
        reviewOn: flag.reviewOn,
        toReview: reviewIsDue(complainant, londonDate(deps.clock.now())),
      },
      base,
      back: backTo(file.state),
    });
  });

  function showAdding(
    c: PageContext,
    { state }: CaseFile,
    typed: string,
    error?: { field: 'title' | 'file'; text: string },
  ) {
    return page(
      kit,
      c,
      'add-document.njk',
      {
        title: 'Add a document',
        reference: state.reference,
        typed,
        error,
        errors: error === undefined ? [] : [{ text: error.text, href: `#${error.field}` }],
        back: backTo(state),
      },
      error === undefined ? 200 : 422,
    );
  }

  app.get('/cases/:reference/add-document', async (c) => {
    const file = await readableCase(kit, c);
    if (!file || !may(c.get('user'), { do: 'add document' }, file.state, deps.council)) return noPage(kit, c);
    const kept = await keptForm(kit, c);
    return showAdding(c, file, kept ? field(kept, 'title') : '');
  });

  app.post('/cases/:reference/add-document', async (c) => {
    const file = await readableCase(kit, c);
    if (!file || !may(c.get('user'), { do: 'add document' }, file.state, deps.council)) return noPage(kit, c);
    const title = field(c.var.form, 'title').trim();
    const upload = c.var.form.files['file'];
    if (title === '' || title.length > 200)
      return showAdding(c, file, title, {
        field: 'title',
        text: 'Give it a title of at most 200 characters',
      });
    if (!upload)
      return showAdding(c, file, title, { field: 'file', text: 'Choose a file that is not empty' });
    const content = new Uint8Array(await upload.arrayBuffer());
    const added = await performAction(kit, c, addDocument, { file, input: { title, content } });
    if (added.ok) return c.redirect(added.to, 303);
    return added.code === 'invalid'
      ? showAdding(c, file, title, { field: 'file', text: added.reason })
      : noPage(kit, c);
  });

  return app;
}

function whatWasRead(
  { state, letters, documents }: CaseFile,
  kind: string,
  what: string | undefined,
): string {
  const letter = letters.find(({ key }) => what === key || what === letterId(state.id, key));
  if (letter) return `The letter “${letterTemplate(letter.template).title}”`;
  const document = documents.find(({ id }) => id === what);
  if (document) return `The document “${document.title}”`;
  return kind === 'declaration' ? 'The declaration of independence' : 'The case';
}
