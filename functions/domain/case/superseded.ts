/** How an open step ends, and a letter that has not left, when the procedure that they belong to was the wrong one. */
export const superseded = 'superseded';

/** How an open step ends when its case is merged into another one, and how that case is closed. No procedure has it. */
export const merged = 'merged';

/** How an open step ends when the complainant has died and no one goes on in their place. No procedure has it. */
export const endedAfterDeath = 'ended-after-death';

/** What the keys of letters about the merge of a case begin with. */
export const occasionOfMerge = (from: string): string => `merged-${from}`;
