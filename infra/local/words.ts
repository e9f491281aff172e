/** The texts that people read on the page and in the answers of a local system. Never on AWS. */
export const words = {
  title: 'Redress on this machine',
  folderHeld: ({ folder }: { folder: string }) =>
    `Another process uses the data in ${folder}. Stop it first, or give another DATA_DIR.`,
  scanned: ({ by }: { by: string }) => `Files are scanned for malware by ${by}.`,
  notScanned:
    'Files are not scanned for malware: ClamAV (clamdscan with its daemon, or clamscan with signatures) is not installed.',
  clock: {
    title: 'Clock',
    /** Around the time. */
    now: ['It is', '(UTC) here. Moving it forward runs everything that falls due on the way.'],
    forwardBy: 'Move forward by',
    unit: 'Unit',
    units: { workingDays: 'working days', days: 'days', hours: 'hours', minutes: 'minutes' },
    move: 'Move the clock',
    wanted:
      'Send {"advance": {"workingDays": 3}}, {"advance": {"hours": 1}} or {"to": "2026-12-24T09:00:00Z"}.',
    oneUnit: 'give one of workingDays, days, hours, minutes, seconds',
    notAnInstant: 'That is not an instant',
    notBack: ({ to, now }: { to: string; now: string }) => `The clock cannot go back to ${to}: it is ${now}`,
  },
  mail: {
    title: 'Send an email in',
    about: ({ address }: { address: string }) =>
      `As if it came to ${address}. A mail program can send to the SMTP port, too.`,
    name: 'Name',
    from: 'From',
    subject: 'Subject',
    text: 'Text',
    send: 'Send',
    wanted: 'The mail needs from, name, subject and text.',
    example: {
      name: 'Sam Carter',
      from: 'sam.carter@home.example',
      subject: "My daughter's social worker",
      text: 'Nobody has called me back for three weeks. I want to complain.',
    },
  },
  users: {
    title: 'Sign in as',
    about: 'The pages open as this user. The API takes',
    id: 'User id',
    name: 'Name',
    team: 'Team',
    pages: 'Pages',
    signIn: 'Sign in',
    /** Read out after the button. */
    as: ({ name }: { name: string }) => ` as ${name}`,
    unknown: 'There is no such user.',
    idWanted: 'Give the id of a user',
  },
  outbox: {
    title: ({ count }: { count: number }) => `Outbox: ${count} letters, latest first`,
    latest: ({ count }: { count: number }) => `The latest ${count}.`,
    all: 'All of them as JSON',
    sent: ({ to, at }: { to: string; at: string }) => `to ${to}, ${at}`,
    returnLetter: 'Return this letter',
    wanted: 'Send {"letterId": "..."}, an id from the outbox.',
    idWanted: 'Name a letter of the outbox.',
    unknown: 'No case has sent a letter with this id.',
  },
};
