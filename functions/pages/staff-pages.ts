import { Hono } from 'hono';
import { accessRequestPage } from './staff/access-request-page.ts';
import { adminPages } from './administration/admin-page.ts';
import { assignTasks } from './staff/assign-tasks.ts';
import { casesPage } from './staff/cases-page.ts';
import { caseFiles } from './staff/case-files.ts';
import { casePage } from './staff/case-page.ts';
import { caseSidePages } from './staff/case-side-pages.ts';
import { cookieOf, dropCookie } from './kit/cookies.ts';
import { keptPage } from './kit/kept-form.ts';
import { declarationPages } from './independents/declaration-page.ts';
import { letterPage } from './staff/letter-page.ts';
import { overviewPage } from './staff/overview-page.ts';
import { page, wordsOf, type PageEnv } from './kit/page-kit.ts';
import { mailSourcePage } from './staff/mail-source-page.ts';
import { lettersToPostPage } from './staff/letters-to-post-page.ts';
import { unsentLettersPage } from './staff/unsent-letters-page.ts';
import { messagesPage } from './staff/messages-page.ts';
import { heldMailPage } from './staff/held-mail-page.ts';
import { recordPage } from './staff/record-page.ts';
import { privateLinkPage } from './staff/private-link-page.ts';
import { monitorPage } from './reports/monitor-page.ts';
import { reportWordsPage } from './reports/report-words-page.ts';
import { reportsPage } from './reports/reports-page.ts';
import { signInPage } from './staff/sign-in-page.ts';
import { endSession } from './kit/session.ts';
import { caseActionPages } from './staff/case-action-pages.ts';
import { writeLetterPages } from './staff/write-letter-page.ts';
import { taskPage } from './staff/task-page.ts';
import { tasksPage } from './staff/tasks-page.ts';
import type { PageSet } from './page-app.ts';

/** The pages of people who sign in, and the way in and out. */
export const staffPages: PageSet = (kit, { signInAt, provider, report, printPdf }) => {
  const { deps } = kit;
  const app = new Hono<PageEnv>();
  app.post('/sign-out', async (c) => {
    const cookie = cookieOf(c);
    if (cookie !== undefined) await endSession(deps, cookie);
    const user = c.get('user');
    if (user) deps.securityLog('signed-out', { user: user.id });
    dropCookie(c);
    return c.redirect(provider ? '/signed-out/everywhere' : '/signed-out', 303);
  });
  app.get('/signed-out', (c) =>
    page(kit, c, 'message.njk', {
      title: wordsOf(c).staff.signIn.signedOut,
      text: wordsOf(c).staff.signIn.signedOutText,
      link: { href: signInAt, text: wordsOf(c).staff.signIn.signIn },
    }),
  );
  if (provider) app.route('/', signInPage(kit, provider, report));
  app.route('/', privateLinkPage(kit));
  app.route('/', keptPage(kit));
  app.route('/', tasksPage(kit));
  app.route('/', assignTasks(kit));
  app.route('/', casesPage(kit));
  app.route('/', recordPage(kit));
  app.route('/', messagesPage(kit));
  app.route('/', lettersToPostPage(kit));
  app.route('/', unsentLettersPage(kit));
  app.route('/', heldMailPage(kit));
  app.route('/', casePage(kit));
  app.route('/', caseFiles(kit));
  app.route('/', mailSourcePage(kit));
  app.route('/', caseSidePages(kit));
  app.route('/', accessRequestPage(kit));
  app.route('/', letterPage(kit));
  app.route('/', writeLetterPages(kit));
  app.route('/', caseActionPages(kit));
  app.route('/', declarationPages(kit));
  app.route('/', taskPage(kit));
  app.route('/', adminPages(kit));
  app.route('/', overviewPage(kit));
  app.route('/', monitorPage(kit));
  app.route('/', reportWordsPage(kit));
  app.route('/', reportsPage(kit, printPdf));
  return app;
};
