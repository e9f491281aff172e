/** What every page has, those of reports too, which are made without the words of the other pages. */
export const pageFrame = {
  lang: 'en-GB',
  skipLink: 'Skip to main content',
};
