import { Hono, type Context } from 'hono';
import { csrf } from 'hono/csrf';
import { html, raw } from 'hono/html';
import MailComposer from 'nodemailer/lib/mail-composer';
import * as z from 'zod';
import { emailPattern } from '../../functions/domain/text/email-address.ts';
import { londonDate, startOfLondonDay } from '../../functions/domain/time/civil-date.ts';
import { presentUser, presentUsers } from '../../functions/domain/council/council.ts';
import { keepCookie } from '../../functions/pages/kit/cookies.ts';
import { ownPage } from '../../functions/pages/kit/own-origin.ts';
import { startSession } from '../../functions/pages/kit/session.ts';
import { currentCalendar } from '../../functions/dependencies.ts';
import { returnLetter } from '../../functions/operations/receive-delivery-event/return-letter.ts';
import { problemSaying } from '../../functions/api/problem.ts';
import type { LocalSystem } from './local-system.ts';

const amount = z.number().int().positive();

/** POST /local/clock: a length of time, or an instant. Working days keep the time of day. */
const ClockMove = z.union([
  z.strictObject({
    advance: z
      .strictObject({ workingDays: amount, days: amount, hours: amount, minutes: amount, seconds: amount })
      .partial()
      .refine((by) => Object.keys(by).length === 1, 'give one of workingDays, days, hours, minutes, seconds'),
  }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);

/** The same, from the form of the page. */
const ClockForm = z.object({ unit: z.string(), amount: z.coerce.number() });

/** POST /local/bounce: the letter comes back, as if no one had this address. */
const Bounce = z.object({ letterId: z.string().min(1) });

const Mail = z.object({
  from: z.email({ pattern: emailPattern }),
  name: z.string().max(200),
  subject: z.string().max(1000),
  text: z.string().min(1).max(100_000),
});

const SignIn = z.object({ user: z.string(), return: z.string().optional() });

const lettersOnPage = 40;

const second = 1000;
const unitMs = {
  days: 86_400 * second,
  hours: 3600 * second,
  minutes: 60 * second,
  seconds: second,
} as const;

/** The control page of a local system: the clock, the outbox and incoming email. Never on AWS. */
export function localPages(system: Omit<LocalSystem, 'app'>): Hono {
  const { deps, clock, time, mailer } = system;
  const app = new Hono();
  app.use(csrf());

  async function target(move: z.infer<typeof ClockMove>): Promise<Date> {
    if ('to' in move) return new Date(move.to);
    const now = clock.now();
    const { workingDays } = move.advance;
    if (workingDays !== undefined) {
      const today = londonDate(deps.clock.now());
      const timeOfDay = now.getTime() - Date.parse(startOfLondonDay(today));
      const day = (await currentCalendar(deps)).add(today, workingDays);
      return new Date(Date.parse(startOfLondonDay(day)) + timeOfDay);
    }
    const ms = Object.entries(unitMs).reduce(
      (sum, [unit, length]) =>
        sum + (z.record(z.string(), z.number()).parse(move.advance)[unit] ?? 0) * length,
      0,
    );
    return new Date(now.getTime() + ms);
  }

  async function advance(move: z.infer<typeof ClockMove>) {
    return time.advanceTo(await target(move));
  }

  /** The body of a request; what is no JSON is refused with the shape that is wanted. */
  const jsonOf = (c: Context): Promise<unknown> => c.req.json().catch(() => undefined);

  app.get('/clock', (c) => c.json({ now: clock.now().toISOString() }));
  app.post('/clock', async (c) => {
    const form = c.req.header('content-type')?.includes('form');
    const body: unknown = form
      ? ClockForm.transform(({ unit, amount: by }) => ({ advance: { [unit]: by } })).safeParse(
          await c.req.parseBody(),
        ).data
      : await jsonOf(c);
    const move = ClockMove.safeParse(body);
    if (!move.success) {
      return problemSaying(
        c,
        422,
        'Send {"advance": {"workingDays": 3}}, {"advance": {"hours": 1}} or {"to": "2026-12-24T09:00:00Z"}.',
        [{ field: 'advance', message: move.error.issues.map(({ message }) => message).join('; ') }],
      );
    }
    const moved = await advance(move.data);
    if (!moved.ok) return problemSaying(c, 422, moved.reason, [{ field: 'to', message: moved.reason }]);
    return form ? c.redirect('/local', 303) : c.json({ now: moved.now.toISOString() });
  });
  app.get('/outbox', async (c) => c.json({ items: await mailer.listOutbox(), next: null }));
  app.post('/bounce', async (c) => {
    const form = c.req.header('content-type')?.includes('form');
    const command = Bounce.safeParse(await (form ? c.req.parseBody() : jsonOf(c)));
    if (!command.success)
      return problemSaying(c, 422, 'Send {"letterId": "..."}, an id from the outbox.', [
        { field: 'letterId', message: 'Name a letter of the outbox.' },
      ]);
    const { letterId } = command.data;
    const became = await returnLetter(deps, {
      names: [letterId],
      became: 'returned',
      detail: 'bounce',
      status: 'Permanent, General, 5.1.1',
    });
    if (became === 'no such letter') return problemSaying(c, 404, 'No case has sent a letter with this id.');
    return form ? c.redirect('/local', 303) : c.json({ letterId, became });
  });
  app.post('/mail', async (c) => {
    const mail = Mail.safeParse(await c.req.parseBody());
    if (!mail.success)
      return problemSaying(
        c,
        422,
        'The mail needs from, name, subject and text.',
        mail.error.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
      );
    const { from, name, subject, text } = mail.data;
    const composed = await new MailComposer({
      from: { name, address: from },
      to: deps.council.intakeAddress,
      subject,
      text,
      date: clock.now(),
    })
      .compile()
      .build();
    await system.mailIn({ raw: composed, envelopeFrom: from, recipients: [deps.council.intakeAddress] });
    return c.redirect('/local', 303);
  });
  // No proof of identity is needed: only this machine can reach the local system.
  app.get('/sign-in', (c) =>
    c.redirect(
      `/local?${new URLSearchParams({ return: ownPage(c.req.query('return')) }).toString()}#users`,
      303,
    ),
  );
  app.post('/sign-in', async (c) => {
    const { user, return: wanted } = SignIn.parse(await c.req.parseBody());
    if (presentUser(deps.council, user) === undefined)
      return problemSaying(c, 422, 'There is no such user.', [
        { field: 'user', message: 'Give the id of a user' },
      ]);
    const { cookie } = await startSession(deps, { user });
    keepCookie(c, cookie);
    return c.redirect(ownPage(wanted), 303);
  });
  app.get('/', async (c) => {
    const letters = (await mailer.listOutbox()).toReversed();
    c.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-src 'self'; base-uri 'none'",
    );
    return c.html(
      html`<!doctype html>
        <html lang="en-GB">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Redress on this machine</title>
            <style>
              ${raw(style)}
            </style>
          </head>
          <body>
            <header><strong>Redress on this machine</strong> ${deps.council.name}</header>
            <main>
              <section>
                <h1>Clock</h1>
                <p>
                  It is <strong>${clock.now().toISOString()}</strong> (UTC) here. Moving it forward runs
                  everything that falls due on the way.
                </p>
                <form method="post" action="/local/clock">
                  <label
                    >Move forward by <input name="amount" type="number" min="1" value="1" required
                  /></label>
                  <label
                    >Unit
                    <select name="unit">
                      <option value="workingDays">working days</option>
                      <option>days</option>
                      <option>hours</option>
                      <option>minutes</option>
                    </select></label
                  >
                  <button>Move the clock</button>
                </form>
              </section>
              <section>
                <h2>Send an email in</h2>
                <p>
                  As if it came to ${deps.council.intakeAddress}. A mail program can send to the SMTP port,
                  too.
                </p>
                <form method="post" action="/local/mail">
                  <label>Name <input name="name" value="Sam Carter" /></label>
                  <label
                    >From <input name="from" type="email" value="sam.carter@home.example" required
                  /></label>
                  <label>Subject <input name="subject" value="My daughter's social worker" required /></label>
                  <label
                    >Text
                    <textarea name="text" rows="6" required>
Nobody has called me back for three weeks. I want to complain.</textarea>
                  </label>
                  <button>Send</button>
                </form>
              </section>
              <section>
                <h2 id="users">Sign in as</h2>
                <p>
                  The pages open as this user. The API takes
                  <code>Authorization: Bearer local:&lt;user id&gt;</code>.
                </p>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">User id</th>
                      <th scope="col">Name</th>
                      <th scope="col">Team</th>
                      <th scope="col">Pages</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${presentUsers(deps.council).map(
                      ({ id, name, team }) =>
                        html`<tr>
                          <td><code>${id}</code></td>
                          <td>${name}</td>
                          <td>${team ?? ''}</td>
                          <td>
                            <form method="post" action="/local/sign-in">
                              <input type="hidden" name="user" value="${id}" />
                              <input type="hidden" name="return" value="${ownPage(c.req.query('return'))}" />
                              <button>Sign in<span class="hidden"> as ${name}</span></button>
                            </form>
                          </td>
                        </tr>`,
                    )}
                  </tbody>
                </table>
              </section>
              <section>
                <h2>Outbox: ${letters.length} letters, latest first</h2>
                ${
                  letters.length > lettersOnPage
                    ? html`<p>
                        The latest ${lettersOnPage}. <a href="/local/outbox">All of them as JSON</a>
                      </p>`
                    : ''
                }
                ${letters.slice(0, lettersOnPage).map(
                  ({ letterId, to, subject, sentAt, html: letter }) =>
                    html`<details>
                      <summary>${subject} <small>to ${to}, ${sentAt}</small></summary>
                      <iframe sandbox loading="lazy" title="${subject}" srcdoc="${letter}"></iframe>
                      <form method="post" action="/local/bounce">
                        <input type="hidden" name="letterId" value="${letterId}" />
                        <button>Return this letter</button>
                      </form>
                    </details>`,
                )}
              </section>
            </main>
          </body>
        </html>`,
    );
  });
  return app;
}

const style = `
body { margin: 0; font: 19px/1.4 Arial, sans-serif; color: #0b0c0c; }
header { background: #003d5c; color: #fff; padding: 12px 20px; }
main { max-width: 960px; margin: 0 auto; padding: 20px; }
label { display: block; margin: 10px 0; } input, select, textarea { font: inherit; padding: 5px; border: 2px solid #0b0c0c; }
textarea, input[type=email], input:not([type=number]) { width: 100%; box-sizing: border-box; }
button { font: inherit; padding: 8px 14px; background: #00703c; color: #fff; border: 0; }
:focus-visible { outline: 3px solid #fd0; outline-offset: 0; box-shadow: inset 0 0 0 2px #0b0c0c; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 6px 20px 6px 0; border-bottom: 1px solid #b1b4b6; }
td form { margin: 0; } .hidden { position: absolute; clip-path: inset(50%); }
iframe { width: 100%; height: 600px; border: 1px solid #b1b4b6; } summary { cursor: pointer; padding: 8px 0; }
`;
