/**
 * The words of every page. They are separate because pages of reports are made without the words of the other pages.
 */
export const pageFrame = {
  lang: 'en-GB',
  skipLink: 'Skip to main content',
};
