import { refusalInWords } from '../../words/refusal-in-words.ts';
import { Hono } from 'hono';
import { renewPrivateLink } from '../../actions/renew-private-link.ts';
import { isOnPaper } from '../../domain/correspondence/letter-state.ts';
import { may } from '../../domain/people/may.ts';
import { leavesCouncil } from '../../domain/people/written-to.ts';
import { letterId } from '../../dependencies.ts';
import { printLetter } from '../../operations/follow-case/print-letter.ts';
import { letterTitle } from './letter-title.ts';
import { performAction } from './perform-action.ts';
import {
  noPage,
  page,
  readableCase,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';

/** Sends the complainant a new private link, and prints letters for the post, each with its own link. */
export function privateLinkPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  async function caseToChange(c: PageContext) {
    const file = await readableCase(kit, c);
    return file && may(c.get('user'), { do: 'act on case' }, file.state, deps.council) ? file : undefined;
  }

  app.get('/cases/:reference/private-link', async (c) => {
    const file = await caseToChange(c);
    if (!file) return noPage(kit, c);
    const { state, letters, persons } = file;
    const casePath = `/cases/${state.reference}`;
    const words = wordsOf(c);
    return page(kit, c, 'private-link.njk', {
      title: words.staff.privateLink.title,
      reference: state.reference,
      action: `${casePath}/private-link`,
      email: persons.find(({ id }) => id === state.person)?.email,
      printable: letters
        .filter((letter) => leavesCouncil(letter.to) && isOnPaper(letter))
        .toSorted((one, other) => (one.preparedAt < other.preparedAt ? -1 : 1))
        .map(({ key, template, to, preparedAt }) => ({
          title: letterTitle(file, { template, to }, words),
          preparedAt,
          action: `${casePath}/letters/${letterId(state.id, key)}/print`,
        })),
      back: { href: casePath, text: words.staff.caseLink({ reference: state.reference }) },
    });
  });

  app.post('/cases/:reference/private-link', async (c) => {
    const file = await caseToChange(c);
    if (!file) return noPage(kit, c);
    const { reference } = file.state;
    const words = wordsOf(c);
    const link = { href: `/cases/${reference}`, text: words.staff.caseLink({ reference }) };
    const renewed = await performAction(kit, c, renewPrivateLink, { file, input: {} });
    if (renewed.ok) return c.redirect(renewed.to, 303);
    const title = words.staff.privateLink.cannotRenew;
    return page(kit, c, 'message.njk', { title, text: refusalInWords(renewed.refusal, words), link }, 409);
  });

  // A form rather than a link: each print makes a private link, which viewing a page must not do.
  app.post('/cases/:reference/letters/:letter/print', async (c) => {
    const file = await caseToChange(c);
    const html =
      file &&
      (await printLetter(deps, {
        caseId: file.state.id,
        letter: c.req.param('letter'),
        by: c.get('user'),
      }));
    if (html === undefined) return noPage(kit, c);
    return c.html(html, 200, {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals",
    });
  });

  return app;
}
