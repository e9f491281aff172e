import { layout } from './layout.ts';

/** British English. One file for each room of the catalogue. */
export const en = { layout };
