/** The most bytes of documents that go with one letter: encoded for mail they are a third longer, and SES takes 10 MB. */
export const mostEnclosed = 7_000_000;
