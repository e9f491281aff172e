import { pageFrame } from './page-frame.ts';

/** The frame of every page: header, menu, footer, banner, and the pages for addresses that do not exist. */
export const layout = {
  ...pageFrame,
  leave: 'Leave',
  leaveQuickly: 'Leave this page quickly',
  signOut: 'Sign out',
  findCase: 'Find a case',
  findBy: 'Find a case by reference, name or words of a note',
  find: 'Find',
  menuLabel: 'Menu',
  menu: {
    appointments: 'My appointments',
    tasks: 'My tasks',
    cases: 'Cases',
    record: 'Record feedback',
    messages: 'Messages',
    heldMail: 'Held mail',
    lettersToPost: 'Letters to post',
    unsentLetters: 'Letters that did not go',
    overview: 'Overview',
    monitoring: 'Monitoring',
    reports: 'Reports',
    administration: 'Administration',
  },
  back: 'Back',
  backLabel: 'Back',
  errorTitlePrefix: 'Error: ',
  errorSummaryTitle: 'There is a problem',
  unreadable: ({ count }: { count: number }) =>
    count === 1
      ? 'One entry cannot be read, so it is missing here. The people who run this system have been told.'
      : `${count} entries cannot be read, so they are missing here. The people who run this system have been told.`,
  bannerTitle: 'Success',
  important: 'Important',
  nextTask: 'Your next task:',
  noNextTask: 'You have no other tasks to do now.',
  footerTeam: ({ council }: { council: string }) => `${council}, complaints team:`,
  pageNotFound: 'Page not found',
  pageNotFoundText: 'This page does not exist, or you do not have access to it.',
  notAssigned: 'Not assigned',
  theSystem: 'The system',
  theComplainant: 'The complainant',
};
