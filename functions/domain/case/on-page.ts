/** So many of the latest messages, and so many of the latest events, are on one page of a case. */
export const onPage = { messages: 50, events: 300 };
