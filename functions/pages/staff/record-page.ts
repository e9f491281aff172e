import { createHash, randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { recordFeedback } from '../../actions/record-feedback.ts';
import { CivilDate, londonDate, londonInstant } from '../../domain/time/civil-date.ts';
import { textOf } from '../../domain/case/answer-text.ts';
import type { Answers } from '../../domain/case/events.ts';
import { Facts } from '../../domain/case/facts.ts';
import { checkForm, type FormContext } from '../../domain/decisions/forms.ts';
import { may } from '../../domain/people/may.ts';
import { inputRefusals } from '../../domain/text/input-errors.ts';
import type { Refusal } from '../../domain/text/refusal.ts';
import { isLongAgo, refuseDayOfReceipt } from '../../domain/time/day-of-receipt.ts';
import { currentCalendar } from '../../dependencies.ts';
import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Words } from '../../words/words.ts';
import { leaveBanner } from '../kit/banner.ts';
import { formAnswers, typedAnswers } from '../kit/form-answers.ts';
import { errorList, errorsOnPage } from '../kit/form-errors.ts';
import type { Typed } from '../kit/form-groups.ts';
import { addressDoubt, keepAddress } from '../kit/keep-address.ts';
import { formFields } from '../kit/form-page.ts';
import { keptForm } from '../kit/kept-form.ts';
import { noPage, page, wordsOf, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';

const { relation, team, complainedAbout } = caseDetails;

/** The form for feedback that came by phone, by letter or in person. */
function recordForm({ staff: { record } }: Words): Record<string, Field> {
  const { feedback, person, known } = record.sections;
  return {
    kind: {
      section: feedback,
      label: record.kind,
      type: 'choice',
      optionsFrom: 'feedback kinds',
      required: true,
    },
    channel: {
      section: feedback,
      label: record.channel,
      type: 'choice',
      options: Object.entries(record.channels).map(([value, label]) => ({ value, label })),
      required: true,
    },
    receivedOn: {
      section: feedback,
      label: record.receivedOn,
      hint: record.receivedOnHint,
      type: 'date',
      required: true,
    },
    text: {
      section: feedback,
      label: record.feedback,
      hint: record.feedbackHint,
      type: 'paragraphs',
      required: true,
    },
    name: { section: person, label: record.name, hint: record.nameHint, type: 'text' },
    email: { section: person, label: record.email, hint: record.emailHint, type: 'text' },
    phone: { section: person, label: record.phone, type: 'text' },
    address: { section: person, label: record.address, type: 'paragraphs' },
    ...(relation ? { relation: { ...relation, section: known } } : {}),
    ...(team ? { team: { ...team, section: known } } : {}),
    ...(complainedAbout ? { complainedAbout: { ...complainedAbout, section: known } } : {}),
  };
}

type Problems = readonly Refusal[];

/** The checkbox that confirms a day long ago. Its value is the day, so it confirms no other day. */
const confirming = 'longAgo';

/** Records feedback that came by phone, by letter or in person as a case. */
export function recordPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const mayRecord = (c: PageContext) => may(c.get('user'), recordFeedback.may, undefined, deps.council);
  const context = (): FormContext => ({
    council: deps.council,
    procedures: deps.procedures.forFeedback(londonDate(deps.clock.now())),
    points: [],
    recommendations: [],
    documents: [],
  });

  function show(
    c: PageContext,
    {
      typed,
      once,
      errors = [],
      back = false,
      doubtful,
      address,
    }: {
      typed?: Typed;
      once?: string;
      errors?: Problems;
      back?: boolean;
      doubtful?: CivilDate;
      address?: ReturnType<typeof addressDoubt> | undefined;
    },
  ) {
    const words = wordsOf(c);
    const form = recordForm(words);
    const known = { kind: 'complaint', receivedOn: londonDate(deps.clock.now()) };
    const values = typed ?? typedAnswers(form, context(), known);
    const onPage = errorsOnPage(form, context(), values, errors, words);
    const fields = formFields(form, context(), values, onPage, words);
    return page(
      kit,
      c,
      'record.njk',
      {
        title: words.staff.record.title,
        fields,
        once: once ?? randomBytes(16).toString('hex'),
        cameBack: back,
        doubtful: doubtful && {
          name: confirming,
          day: doubtful,
          ticked: values[confirming]?.includes(doubtful) === true,
          error: onPage.find((error) => error.field === confirming)?.message,
        },
        address: address && { name: keepAddress, value: address.value, ticked: address.kept },
        errors: errorList(
          form,
          onPage,
          [...fields, { kind: 'checkboxes', name: confirming, id: confirming, label: '' }],
          words,
        ),
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  app.get('/record', async (c) => {
    if (!mayRecord(c)) return noPage(kit, c);
    const kept = await keptForm(kit, c);
    return show(
      c,
      kept ? { typed: kept.fields, once: field({ fields: kept.fields }, 'once'), back: true } : {},
    );
  });

  app.post('/record', async (c) => {
    if (!mayRecord(c)) return noPage(kit, c);
    const { fields: typed } = c.var.form;
    const user = c.get('user');
    const once = field(c.var.form, 'once');
    const now = deps.clock.now();
    const today = londonDate(now);
    const words = wordsOf(c);
    const form = recordForm(words);
    const posted = formAnswers(form, context(), typed);
    const checked = checkForm(form, posted, context());
    const day = CivilDate.safeParse(posted['receivedOn']).data ?? today;
    const impossible = refuseDayOfReceipt(day, today, await currentCalendar(deps));
    const doubtful = impossible === undefined && isLongAgo(day, today);
    const receivedAt = impossible !== undefined || day === today ? now : noonOf(day);
    const request = recordFeedback.input.safeParse(requestOf(posted, receivedAt), { reportInput: true });
    const address = addressDoubt(textOf(posted['address']), typed[keepAddress]);
    // All errors are shown at once, one for each field. Errors of the form come first.
    const problems: Refusal[] = [
      ...(checked.ok ? [] : checked.errors),
      ...(impossible === undefined ? [] : [{ ...impossible, field: 'receivedOn' }]),
      ...(doubtful && field(c.var.form, confirming) !== day
        ? [{ field: confirming, code: 'year-doubtful', params: {} } as const]
        : []),
      ...(address === undefined || address.kept
        ? []
        : [
            {
              field: 'address',
              code: 'address-not-postable',
              params: { problem: address.problem },
            } as const,
          ]),
      ...inputRefusals(request.error?.issues ?? []).map((refusal) => ({
        ...refusal,
        field: refusal.field.split('.').at(-1) ?? '',
      })),
    ];
    const errors = problems.filter(
      (problem, place) => problems.findIndex((one) => one.field === problem.field) === place,
    );
    if (!checked.ok || !request.success || errors.length > 0)
      return show(c, { typed, once, errors, address, ...(doubtful ? { doubtful: day } : {}) });
    const { answers } = checked;
    const result = await recordFeedback.perform(deps, {
      by: user,
      input: request.data,
      facts: Facts.parse({
        relation: answers['relation'],
        team: answers['team'],
        complainedAbout: answers['complainedAbout'],
      }),
      // The same form sent twice makes one case.
      once:
        once === ''
          ? undefined
          : { key: `record:${user.id}:${createHash('sha256').update(once).digest('hex')}` },
    });
    if (!result.ok)
      return show(c, {
        typed,
        once,
        errors: (result.errors ?? []).map((error) => ({ ...error, field: 'receivedOn' })),
      });
    const { received } = result;
    const state = await deps.store.state(received.caseId);
    const readable = may(user, { do: 'read case' }, state, deps.council);
    await leaveBanner(kit, c, words.staff.record.recorded({ reference: received.reference }));
    return c.redirect(readable ? `/cases/${received.reference}` : '/record', 303);
  });

  return app;
}

/** Noon, for a day without a known time. */
const noonOf = (day: CivilDate) => londonInstant(day, '12:00');

function requestOf(answers: Answers, receivedAt: string) {
  const person = Object.fromEntries(
    ['name', 'email', 'phone', 'address'].flatMap((name) =>
      answers[name] === undefined ? [] : [[name, answers[name]]],
    ),
  );
  return {
    kind: answers['kind'],
    channel: answers['channel'],
    receivedAt,
    text: answers['text'],
    ...(Object.keys(person).length === 0 ? {} : { person }),
  };
}
