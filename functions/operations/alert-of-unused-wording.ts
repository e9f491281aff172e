import { defaultLanguage, letterIn } from '../../workflows/letters/index.ts';
import { usersWithRole } from '../domain/council/council.ts';
import { letterId, type Dependencies } from '../dependencies.ts';
import { faultFields } from '../runtime/faults.ts';
import { sendNotice } from './send-notice.ts';

const template = 'alert-wording';

/**
 * Tells every administrator which letters do not use the council's own wording, because this version of Redress does not accept
 * it: once for each version of the settings and set of letters, however often it is called. One mail that cannot be sent does
 * not delay the others: the next run sends it.
 */
export async function alertOfUnusedWording(deps: Dependencies): Promise<void> {
  const { council, councils } = deps;
  const unused = Object.keys(councils.rejectedWording).sort();
  if (unused.length === 0) return;
  const titles = unused.map((id) => letterIn(defaultLanguage, id)?.title ?? id);
  for (const { id, name, email } of usersWithRole(council, 'administrator')) {
    try {
      await sendNotice(deps, {
        id: letterId('wording', `${councils.version} ${unused.join(' ')} ${id}`),
        template,
        values: {
          assigneeName: name,
          lettersNotReworded: titles,
          link: `${council.pages.replace(/\/$/, '')}/admin/folder`,
        },
        to: { name, email },
        copies: 'digests/',
      });
    } catch (fault) {
      deps.log('notice-not-sent', { template, ...faultFields(fault) });
    }
  }
}
