import { administration } from './administration.ts';
import { layout } from './layout.ts';
import { terms } from './terms.ts';

/** British English. One file for each room of the catalogue. */
export const en = { administration, layout, terms };
