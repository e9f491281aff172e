import { Hono } from 'hono';
import { letterId } from '../../dependencies.ts';
import { withAddress } from '../../operations/follow-case/address-on-paper.ts';
import { may } from '../../domain/people/may.ts';
import { leavesCouncil, personWrittenTo } from '../../domain/people/written-to.ts';
import { withinPage } from '../kit/letter-within-page.ts';
import type { LetterRow } from '../../domain/case/stored-rows.ts';
import type { CaseFile } from '../../ports.ts';
import { letterTemplate } from '../../operations/send-letter/letter-reader.ts';
import { storedHtml } from '../../operations/send-letter/stored-html.ts';
import type { Words } from '../../words/words.ts';
import { letterStatus } from './case-parts.ts';
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
import { enclosuresOf } from '../../domain/correspondence/letter-state.ts';

/** A letter of a case as it was sent: within the page, and alone for printing and posting. */
export function letterPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  async function readableLetter(c: PageContext) {
    const file = await readableCase(kit, c);
    const row = file?.letters.find(({ key }) => letterId(file.state.id, key) === c.req.param('letter'));
    const html = row && (await storedHtml(deps.files, row));
    return file && row && html !== undefined ? { file, row, html } : undefined;
  }

  app.get('/cases/:reference/letters/:letter', async (c) => {
    const letter = await readableLetter(c);
    if (!letter) return noPage(kit, c);
    const { file, row, html } = letter;
    const words = wordsOf(c);
    const here = `/cases/${file.state.reference}/letters/${letterId(file.state.id, row.key)}`;
    return page(kit, c, 'letter.njk', {
      title: letterTemplate(row.template).title,
      reference: file.state.reference,
      to: leavesCouncil(row.to) ? addressOf(file, row, words) : nameOf(kit, row.to, words),
      preparedAt: row.preparedAt,
      status: letterStatus(row, words),
      post:
        row.status === 'to be posted' && may(c.get('user'), { do: 'act on case' }, file.state, deps.council),
      enclosures: enclosuresOf(file, row),
      body: withinPage(html),
      // A letter printed for the post gets a private link of its own. Viewing a page must not make one.
      print:
        row.status === 'to be posted' && may(c.get('user'), { do: 'act on case' }, file.state, deps.council)
          ? `/cases/${file.state.reference}/private-link`
          : `${here}/print`,
      back: {
        href: `/cases/${file.state.reference}#letters`,
        text: words.staff.caseLink({ reference: file.state.reference }),
      },
    });
  });

  app.get('/cases/:reference/letters/:letter/print', async (c) => {
    const letter = await readableLetter(c);
    if (!letter) return noPage(kit, c);
    const { row, html, file } = letter;
    const person = personWrittenTo(file, row.to);
    return c.html(row.status === 'to be posted' ? withAddress(html, person) : html, 200, {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
  });

  return app;
}

/** The name of the person it goes to with their email or postal address. */
function addressOf(file: CaseFile, { to }: LetterRow, { layout }: Words): string {
  const person = personWrittenTo(file, to);
  const name = person?.name ?? person?.organisation ?? layout.theComplainant;
  return [name, person?.email ?? person?.address].filter(Boolean).join('\n');
}
