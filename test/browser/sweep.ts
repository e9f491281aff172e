import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import * as z from 'zod';
import type { Play } from '../play.ts';
import { takesAll } from '../sample.ts';
import { openPage, openWindow, signIn } from './window.ts';

/** An action on a page. It resolves when the page to which it leads in the end has loaded. */
export type Act = (page: Page, play: Play) => Promise<unknown>;

/** A state of a page: where it is, or what is done on the page before it; and what it answers, 200 when absent. */
export type State = readonly [how: string | Act, status?: number];

const Results = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});
const Look = z.object({
  wide: z.boolean(),
  headings: z.number(),
  title: z.string(),
  errors: z.boolean(),
  focused: z.string(),
});
const look = `({
  wide: document.documentElement.scrollWidth > innerWidth,
  headings: document.querySelectorAll('h1').length,
  title: document.title,
  errors: document.querySelector('.govuk-error-summary') !== null,
  focused: document.activeElement.className,
})`;

/** An element that should have the focus gets it when the page is first drawn. Nothing waits where there is none. */
const drawn = `document.querySelector('[autofocus]')
  && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`;

/** Less than half as long as the source that the package exports. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const runAxe = "axe.run({ resultTypes: ['violations'], preload: false })";

const widths = [1280, 320];

const Copied = z.object({ styles: z.string(), title: z.string(), html: z.array(z.string()) });
/** A page as it stands: what gives it its style, its title, and the attributes and content of its elements. */
const copied = `({
  styles: [...document.querySelectorAll('link[rel=stylesheet], style')]
    .map((one) => one.getAttribute('href') ?? one.textContent)
    .join(),
  title: document.title,
  html: [document.documentElement.lang, document.body.className, document.body.innerHTML],
})`;
/** Puts the title, attributes and content of a copy in the place of a page's own. */
const put = ({ title, html }: z.infer<typeof Copied>) => `{
  document.title = ${JSON.stringify(title)};
  [document.documentElement.lang, document.body.className, document.body.innerHTML] = ${JSON.stringify(html)};
}`;

/**
 * Windows in which axe is at home, one of each width, with the style of the pages. To read axe anew on a page takes twice as
 * long as to let it look, so a page is copied to where it is.
 */
const homes = new Map<number, { page: Page; styles: string }>();

async function homeOf(width: number, like: Page): Promise<{ page: Page; styles: string }> {
  const known = homes.get(width);
  if (known) return known;
  const page = await openPage(width);
  await page.goto(new URL('/', like.url()).href);
  await page.evaluate(axe);
  const made = { page, styles: Copied.parse(await page.evaluate(copied)).styles };
  homes.set(width, made);
  return made;
}

/** What axe finds on a page, in a copy of it where it has the style of all pages. */
async function violationsOn(page: Page, width: number) {
  const copy = Copied.parse(await page.evaluate(copied));
  const home = await homeOf(width, page);
  const isCopied = copy.styles === home.styles;
  if (isCopied) await home.page.evaluate(put(copy));
  else await page.evaluate(axe);
  const { violations } = Results.parse(await (isCopied ? home.page : page).evaluate(runAxe));
  return violations;
}

/**
 * Whether every state is drawn at every width, and axe runs at each (`npm run test:full`). Otherwise that is done once for
 * each page, and once with errors, and axe runs on a copy of it at one width in turn. Everything else is looked for in every state.
 */
const everyState = takesAll('AXE_FULL');

/** The pages that axe has seen, without the names of cases, tasks and people in their addresses. */
const seenByAxe = new Set<string>();

/** Whether axe is to look at a page: the first time, and the first time with errors. */
function newToAxe(pathname: string, { errors }: z.infer<typeof Look>): boolean {
  const key = `${pathname.replaceAll(/[\w%.-]*\d[\w%.-]*/g, '*')} ${errors}`;
  const isNew = !seenByAxe.has(key);
  seenByAxe.add(key);
  return isNew;
}

