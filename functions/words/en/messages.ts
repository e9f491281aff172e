import type { FileProblem } from '../../domain/case/file-problem.ts';
import type { MessageHandling, Sender } from '../../domain/case/sender.ts';

/** Who sent a message, how sure we are of it, and what became of it, as staff read them. */
export const messages = {
  forwarded: ({ name, email, on }: { name?: string; email?: string; on?: string }) =>
    `This email passes on what ${name ?? email ?? 'someone else'}${name !== undefined && email !== undefined ? ` (${email})` : ''} wrote${on === undefined ? '' : ` on ${on}`}.`,
  forwardedText: 'What they wrote',
  makeComplainant: ({ name }: { name: string | undefined }) =>
    name === undefined ? 'Make the person quoted the complainant' : `Make ${name} the complainant`,
  /** On a case that a colleague or another organisation passed on. */
  whoComplains: {
    title: 'Who is complaining?',
    passedOn: ({ sender }: { sender: string | undefined }) =>
      `${sender ?? 'The sender'} passed on this email and has had no receipt. Say who is complaining before you decide what to do with it.`,
    quoted: ({ name }: { name: string }) => `${name} is complaining`,
    sender: ({ name }: { name: string }) => `${name} is complaining themselves`,
    notKnown: 'No one knows their name',
    someoneElse: 'Enter who is complaining',
    recorded: ({ name }: { name: string }) => `${name} is the complainant.`,
    notYet: 'Not known yet',
  },
  moreAttachments: ({ count }: { count: number }) =>
    count === 1
      ? 'One more attachment is in the email as it came.'
      : `${count} more attachments are in the email as it came.`,
  /** After the name of an attachment that no one may open. */
  heldBack: {
    'file-type-not-accepted':
      'Held back: not a kind of file we can check. Ask the sender for a PDF or a picture.',
    'file-is-program': 'Held back: a program, a shortcut or a web page. Do not open it.',
    'file-has-macros': 'Held back: it contains macros or other parts that run. Ask the sender for a PDF.',
    'file-runs-actions':
      'Held back: a PDF that runs something when it is opened. Ask the sender to print it to a new PDF.',
    'file-is-locked': 'Held back: locked with a password. Ask the sender for a copy without the password.',
    'file-damaged':
      'Held back: damaged or too much, so it cannot be checked. Ask the sender to send it again.',
    'file-has-malware': 'Held back: it may contain a virus. Do not open it.',
  } satisfies Record<FileProblem, string>,
  title: 'Messages',
  lead: 'What people wrote or said about a case, and no one has dealt with yet. No deadline of theirs runs out until someone has.',
  filtersLabel: 'Filter messages',
  show: 'Show',
  shows: { mine: 'Mine', all: 'All that wait', handled: 'Dealt with' },
  team: 'Team',
  allTeams: 'All teams',
  applyFilters: 'Apply filters',
  message: 'Message',
  sender: 'Sender',
  received: 'Received',
  assignedTo: 'Assigned to, due',
  dealtWithTitle: 'Dealt with',
  further: ({ count }: { count: number }) =>
    count === 1 ? 'One further message waits on this case' : `${count} further messages wait on this case`,
  unread: 'Unread',
  late: 'Overdue',
  more: 'More messages',
  empty: 'No messages to show.',
  /** Someone whose name is not known. */
  senders: {
    complainant: 'the complainant',
    party: 'someone named on the case',
    staff: 'a colleague',
    independent: 'an independent person',
    'known body': 'another organisation',
    stranger: 'an unknown sender',
  } satisfies Record<Sender['kind'], string>,
  someoneElse: 'someone who is not named on the case',
  /** Organisations known by their address. Those of other routes have the names of the routes. */
  bodies: {
    ombudsman: 'the Local Government and Social Care Ombudsman',
    'health ombudsman': 'the Parliamentary and Health Service Ombudsman',
    'duty contact': 'the duty contact for safeguarding',
  },
  withRole: ({ name, role }: { name: string; role: string }) => `${name}, ${role}`,
  formerParty: ({ name }: { name: string }) => `${name}, who no longer acts on this case`,
  from: ({ channel, sender }: { channel: string; sender: string }) => `${channel} from ${sender}`,
  /** Said only of email: the address alone proves little. */
  proofs: {
    'signed-in': undefined,
    'private link': undefined,
    'verified address': undefined,
    'known address': 'sender not verified',
    none: 'sender not verified',
  } satisfies Record<Sender['proof'], string | undefined>,
  withProof: ({ text, proof }: { text: string; proof: string }) => `${text} (${proof})`,
  handlings: {
    answered: 'Answered',
    noted: 'Noted',
    'filed as evidence': 'Filed as evidence',
    'next stage requested': 'Taken as a request for the next stage',
    withdrawal: 'Taken as a withdrawal',
    'agreed to wait': 'Taken as agreement to wait',
    'new complaint': 'Taken as a new complaint',
    'case of its own': 'Made a case of its own',
    moved: 'Moved to another case',
    'other route': 'Passed to another route',
    automatic: 'Marked as an automatic reply',
  } satisfies Record<MessageHandling, string>,
  dealtWith: ({
    how,
    by,
    at,
    note,
    to,
  }: {
    how: string;
    by: string;
    at: string;
    note: string;
    to: string | undefined;
  }) =>
    [`${how}${to === undefined ? '' : ` (${to})`} by ${by}, ${at}`, note]
      .filter((part) => part !== '')
      .join(': '),
  headers: { from: 'From', to: 'To', cc: 'Cc', replyTo: 'Reply to', sent: 'Sent' },
  headersTitle: 'Addresses on this email',
  address: ({ name, address }: { name: string | undefined; address: string }) =>
    name === undefined || name === '' ? address : `${name} <${address}>`,
} as const;
