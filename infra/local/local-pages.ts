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
import { words } from './words.ts';

const amount = z.number().int().positive();

/** POST /local/clock: a length of time, or an instant. Working days keep the time of day. */
const ClockMove = z.union([
  z.strictObject({
    advance: z
      .strictObject({ workingDays: amount, days: amount, hours: amount, minutes: amount, seconds: amount })
      .partial()
      .refine((by) => Object.keys(by).length === 1, words.clock.oneUnit),
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
      return problemSaying(c, 422, words.clock.wanted, [
        { field: 'advance', message: move.error.issues.map(({ message }) => message).join('; ') },
      ]);
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
      return problemSaying(c, 422, words.outbox.wanted, [
        { field: 'letterId', message: words.outbox.idWanted },
      ]);
    const { letterId } = command.data;
    const became = await returnLetter(deps, {
      names: [letterId],
      became: 'returned',
      detail: 'bounce',
      status: 'Permanent, General, 5.1.1',
    });
    if (became === 'no such letter') return problemSaying(c, 404, words.outbox.unknown);
    return form ? c.redirect('/local', 303) : c.json({ letterId, became });
  });
  app.post('/mail', async (c) => {
    const mail = Mail.safeParse(await c.req.parseBody());
    if (!mail.success)
      return problemSaying(
        c,
        422,
        words.mail.wanted,
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
      return problemSaying(c, 422, words.users.unknown, [{ field: 'user', message: words.users.idWanted }]);
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
            <title>${words.title}</title>
            <style>
              ${raw(style)}
            </style>
          </head>
          <body>
            <header><strong>${words.title}</strong> ${deps.council.name}</header>
            <main>
              <section>
                <h1>${words.clock.title}</h1>
                <p>
                  ${words.clock.now[0]} <strong>${clock.now().toISOString()}</strong> ${words.clock.now[1]}
                </p>
                <form method="post" action="/local/clock">
                  <label
                    >${words.clock.forwardBy} <input name="amount" type="number" min="1" value="1" required
                  /></label>
                  <label
                    >${words.clock.unit}
                    <select name="unit">
                      ${Object.entries(words.clock.units).map(
                        ([unit, text]) => html`<option value="${unit}">${text}</option>`,
                      )}
                    </select></label
                  >
                  <button>${words.clock.move}</button>
                </form>
              </section>
              <section>
                <h2>${words.mail.title}</h2>
                <p>${words.mail.about({ address: deps.council.intakeAddress })}</p>
                <form method="post" action="/local/mail">
                  <label>${words.mail.name} <input name="name" value="${words.mail.example.name}" /></label>
                  <label
                    >${words.mail.from}
                    <input name="from" type="email" value="${words.mail.example.from}" required
                  /></label>
                  <label
                    >${words.mail.subject}
                    <input name="subject" value="${words.mail.example.subject}" required
                  /></label>
                  <label
                    >${words.mail.text}
                    <textarea name="text" rows="6" required>${words.mail.example.text}</textarea>
                  </label>
                  <button>${words.mail.send}</button>
                </form>
              </section>
              <section>
                <h2 id="users">${words.users.title}</h2>
                <p>
                  ${words.users.about}
                  <code>Authorization: Bearer local:&lt;user id&gt;</code>.
                </p>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">${words.users.id}</th>
                      <th scope="col">${words.users.name}</th>
                      <th scope="col">${words.users.team}</th>
                      <th scope="col">${words.users.pages}</th>
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
                              <button>
                                ${words.users.signIn}<span class="hidden">${words.users.as({ name })}</span>
                              </button>
                            </form>
                          </td>
                        </tr>`,
                    )}
                  </tbody>
                </table>
              </section>
              <section>
                <h2>${words.outbox.title({ count: letters.length })}</h2>
                ${
                  letters.length > lettersOnPage
                    ? html`<p>
                        ${words.outbox.latest({ count: lettersOnPage })}
                        <a href="/local/outbox">${words.outbox.all}</a>
                      </p>`
                    : ''
                }
                ${letters.slice(0, lettersOnPage).map(
                  ({ letterId, to, subject, sentAt, html: letter }) =>
                    html`<details>
                      <summary>${subject} <small>${words.outbox.sent({ to, at: sentAt })}</small></summary>
                      <iframe sandbox loading="lazy" title="${subject}" srcdoc="${letter}"></iframe>
                      <form method="post" action="/local/bounce">
                        <input type="hidden" name="letterId" value="${letterId}" />
                        <button>${words.outbox.returnLetter}</button>
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
