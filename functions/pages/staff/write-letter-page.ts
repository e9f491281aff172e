import { Hono } from 'hono';
import type { ActionPlace, CaseAction } from '../../actions/action.ts';
import { beginLetterDraft, handleLetterDraft, saveLetterDraft } from '../../actions/letter-drafts.ts';
import { writeLetter } from '../../actions/write-letter.ts';
import type { LetterDraft } from '../../domain/case/letter-drafts.ts';
import type { Answers } from '../../domain/case/events.ts';
import { checkForm } from '../../domain/decisions/forms.ts';
import { may } from '../../domain/people/may.ts';
import type { Refusal } from '../../domain/text/refusal.ts';
import {
  checkerOf,
  finished,
  isTheirs,
  possibleCheckers,
} from '../../operations/case-actions/letter-drafts.ts';
import { formContext } from '../../operations/decide-step/decide-step.ts';
import { previewLetter, type LetterPreview } from '../../operations/preview-letter.ts';
import { paragraphsFor } from '../../operations/standard-paragraphs.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import { formAnswers, typedAnswers } from '../kit/form-answers.ts';
import { errorList, errorsOnPage } from '../kit/form-errors.ts';
import type { Typed } from '../kit/form-groups.ts';
import { formFields } from '../kit/form-page.ts';
import {
  nameOf,
  noPage,
  page,
  readableCase,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field, hiddenFields } from '../kit/posted-form.ts';
import { moment } from '../kit/render.ts';
import { performAction } from './perform-action.ts';
import { addressOf } from './case-action-pages.ts';

/** A letter that is being written: its case, its form, and its draft if it was saved. */
interface Writing {
  place: ActionPlace;
  form: Record<string, Field>;
  draft: LetterDraft | undefined;
  here: string;
}

type Status = 200 | 409 | 422;

const [shown] = writeLetter.pages;

/**
 * A letter in a person's own words: standard paragraphs are put into it, it is saved as a draft, shown as it will go, checked
 * by a colleague if its author asks, and sent.
 */
