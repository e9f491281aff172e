import type { Play } from '../../play.ts';
import { browse } from '../pages/browse.ts';
import { answerFaults, formulas, hostile, long, type Found } from './texts.ts';

/** Every page that links lead to, as this user, and every search on them with what breaks systems. */
export async function crawl(
  play: Play,
  user: string,
  found: Found,
  seen: Map<string, string>,
  known: Set<string>,
): Promise<void> {
  const visitor = browse(play);
  await visitor.signIn(user);
  const ahead = ['/tasks', '/'];
  const queries = new Map<string, number>();
  const follow = (href: string) => {
    const path = href.replace(/#.*/s, '');
    if (
      !path.startsWith('/') ||
      path.startsWith('/local') ||
      path.endsWith('.pdf') ||
      path.startsWith('/api/') ||
      /\/form-\d+$/.test(path) ||
      known.has(path)
    )
      return;
    // Lists are looked at in a few of their many states.
    const [page = ''] = path.split('?');
    const times = (queries.get(page) ?? 0) + 1;
    queries.set(page, times);
    if (times > 4) return;
    known.add(path);
    ahead.push(path);
  };
  for (let at = ahead.pop(); at !== undefined; at = ahead.pop()) {
    const shown = await visitor.get(at);
    found.wrong.push(...answerFaults(shown).map((fault) => `${user}: ${fault}`));
    const type = shown.headers.get('content-type') ?? '';
    if (/csv/.test(type) && formulas(shown.html).length > 0)
      found.wrong.push(`${at} has a formula: ${formulas(shown.html).join()}`);
    if (!/html/.test(type)) {
      seen.set(`${user} ${at}`, shown.html);
      continue;
    }
    const values = shown.page.querySelectorAll('input').map((input) => input.getAttribute('value') ?? '');
    seen.set(`${user} ${at}`, [shown.page.textContent, ...values].join('\n'));
    const here = new URL(shown.at, 'http://us');
    for (const link of shown.page.querySelectorAll('a[href]')) {
      const href = link.getAttribute('href') ?? '';
      if (!/^[a-z]+:/i.test(href)) {
        const to = new URL(href, here);
        follow(`${to.pathname}${to.search}`);
      }
    }
    for (const form of shown.page
      .querySelectorAll('main form')
      .filter((one) => one.getAttribute('method') !== 'post'))
      for (const value of [hostile('search'), long.slice(0, 3_000)]) {
        const query = new URLSearchParams();
        for (const input of form.querySelectorAll('input, select'))
          query.set(input.getAttribute('name') ?? '', value);
        if (!known.has(`search ${form.getAttribute('action') ?? at}${value.length}`)) {
          known.add(`search ${form.getAttribute('action') ?? at}${value.length}`);
          found.wrong.push(
            ...answerFaults(
              await visitor.get(`${form.getAttribute('action') ?? here.pathname}?${query.toString()}`),
            ),
          );
          // Each by itself, too: what one makes wrong hides the others.
          for (const [name] of query)
            found.wrong.push(
              ...answerFaults(
                await visitor.get(
                  `${form.getAttribute('action') ?? here.pathname}?${new URLSearchParams({ [name]: value }).toString()}`,
                ),
              ),
            );
        }
      }
  }
}
