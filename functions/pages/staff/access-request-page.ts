import { Hono } from 'hono';
import {
  accessPage,
  clearAccessItems,
  extendAccessRequest,
  giveAccess,
} from '../../actions/access-requests.ts';
import { accessRequestsOf } from '../../domain/case/access-request.ts';
import type { Clearance } from '../../domain/case/clearance.ts';
import { attachmentAs } from '../../domain/text/attachment-header.ts';
import { londonDate, longDate } from '../../domain/time/civil-date.ts';
import { may } from '../../domain/people/may.ts';
import type { User } from '../../domain/council/council.ts';
import {
  accessExport,
  exportAsHtml,
  filesOfExport,
  partsOfExport,
} from '../../operations/access-request/access-export.ts';
import { accessZip, zipsOfExport } from '../../operations/access-request/access-zip.ts';
import {
  gatherRequest,
  uncleared,
  type GatheredRequest,
} from '../../operations/access-request/items-about-person.ts';
import { placeOf, type AccessItem } from '../../operations/access-request/items-in-case.ts';
import type { CaseFile } from '../../ports.ts';
import { personName, personNamed } from '../../words/person-name.ts';
import { refusalInWords } from '../../words/refusal-in-words.ts';
import type { Words } from '../../words/words.ts';
import {
  nameOf,
  noPage,
  page,
  readableCase,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { moment } from '../kit/render.ts';
import { addressOf } from './case-action-pages.ts';
import { performAction } from './perform-action.ts';

const onPage = 25;

/** The requests of a case as links on its page. Empty for those who may not act on it. */
export function accessRequestLinks({ deps }: PageKit, user: User, file: CaseFile, words: Words) {
  if (!may(user, { do: 'act on case' }, file.state, deps.council)) return [];
  return accessRequestsOf(file.events).map(({ id, person, dueOn, given }) => {
    const name = personNamed(file.persons, person, words);
    return {
      href: accessPage(file.state.reference, id),
      text: given
        ? words.access.linkGiven({ name, on: longDate(given.on) })
        : words.access.link({ name, due: longDate(dueOn) }),
    };
  });
}

/** A subject access request: everything found about the person, to decide item by item, and the export of it. */
export function accessRequestPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  const gathered = (c: PageContext) =>
    gatherRequest(deps, {
      user: c.get('user'),
      reference: c.req.param('reference') ?? '',
      request: c.req.param('request') ?? '',
      words: wordsOf(c),
    });

  app.get('/cases/:reference/access-requests/:request', async (c) => {
    const found = await gathered(c);
    return found ? show(c, found) : noPage(kit, c);
  });

  app.get('/cases/:reference/access-requests/:request/export/:format{json|html}', async (c) => {
    const found = await gathered(c);
    const words = wordsOf(c);
    const part = Number(c.req.query('part') ?? 1);
    const made = found && accessExport(found, { now: deps.clock.now(), words, part });
    if (!found || !made) return noPage(kit, c);
    const format = c.req.param('format');
    const name = `${c.req.param('reference')}-${found.request.id}${made.parts === 1 ? '' : `-${part}`}.${format}`;
    c.header('content-disposition', attachmentAs(name));
    if (format === 'json')
      return c.body(JSON.stringify(made, undefined, 2), 200, {
        'content-type': 'application/json; charset=utf-8',
      });
    return c.html(exportAsHtml(made, deps.council.name, words), 200, {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    });
  });

  app.get('/cases/:reference/access-requests/:request/export/zip', async (c) => {
    const found = await gathered(c);
    const words = wordsOf(c);
    const part = Number(c.req.query('part') ?? 1);
    const zip = found && (await accessZip(deps, found, { user: c.get('user'), words, part }));
    if (!found || !zip) return noPage(kit, c);
    const { zip: said } = words.access;
    if ('closed' in zip)
      return page(
        kit,
        c,
        'message.njk',
        { title: said.closed, text: said.closedText({ names: zip.closed }) },
        409,
      );
    const name = `${c.req.param('reference')}-${found.request.id}${zip.parts === 1 ? '' : `-${part}`}.zip`;
    c.set('sentFile', true);
    return c.redirect(await deps.links.toDownload({ key: zip.made, mimeType: 'application/zip', name }), 303);
  });

  app.post('/cases/:reference/access-requests/:request', async (c) => {
    const [found, file] = [await gathered(c), await readableCase(kit, c)];
    if (!found || !file) return noPage(kit, c);
    const words = wordsOf(c);
    const typed = typedClearances(c);
    const unexplained = typed.flatMap(({ clearance: { item, include, reason }, at }) =>
      include || reason !== undefined
        ? []
        : [
            {
              text: words.access.reasonNeeded({
                title: found.items.find(({ id }) => id === item)?.title ?? '',
              }),
              href: `#reason-${at}`,
            },
          ],
    );
    if (unexplained.length > 0) return show(c, found, unexplained);
    const here = accessPage(file.state.reference, found.request.id);
    const items = typed.map(({ clearance }) => clearance);
    if (items.length === 0) return c.redirect(here, 303);
    const input = { request: found.request.id, items };
    const outcome = await performAction(kit, c, clearAccessItems, { file, input });
    if (outcome.ok) return c.redirect(here, 303);
    if (outcome.kind === 'not found') return noPage(kit, c);
    return show(c, found, [{ text: refusalInWords(outcome.refusal, words), href: '#items' }]);
  });

  async function show(c: PageContext, found: GatheredRequest, errors: { text: string; href: string }[] = []) {
    const words = wordsOf(c);
    const text = words.access;
    const { request, person, items, cases, sameName } = found;
    const reference = c.req.param('reference') ?? '';
    const file = await readableCase(kit, c);
    const here = accessPage(reference, request.id);
    const left = uncleared(found);
    const parts = left.length === 0 ? partsOfExport(found) : 0;
    const zips = left.length === 0 ? zipsOfExport(found) : 0;
    const changing = c.req.query('change');
    const toDecide = request.given
      ? []
      : (changing === undefined ? left : items.filter(({ id }) => id === changing)).slice(0, onPage);
    const typed = new Map(typedClearances(c).map(({ clearance }) => [clearance.item, clearance]));
    const action = (shown: (typeof giveAccess.pages)[number] | undefined) =>
      shown && file && !request.given ? addressOf(file, shown, request.id) : undefined;
    const received = longDate(request.receivedOn);
    return page(
      kit,
      c,
      'access-request.njk',
      {
        title: text.title({ name: personName(person, words) }),
        reference,
        here,
        errors,
        ownCase: request.ownCase,
        due: request.given ? undefined : text.due({ due: longDate(request.dueOn) }),
        late: request.given === undefined && londonDate(deps.clock.now()) > request.dueOn,
        why: request.extended
          ? text.dueExtended({ received, reason: request.extended.reason })
          : text.dueWhy({ received }),
        given:
          request.given &&
          text.given({
            on: longDate(request.given.on),
            included: request.given.included,
            leftOut: request.given.leftOut,
          }),
        extend: request.extended ? undefined : action(extendAccessRequest.pages[0]),
        give: left.length === 0 ? action(giveAccess.pages[0]) : undefined,
        cases: cases.map((one) => ({ reference: one.reference, why: text.why[one.why] })),
        sameName,
        progress: text.progress({ left: left.length, all: items.length }),
        items: toDecide.map((item, n) => {
          const given = typed.get(item.id);
          const seen = request.cleared.get(item.id)?.at ?? '';
          return { ...itemOnPage(item, words), n, seen, typed: given, reason: given?.reason };
        }),
        decided: items.flatMap((item) => {
          const one = request.cleared.get(item.id);
          return one === undefined
            ? []
            : [
                {
                  title: item.title,
                  about: [text.kinds[item.kind], item.reference].filter(Boolean).join(', '),
                  reason: one.reason,
                  said: text.decided({
                    include: one.include,
                    by: nameOf(kit, one.by, words),
                    at: moment(one.at),
                  }),
                  change: request.given ? undefined : `${here}?change=${encodeURIComponent(item.id)}#items`,
                },
              ];
        }),
        ready: left.length === 0,
        parts: Array.from({ length: parts }, (_, n) => ({ part: n + 1, parts })),
        zips: Array.from({ length: zips }, (_, n) => ({ part: n + 1, parts: zips })),
        files:
          left.length === 0
            ? filesOfExport(found).map(({ name, item }) => ({ name, href: hrefOf(item) }))
            : [],
        back: { href: `/cases/${reference}`, text: words.staff.caseLink({ reference }) },
      },
      errors.length === 0 ? 200 : 422,
    );
  }

  return app;
}