export function writeLetterPages(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  async function find(c: PageContext): Promise<Writing | undefined> {
    const file = await readableCase(kit, c);
    const by = c.get('user');
    if (!file || !shown || !may(by, { do: 'write letter' }, file.state, deps.council)) return undefined;
    const id = c.req.param('draft');
    const draft = file.letterDrafts.find((one) => one.id === id);
    if (id !== undefined && !draft) return undefined;
    const about = draft ? (draft.message ?? '') : (c.req.param('about') ?? '');
    const place = { deps, file, by, about };
    if (!(writeLetter.available?.(place) ?? true)) return undefined;
    const here = draft
      ? `/cases/${file.state.reference}/letter-drafts/${draft.id}`
      : addressOf(file, shown, about);
    return { place, form: shown.form(place, wordsOf(c)), draft, here };
  }

  /** What the form begins with: the draft, or what is known of the message that it answers. */
  function known({ place, draft }: Writing): Answers {
    if (!draft) return shown?.known?.(place) ?? {};
    const { to, subject, text, documents } = draft;
    return Object.fromEntries(
      Object.entries({ to, subject, text, documents }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    );
  }

  async function show(
    c: PageContext,
    writing: Writing,
    typed: Typed,
    errors: readonly Refusal[] = [],
    status: Status = 200,
  ) {
    const { place, form, draft, here } = writing;
    const words = wordsOf(c);
    const { file, by } = place;
    const { reference } = file.state;
    const context = formContext(deps, file);
    const onPage = errorsOnPage(form, context, typed, errors, words);
    const fields = formFields(form, context, typed, onPage, words);
    const isMine = !draft || isTheirs(deps, file, draft, by);
    const asked = draft && checkerOf(file.state, draft);
    const reads = !isMine || asked !== undefined;
    const preview =
      draft && reads
        ? await previewLetter(deps, {
            caseId: file.state.id,
            by,
            letter: finished(draft),
            author: draft.author,
          })
        : undefined;
    const author = draft && nameOf(kit, draft.author, words);
    const { writing: text } = words.staff.letters;
    return page(
      kit,
      c,
      'write-letter.njk',
      {
        title: draft ? text.draftTitle : words.actions.writeLetter.title,
        reference,
        lead: draft ? undefined : words.actions.writeLetter.lead,
        saved:
          draft && text.saved({ by: nameOf(kit, draft.savedBy, words), at: moment(draft.savedAt), author }),
        remark: draft?.remark && {
          title: text.sentBack({ by: nameOf(kit, draft.remark.by, words), at: moment(draft.remark.at) }),
          text: draft.remark.text,
        },
        waits:
          draft?.check &&
          text.beingChecked({
            by: nameOf(kit, asked, words),
            at: moment(draft.check.askedAt),
          }),
        fields: reads ? [] : fields,
        // The letter stands there as it will go, or the words that are there so far.
        preview: preview?.ok
          ? shownPreview(writing, preview.preview, draft && finished(draft).documents, c)
          : undefined,
        content: preview && !preview.ok ? draft : undefined,
        cannotGo:
          preview && !preview.ok ? refusalInWords(preview.errors?.[0] ?? preview.refusal, words) : undefined,
        errors: errorList(form, onPage, fields, words),
        action: here,
        version: draft?.version,
        paragraphs: reads ? [] : await paragraphsFor(deps, file, by),
        colleagues: draft && !reads ? possibleCheckers(deps, file.state, draft.author) : [],
        answers: asked === by.id && draft?.author !== by.id,
        takesBack: isMine && asked !== undefined,
        discards: isMine && draft !== undefined && asked === undefined,
        back: { href: `/cases/${reference}`, text: words.actions.form.backToCase({ reference }) },
      },
      status,
    );
  }

  function shownPreview(
    { place: { file } }: Writing,
    { letter, name, email }: LetterPreview,
    documents: readonly string[] = [],
    c: PageContext,
  ) {
    const { writing: text } = wordsOf(c).staff.letters;
    return {
      title: text.preview,
      letter,
      goes: text.goes({ name, email }),
      enclosed: file.documents.filter(({ id }) => documents.includes(id)).map(({ title }) => title),
    };
  }

  const showNew = (c: PageContext, writing: Writing) =>
    show(c, writing, typedAnswers(writing.form, formContext(deps, writing.place.file), known(writing)));

  /** What was typed, as far as it is something: a draft can lack anything. */
  function parts({ place, form }: Writing, typed: Typed): Record<string, unknown> {
    const answers = formAnswers(form, formContext(deps, place.file), typed);
    return {
      ...Object.fromEntries(
        Object.entries(answers).filter(([, value]) => value !== undefined && value !== ''),
      ),
      ...(place.about === '' ? {} : { message: place.about }),
    };
  }

  /** Takes an action; what is refused stands on the form with what was typed. */
  async function perform(
    c: PageContext,
    writing: Writing,
    typed: Typed,
    action: CaseAction,
    input: Record<string, unknown>,
  ) {
    const outcome = await performAction(kit, c, action, { file: writing.place.file, input });
    if (outcome.ok) return c.redirect(outcome.to, 303);
    if (outcome.kind === 'not found') return noPage(kit, c);
    return show(
      c,
      writing,
      typed,
      outcome.errors ?? [outcome.refusal],
      outcome.kind === 'invalid' ? 422 : 409,
    );
  }

  async function posted(c: PageContext) {
    const found = await find(c);
    if (!found) return noPage(kit, c);
    const { place, form, draft } = found;
    const { _csrf: _, do: __, version: ___, paragraph, colleague, remark, ...typed } = c.var.form.fields;
    const press = field(c.var.form, 'do');
    const version = Number(field(c.var.form, 'version')) || (draft?.version ?? 1);
    const handle = (how: string, more: Record<string, unknown> = {}) =>
      perform(c, found, typed, handleLetterDraft, { draft: draft?.id ?? '', version, how, ...more });
    const some = (values: readonly string[] | undefined, name: string) =>
      values?.[0] === undefined || values[0] === '' ? {} : { [name]: values[0] };
    // What stands in the form is what the colleague reads, or what goes.
    const saveAnd = async (
      how: 'ask' | 'send',
      { id }: LetterDraft,
      input: Record<string, unknown>,
      more: Record<string, unknown> = {},
    ) => {
      const saved = saveLetterDraft.prepare({ draft: id, version, ...input });
      if (!saved.ok) return show(c, found, typed, saved.errors, 422);
      const outcome = await saved.perform(deps, { caseId: place.file.state.id, by: place.by });
      if (!outcome.ok) return show(c, found, typed, outcome.errors ?? [outcome.refusal], 409);
      const again = (await find(c)) ?? found;
      const command = { draft: id, version: version + 1, how, ...more };
      return perform(c, again, typed, handleLetterDraft, command);
    };
    if (draft && press === 'discard') return handle('discard');
    if (draft && press === 'take-back') return handle('take back');
    if (draft && press === 'approve') return handle('approve');
    if (draft && press === 'send-back') return handle('send back', some(remark, 'remark'));
    // Only whoever may change it sees its form.
    if (draft && (draft.check || !isTheirs(deps, place.file, draft, place.by))) return showNew(c, found);
    if (press === 'change') return show(c, found, typed);
    if (press === 'insert') {
      const chosen = (await paragraphsFor(deps, place.file, place.by)).find(
        ({ id }) => id === paragraph?.[0],
      );
      const before = (typed['text']?.[0] ?? '').trimEnd();
      const text = chosen ? [before, chosen.text].filter((one) => one !== '').join('\n\n') : before;
      return show(c, found, { ...typed, text: [text] });
    }
    if (press === 'draft' || press === 'ask') {
      const input = parts(found, typed);
      if (!draft) return perform(c, found, typed, beginLetterDraft, input);
      if (press === 'draft')
        return perform(c, found, typed, saveLetterDraft, { draft: draft.id, version, ...input });
      return saveAnd('ask', draft, input, some(colleague, 'colleague'));
    }
    const context = formContext(deps, place.file);
    const checked = checkForm(form, formAnswers(form, context, typed), context);
    if (!checked.ok) return show(c, found, typed, checked.errors, 422);
    const input = parts(found, typed);
    const prepared = writeLetter.prepare(input);
    if (!prepared.ok) return show(c, found, typed, prepared.errors, 422);
    if (press !== 'confirm') return check(c, found, typed, input);
    if (!draft) return perform(c, found, typed, writeLetter, input);
    return saveAnd('send', draft, input);
  }

  /** The letter as it will go, before it goes. */
  async function check(c: PageContext, writing: Writing, typed: Typed, input: Record<string, unknown>) {
    const { place, here, draft } = writing;
    const words = wordsOf(c);
    const {
      to = '',
      subject = '',
      text = '',
    } = Object.fromEntries(
      Object.entries(input).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    const documents = typed['documents'] ?? [];
    const preview = await previewLetter(deps, {
      caseId: place.file.state.id,
      by: place.by,
      letter: { to, subject, text, documents },
    });
    if (!preview.ok) return show(c, writing, typed, preview.errors ?? [preview.refusal], 422);
    const { reference } = place.file.state;
    const { title, button } = words.actions.writeLetter;
    return page(kit, c, 'write-letter-check.njk', {
      title,
      caption: words.actions.form.checkCaption({ reference, title }),
      preview: shownPreview(writing, preview.preview, documents, c),
      typed: hiddenFields({ ...typed, ...(draft ? { version: [String(draft.version)] } : {}) }),
      action: here,
      button,
      back: { href: here, text: words.actions.form.back },
    });
  }

  for (const path of [
    `/cases/:reference/steer/${shown?.at ?? ''}/:about?`,
    '/cases/:reference/letter-drafts/:draft',
  ]) {
    app.get(path, async (c) => {
      const found = await find(c);
      return found ? showNew(c, found) : noPage(kit, c);
    });
    app.post(path, posted);
  }
  return app;
}
