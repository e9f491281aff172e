/** The administrator's pages about how long cases are kept, and who is told of danger and of points for another route. */
export const keptSettings = {
  retention: {
    title: 'How long cases are kept',
    summary: ({ longer }: { longer: number }) =>
      longer === 0 ? 'As the rules say' : `${longer} ${longer === 1 ? 'rule' : 'rules'} with a longer period`,
    about:
      'At the end of its time, each case is reviewed before it is erased. You can keep cases longer than a rule or the council’s folder says, never shorter. What you set here wins over the folder.',
    rule: 'Rule',
    source: 'Source',
    change: 'Change',
    toBeChecked: ({ source }: { source: string }) => `${source} (to be checked)`,
    fixedTitle: 'Set by Redress',
    fixed: 'These periods cannot be changed here.',
    equality: ({ years }: { years: number }) =>
      `Quarterly counts of answers to the equality questions: ${years} years`,
    partAbout: ({ least }: { least: number }) =>
      `The shortest period is ${least} years. A longer one takes effect immediately, for cases that are closed already too. A review that has begun goes on, and cannot erase the case before its time.`,
    years: 'Years after closing',
    yearsHint: 'Leave this empty to keep cases for the shortest period',
    yearsMissing: 'Enter a whole number of years, 150 or fewer',
    age: 'At least until the child’s birthday',
    ageHint: ({ least }: { least: number }) =>
      `The age they reach, such as ${least}. Leave this empty to keep cases to the earliest birthday that is allowed.`,
    reason: 'Why you keep them longer',
    reasonHint: 'Such as the policy that says so. It is named in the proof of every erasure.',
    reasonMissing: 'Enter why you keep these cases longer, such as the policy that says so',
  },
  contacts: {
    title: 'Safeguarding and other routes',
    summary: ({ name }: { name: string | undefined }) =>
      name === undefined ? 'No duty contact' : `Duty contact: ${name}`,
    about:
      'The duty contact is told by email within minutes, at any hour, when someone may be in danger. Without one, every complaints officer and every senior manager is told.',
    name: 'Name of the duty contact',
    nameHint:
      'Such as the emergency duty team. Leave the name and the email address empty to have no duty contact.',
    nameMissing: 'Enter the name of the duty contact',
    email: 'Email address of the duty contact',
    emailMissing: 'Enter the email address of the duty contact',
    phone: 'Phone number of the duty contact',
    phoneHint: 'We give this number to people who write that someone may be in danger.',
    route: ({ route }: { route: string }) => `Email address for: ${route}`,
    routeHint: 'A copy of what is sent on goes there. Leave this empty to send no copies.',
    reason: 'Why you are changing this',
    reasonHint: 'Kept in the history of changes.',
    reasonMissing: 'Enter why you are changing this',
  },
};
