import { access } from './access.ts';
import { actions } from './actions.ts';
import { administration } from './administration.ts';
import { api } from './api.ts';
import { children } from './children.ts';
import { deadlines } from './deadlines.ts';
import { eventCodes, events } from './events.ts';
import { forms } from './forms.ts';
import { independents } from './independents.ts';
import { keptSettings } from './kept-settings.ts';
import { layout } from './layout.ts';
import { messages } from './messages.ts';
import { parties } from './parties.ts';
import { post } from './post.ts';
import { refusals } from './refusals.ts';
import { reports } from './reports.ts';
import { publicStatus } from './public-status.ts';
import { publicPages } from './public.ts';
import { staff } from './staff.ts';
import { terms } from './terms.ts';
import { unsent } from './unsent.ts';

/** British English. One file for each room of the catalogue. */
export const en = {
  access,
  actions,
  administration,
  api,
  children,
  deadlines,
  eventCodes,
  events,
  forms,
  independents,
  keptSettings,
  layout,
  messages,
  parties,
  post,
  public: publicPages,
  publicStatus,
  refusals,
  reports,
  staff,
  terms,
  unsent,
};
