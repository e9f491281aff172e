import { reportAndGoOn } from '../../runtime/faults.ts';
import { keepForm } from './kept-form.ts';
import { page, wordsOf, type PageContext, type PageKit } from './page-kit.ts';

/** Answers a request that others kept from being done by writing the same rows. What a user typed is kept where it can be. */
export async function busy(kit: PageKit, c: PageContext): Promise<Response> {
  const text = wordsOf(c).staff.messages;
  const isOfUser = c.req.method === 'POST' && c.get('user') !== undefined;
  // Without it the page still says that nothing was saved.
  const kept = isOfUser
    ? await reportAndGoOn(keepForm(kit, c), (fault) => kit.deps.log('form-not-kept', fault))
    : undefined;
  c.header('retry-after', '2');
  return page(
    kit,
    c,
    'message.njk',
    {
      title: text.busy,
      text: kept === undefined ? text.busyText : text.busyKept,
      forChildren: c.req.path.startsWith('/children/'),
      link: kept === undefined ? undefined : { href: kept, text: text.tryAgain },
    },
    503,
  );
}
