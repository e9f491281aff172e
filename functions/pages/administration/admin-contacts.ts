import type { Council } from '../../domain/council/council.ts';
import { routeIds } from '../../../workflows/procedures/other-routes.ts';
import type { Words } from '../../words/words.ts';
import { first, type AdminPart, reasonField } from './admin-parts.ts';

/** The duty contact for safeguarding, and where a copy of what is sent to another route goes. Asks for a reason. */
export function safeguardingPart(
  council: Council,
  { keptSettings: { contacts: said }, terms }: Words,
): AdminPart {
  const { dutyContact } = council;
  return {
    title: said.title,
    about: said.about,
    fields: [
      { kind: 'input', name: 'name', label: said.name, hint: said.nameHint, missing: said.nameMissing },
      { kind: 'input', name: 'email', label: said.email, missing: said.emailMissing },
      { kind: 'input', name: 'phone', label: said.phone, hint: said.phoneHint },
      ...routeIds.map((route) => ({
        kind: 'input' as const,
        name: route,
        label: said.route({ route: terms.routes[route] }),
        hint: said.routeHint,
      })),
      reasonField(said),
    ],
    part: ({ dutyContact: duty = null, routeAddresses = {} }) => ({ duty, routeAddresses }),
    typed: {
      name: [dutyContact?.name ?? ''],
      email: [dutyContact?.email ?? ''],
      phone: [dutyContact?.phone ?? ''],
      reason: [''],
      ...Object.fromEntries(routeIds.map((route) => [route, [council.routeAddresses?.[route] ?? '']])),
    },
    edit: (before, typed) => {
      const { dutyContact: _, routeAddresses: __, ...others } = before;
      const [name, email, phone] = [first(typed, 'name'), first(typed, 'email'), first(typed, 'phone')];
      const addresses = routeIds.flatMap((route) => {
        const address = first(typed, route);
        return address === '' ? [] : [[route, address] as const];
      });
      return {
        ...others,
        ...(name + email + phone === ''
          ? {}
          : { dutyContact: { name, email, ...(phone === '' ? {} : { phone }) } }),
        ...(addresses.length === 0 ? {} : { routeAddresses: Object.fromEntries(addresses) }),
      };
    },
    fieldOf: ({ field }) => field.replace(/^(?:dutyContact|routeAddresses)\./, ''),
    reason: (typed) => first(typed, 'reason'),
    next: '/admin/safeguarding',
  };
}
