import { accessRequestRoutes } from './access-request-routes.ts';
import { caseActionRoutes } from './case-action-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { complainantRoutes } from './complainant-routes.ts';
import { declarationRoutes } from './declaration-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { feedbackRoutes } from './feedback-routes.ts';
import { heldMailRoutes } from './held-mail-routes.ts';
import { letterRoutes } from './letter-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { reportRoutes } from './report-routes.ts';
import type { Route } from './route.ts';

/** Every route of the API, in the order of its description. */
export const routes: readonly Route[] = [
  ...feedbackRoutes,
  ...caseRoutes,
  ...caseActionRoutes,
  ...accessRequestRoutes,
  ...messageRoutes,
  ...letterRoutes,
  ...declarationRoutes,
  ...complainantRoutes,
  ...reportRoutes,
  ...erasureRoutes,
  ...heldMailRoutes,
];
