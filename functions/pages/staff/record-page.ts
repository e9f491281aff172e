import { createHash, randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { FeedbackRequest } from '../../case-views/schemas.ts';
import { CivilDate, londonDate, londonInstant } from '../../domain/time/civil-date.ts';
import type { Answers } from '../../domain/case/events.ts';
import { Facts } from '../../domain/case/facts.ts';
import { checkForm, type FormContext } from '../../domain/decisions/forms.ts';
import { may } from '../../domain/people/may.ts';
import { plainWords } from '../../domain/text/input-errors.ts';
import { isLongAgo, whyNotReceivedOn } from '../../domain/time/day-of-receipt.ts';
import { currentCalendar } from '../../dependencies.ts';
import { receiveFeedback } from '../../operations/receive-feedback.ts';
import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import type { Field } from '../../../workflows/procedures/procedure.ts';
import { leaveBanner } from '../kit/banner.ts';
import {
  errorList,
  errorsOnPage,
  formAnswers,
  formFields,
  typedAnswers,
  type Typed,
} from '../kit/form-page.ts';
import { keptForm } from '../kit/kept-form.ts';
import { noPage, page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';

const { relation, team, complainedAbout } = caseDetails;

/** What is taken down of feedback that came by phone, by letter or in person. */
const recordForm: Record<string, Field> = {
  kind: {
    section: 'What came in',
    label: 'What it is',
    type: 'choice',
    optionsFrom: 'feedback kinds',
    required: true,
  },
  channel: {
    section: 'What came in',
    label: 'How it came',
    type: 'choice',
    options: [
      { value: 'phone', label: 'By phone' },
      { value: 'letter', label: 'By letter' },
      { value: 'in person', label: 'In person' },
      { value: 'email', label: 'By email to somebody else at the council' },
      { value: 'portal', label: 'Through the customer portal' },
    ],
    required: true,
  },
  receivedOn: {
    section: 'What came in',
    label: 'Day on which the council got it',
    hint: 'Every deadline counts from this day',
    type: 'date',
    required: true,
  },
  text: {
    section: 'What came in',
    label: 'What they say',
    hint: 'In their own words where you can',
    type: 'paragraphs',
    required: true,
  },
  name: {
    section: 'Who it is from',
    label: 'Name',
    hint: 'Leave it empty if they do not want to give it',
    type: 'text',
  },
  email: {
    section: 'Who it is from',
    label: 'Email address',
    hint: 'Letters go there. Without it they are printed and posted',
    type: 'text',
  },
  phone: { section: 'Who it is from', label: 'Phone number', type: 'text' },
  address: { section: 'Who it is from', label: 'Postal address', type: 'paragraphs' },
  ...(relation ? { relation: { ...relation, section: 'What you know already' } } : {}),
  ...(team ? { team: { ...team, section: 'What you know already' } } : {}),
  ...(complainedAbout ? { complainedAbout: { ...complainedAbout, section: 'What you know already' } } : {}),
};

type Problems = readonly { field: string; message: string }[];

/** The tick that a day of long ago is right: its value is the day, so that it says nothing of another. */
const confirming = 'longAgo';

/** Feedback that came by phone, by letter or in person becomes a case like any other. */
export function recordPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  const mayRecord = (c: PageContext) =>
    may(c.get('user'), { do: 'record feedback' }, undefined, deps.council);
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
    }: { typed?: Typed; once?: string; errors?: Problems; back?: boolean; doubtful?: CivilDate },
  ) {
    const known = { kind: 'complaint', receivedOn: londonDate(deps.clock.now()) };
    const given = typed ?? typedAnswers(recordForm, context(), known);
    const onPage = errorsOnPage(recordForm, context(), given, errors);
    const fields = formFields(recordForm, context(), given, onPage);
    return page(
      kit,
      c,
      'record.njk',
      {
        title: 'Record feedback',
        fields,
        once: once ?? randomBytes(16).toString('hex'),
        cameBack: back,
        doubtful: doubtful && {
          name: confirming,
          day: doubtful,
          ticked: given[confirming]?.includes(doubtful) === true,
          error: onPage.find((error) => error.field === confirming)?.message,
        },
        errors: errorList(recordForm, onPage, [
          ...fields,
          { kind: 'checkboxes', name: confirming, id: confirming, label: '' },
        ]),
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
    const given = formAnswers(recordForm, context(), typed);
    const checked = checkForm(recordForm, given, context());
    const day = CivilDate.safeParse(given['receivedOn']).data ?? today;
    const impossible = whyNotReceivedOn(day, today, await currentCalendar(deps));
    const doubtful = impossible === undefined && isLongAgo(day, today);
    const receivedAt = impossible !== undefined || day === today ? now : noonOf(day);
    const asked = FeedbackRequest.safeParse(requestOf(given, receivedAt), { error: plainWords });
    // All that is wrong is said at once; of a field what the form says of it first.
    const problems = [
      ...(checked.ok ? [] : checked.errors),
      ...(impossible === undefined ? [] : [{ field: 'receivedOn', message: impossible }]),
      ...(doubtful && field(c.var.form, confirming) !== day
        ? [{ field: confirming, message: 'Received more than a year ago? Check the year' }]
        : []),
      ...(asked.error?.issues ?? []).map(({ path, message }) => ({ field: String(path.at(-1)), message })),
    ];
    const errors = problems.filter(
      (problem, place) => problems.findIndex((one) => one.field === problem.field) === place,
    );
    if (!checked.ok || !asked.success || errors.length > 0)
      return show(c, { typed, once, errors, ...(doubtful ? { doubtful: day } : {}) });
    const { answers } = checked;
    const { kind, channel, text, person } = asked.data;
    const received = await receiveFeedback(deps, {
      kind,
      receivedAt,
      by: `user:${user.id}`,
      ...(person ? { person } : {}),
      message: {
        channel,
        from: { name: person?.name, email: person?.email, phone: person?.phone },
        subject: '',
        text,
        attachments: [],
      },
      facts: Facts.parse({
        relation: answers['relation'],
        team: answers['team'],
        complainedAbout: answers['complainedAbout'],
      }),
      // The same form sent twice is one case.
      once: once === '' ? [] : [`record:${user.id}:${createHash('sha256').update(once).digest('hex')}`],
    });
    const state = await deps.store.state(received.caseId);
    const readable = may(user, { do: 'read case' }, state, deps.council);
    await leaveBanner(kit, c, `Recorded as ${received.reference}`);
    return c.redirect(readable ? `/cases/${received.reference}` : '/record', 303);
  });

  return app;
}

/** The middle of a day whose hour nobody took down. */
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