function itemOnPage(item: AccessItem, { access }: Words) {
  return {
    id: item.id,
    title: item.title,
    kind: access.kinds[item.kind],
    reference: item.reference,
    source: access.from({ source: item.source, at: item.at === undefined ? undefined : moment(item.at) }),
    text: item.text,
    others: item.others.map(({ name, staff }) => (staff ? access.staff({ name }) : name)),
    file: item.file && { name: item.file.name, href: hrefOf(item) },
  };
}

/** Where an officer opens the file of an item: on its case, whose pages check and record it. */
function hrefOf(item: AccessItem): string | undefined {
  const place = placeOf(item);
  return (
    place && `/cases/${place.reference}/${place.kind === 'document' ? 'documents' : 'messages'}/${place.what}`
  );
}

/** The decisions of a form, each with its place in it. Items without a decision are left as they are. */
function typedClearances(c: PageContext): { clearance: Clearance & { seen?: string }; at: number }[] {
  return Array.from({ length: onPage }, (_, at) => at).flatMap((at) => {
    const decision = field(c.var.form, `decision-${at}`);
    const item = field(c.var.form, `item-${at}`);
    const reason = field(c.var.form, `reason-${at}`).trim();
    const seen = field(c.var.form, `seen-${at}`);
    if (item === '' || (decision !== 'include' && decision !== 'leave-out')) return [];
    const clearance = {
      item,
      include: decision === 'include',
      ...(reason === '' ? {} : { reason }),
      ...(seen === '' ? {} : { seen }),
    };
    return [{ clearance, at }];
  });
}