/** Goes from state to state, and answers all that is wrong with any of them; `visited` gets each address. */
export async function sweep(
  play: Play,
  { user, states, visited }: { user?: string | undefined; states: readonly State[]; visited: Set<string> },
): Promise<string[]> {
  const { page, base } = await openWindow(play, { scripts: true });
  if (user !== undefined) await signIn(page, base, user);
  let status = 0;
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) status = response.status();
  });
  const found: string[] = [];
  for (const [n, [how, expected = 200]] of states.entries()) {
    const from = page.url();
    if (typeof how === 'string') await page.goto(`${base}${how}`);
    else
      await how(page, play).catch((cause: unknown) => {
        throw new Error(`state ${n + 1} of ${user ?? 'the public'} is not reached from ${from}`, { cause });
      });
    await page.evaluate(drawn);
    const { pathname } = new URL(page.url());
    visited.add(pathname);
    const at = `state ${n + 1} of ${user ?? 'the public'}, ${page.url().slice(base.length)}`;
    if (status !== expected) found.push(`${at} answers ${status}, not ${expected}`);
    const sees = Look.parse(await page.evaluate(look));
    if (sees.headings !== 1) found.push(`${at} has ${sees.headings} headings of the first level`);
    if (sees.title === '' || sees.title.startsWith('Error:') !== sees.errors)
      found.push(`${at} has the title "${sees.title}"`);
    if ((expected === 422) !== sees.errors && expected !== 409) found.push(`${at} names its errors wrongly`);
    if (sees.errors && sees.focused !== 'govuk-error-summary')
      found.push(`${at} does not lead to its errors`);
    const forAxe = everyState || newToAxe(pathname, sees);
    if (everyState) await page.evaluate(axe);
    // One page ends at the width at which the next begins: to draw it anew costs as much as to look at it.
    const turned = n % 2 === 0 ? widths : widths.toReversed();
    for (const width of forAxe ? turned : [page.viewportSize()?.width ?? 0]) {
      if (forAxe) await page.setViewportSize({ width, height: 800 });
      if (Look.parse(await page.evaluate(look)).wide) found.push(`${at} is wider than ${width}`);
      if (!forAxe || (!everyState && width !== widths[n % widths.length])) continue;
      const violations = everyState
        ? Results.parse(await page.evaluate(runAxe)).violations
        : await violationsOn(page, width);
      found.push(...violations.map(({ id, nodes }) => `${at}, ${width} wide, ${id}: ${nodes[0]?.html}`));
    }
  }
  await page.context().close();
  return found;
}

/** Clicks a link or button that leads to another page, and waits until that page has loaded. */
export async function follow(page: Page, link: Locator): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), link.click()]);
  await page.waitForLoadState();
}

/** Presses a button or follows a link of the page itself. */
export const press =
  (name: string): Act =>
  (page) =>
    follow(page, page.locator(`main :is(button, a):not([aria-hidden])`, { hasText: name }).first());

/** Writes into fields, by id, and presses a button. */
export const send =
  (button: string, fields: Record<string, string> = {}): Act =>
  async (page, play) => {
    for (const [id, text] of Object.entries(fields)) {
      const list = page.locator(`select#${id}`);
      await ((await list.count()) > 0 ? list.selectOption(text) : page.locator(`#${id}`).fill(text));
    }
    await press(button)(page, play);
  };

/** Chooses the option whose label begins with this text, and continues. */
export const choose =
  (label: string, button = 'Continue'): Act =>
  async (page, play) => {
    await page
      .getByLabel(new RegExp(`^\\s*${label}`))
      .first()
      .check();
    await press(button)(page, play);
  };

/** Chooses a file and presses a button of its form. */
export const addFile =
  (name: string, content: string, button = 'Add this file'): Act =>
  async (page) => {
    const file = { name, mimeType: 'text/plain', buffer: Buffer.from(content) };
    await page.setInputFiles('#file', file);
    await follow(page, page.getByRole('button', { name: button, exact: true }));
  };

/** An action in another tab on the same page, which is done first. */
export const afterOther =
  (first: Act, then: Act): Act =>
  async (page, play) => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await first(other, play);
    await other.close();
    await then(page, play);
  };
