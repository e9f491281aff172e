/** How an open step ends, and a letter that has not left, when the procedure that they belong to was the wrong one. */
export const superseded = 'superseded';
