import { vocabulary } from '../../../workflows/letters/letter-template.ts';
import type { DayUnit } from '../../../workflows/procedures/meanings.ts';
import type { CouncilProblemSentences } from '../../domain/council/council-problem.ts';
import type { Council, KnownBody, Target, Team, User } from '../../domain/council/council.ts';
import type { RetentionPeriod } from '../../domain/council/retention-periods.ts';
import { duration } from './phrases.ts';

const openCases = (count: number) => `${count} open ${count === 1 ? 'case' : 'cases'}`;

/** A value of a letter, in the words of the list of values; an unknown one as it was typed. */
const valueNamed = (name: string) => {
  const known = Object.entries(vocabulary).find(([one]) => one === name)?.[1];
  return known === undefined ? `{{${name}}}` : `{{${name}}} (${known})`;
};

/** The pages of the administrator: contacts, people, teams, lists, the wording of letters, import and export. */
export const administration = {
  title: 'Administration',
  saved: 'Saved. The change has taken effect.',
  save: 'Save',
  about:
    'Changes take effect immediately, on every page and in every letter written from now on. Closed cases stay as they are.',
  peopleCount: ({ count }: { count: number }) => `${count} ${count === 1 ? 'person' : 'people'}`,
  teamCount: ({ count }: { count: number }) => `${count} ${count === 1 ? 'team' : 'teams'}`,
  entryCount: ({ count }: { count: number }) => `${count} ${count === 1 ? 'entry' : 'entries'}`,
  lastChanges: 'Last changes',
  allChanges: 'View all changes',
  noChanges: 'No changes. Everything is as it was when the system was set up.',

  changedMeanwhile: {
    title: 'Someone else changed this while you were editing',
    text: ({ by, at }: { by: string; at: string | undefined }) =>
      `Changed by ${by}${at === undefined ? '' : `, ${at}`}. We have not saved your changes. They are below: save again to use them.`,
    caption: 'Saved now, and what you entered',
    field: 'Field',
    now: 'Saved now',
    yours: 'You entered',
    nothing: 'Nothing',
  },

  contacts: {
    title: 'Name, contacts and advocacy',
    name: 'Name of the council',
    nameMissing: 'Enter the name of the council',
    senderName: 'Sender name on letters',
    senderNameMissing: 'Enter the sender name on letters',
    phone: 'Phone number',
    phoneMissing: 'Enter a phone number',
    website: 'Page about complaints on your website',
    colour: 'Colour of page headers',
    colourHint:
      'A hex code such as #003d5c, dark enough for white text. Leave this empty to use the standard blue.',
    advocacy: 'How to contact an advocate',
    advocacyHint: 'Included in every letter to a child or care leaver (Children Act 1989, section 26A).',
    advocacyMissing: 'Enter how to contact an advocate',
    fixedTitle: 'Set when the system is deployed',
    fixedText:
      'Email and case references depend on these settings. To change them, edit the council’s file and deploy again.',
    referencePrefix: 'Prefix of case references',
    intakeAddress: 'Email address for complaints',
    senderAddress: 'Email address that letters come from',
    pagesAddress: 'Web address of this service',
  },

  sessions: {
    title: 'Who is signed in',
    summary: 'See who is signed in, and sign them out',
    about:
      'A session ends after 60 minutes without a page, and after 10 hours. If someone has lost a device, end their sessions. If someone leaves, mark them as left: that ends their sessions and their access.',
    name: 'Name',
    since: 'Signed in',
    lastSeen: 'Last seen',
    end: 'End session',
    endOf: ({ name, at }: { name: string; at: string }) => `End session of ${name} from ${at}`,
    endAll: ({ name }: { name: string }) => `End all sessions of ${name}`,
    own: '(this session)',
    ended: ({ name }: { name: string }) => `${name} has been signed out`,
    none: 'This session has already ended',
  },

  people: {
    title: 'People and roles',
    about: 'Everyone who can sign in, and their roles. People who leave stay named on their old cases.',
    add: 'Add a person',
    name: 'Name',
    roles: 'Roles',
    email: 'Email address',
    line: ({ roles, team, left }: { roles: string; team: string | undefined; left: boolean }) =>
      `${roles}${team === undefined ? '' : `, ${team}`}${left ? ' (has left)' : ''}`,
    empty: 'No people',
    id: 'User ID',
    idHint: 'Lower case letters, digits, dots and hyphens. Cases use this ID, so you cannot change it later.',
    idMissing: 'Enter a user ID',
    nameHint: 'As it appears in letters.',
    nameMissing: 'Enter a name',
    emailHint: 'They use this address to sign in.',
    emailMissing: 'Enter an email address',
    team: 'Team',
    teamHint: 'For team managers, who see the cases of their team.',
    noTeam: 'No team',
    closedTeam: ({ team }: { team: string }) => `${team} (closed)`,
    independence: 'Independence',
    independenceHint:
      'Independent Persons and panel members must be independent of the council (SI 2006/1738, regulation 2).',
    independent: 'Not a member or an officer of the council',
    partnerOfOfficer:
      'Married to, or in a civil partnership with, a member or officer who is not listed here',
    partnerOf: 'Married to, or in a civil partnership with, someone listed here',
    partnerOfHint: 'Their names or user IDs, one on each line.',
    otherAddresses: 'Other email addresses of this person',
    otherAddressesHint:
      'Of another account they have here, and private ones, one on each line. They see nothing of a case that is about them, or that came from one of these addresses.',
    stillHere: 'Do they still work here?',
    hasLeft: 'They have left. They cannot sign in or be selected, and stay named on their old cases',
  },

  teams: {
    title: 'Teams',
    about: 'Each complaint is about a team. The head of service is told when something is overdue.',
    add: 'Add a team',
    team: 'Team',
    serviceArea: 'Service area',
    serviceAreaMissing: 'Select a service area',
    headOfService: 'Head of service',
    headHint:
      'A senior manager. They are told when something is overdue, and cannot investigate complaints about this team.',
    headMissing: 'Select a head of service',
    empty: 'No teams',
    name: 'Name',
    nameHint: 'Cases use this name, so you cannot change it later.',
    nameMissing: 'Enter a name',
    stillExists: 'Does this team still exist?',
    isClosed: 'It has closed. It cannot be selected, and old cases keep its name',
  },

  lists: {
    'service-areas': { title: 'Service areas', about: 'Each team belongs to a service area.' },
    categories: {
      title: 'Categories',
      about:
        'The subjects of complaints. Put each sub-category below its category and begin it with a hyphen.',
    },
    themes: { title: 'Themes', about: 'Officers tag cases with these themes for the reports.' },
    'learning-types': { title: 'Types of learning', about: '' },
    'action-types': { title: 'Types of action', about: '' },
    'known-bodies': {
      title: 'Other organisations',
      about:
        'Organisations that write to you, such as hospitals, schools and other councils. Enter the name, a colon, and their email addresses or domains. Emails from there show the name.',
    },
  },
  listKeepsCases: 'A change affects what people can select from now on. Existing cases keep their entries.',
  /** Other organisations: no one selects them. */
  listOfBodies: 'A change affects emails that come from now on.',
  listHintOfBodies: 'One organisation on each line.',
  listHint: 'One on each line, in the order in which people see them.',

  letters: {
    title: 'Wording of letters',
    about:
      'Each letter has a standard wording. You can replace it with your own, as long as it keeps everything that the law requires.',
    toComplainants: 'To complainants',
    toOtherBody: 'To other bodies',
    toStaff: 'To staff',
    own: 'Your own wording',
    rejected: 'Your wording is not used',
    rejectedText:
      'This version of Redress does not accept the wording below, so this letter goes out without it. Correct what is listed and save, or go back to the standard wording.',
    standard: 'Standard wording',
    standardEverywhere: 'Standard wording in every letter',
    ownCount: ({ count }: { count: number }) =>
      `${count} ${count === 1 ? 'letter' : 'letters'} with your own wording`,
    changedTitle: 'Someone else changed this wording while you were editing',
    changedText: ({ by, at }: { by: string; at: string | undefined }) =>
      `Changed by ${by}${at === undefined ? '' : `, ${at}`}. We have not saved your changes. They are below: save again to use them. The wording saved now is:`,
    subject: 'Subject',
    body: 'Letter',
    bodyHint:
      'Leave an empty line between paragraphs. Begin a heading with ##, a list item with a hyphen, and put ** around bold text. {{name}} inserts a value. Text between {{#name}} and {{/name}} is left out when there is no such value.',
    preview: 'Preview',
    useStandard: 'Go back to the standard wording',
    previewTitle: 'Preview with example values',
    values: 'Values you can use in this letter',
    valueWrite: 'Write',
    valueInserts: 'To insert',
    valueAvailable: 'Available',
    always: 'Always',
    sometimes: 'Sometimes',
    standardTitle: 'The standard wording',
  },

  paragraphs: {
    title: 'Standard paragraphs',
    about:
      'People choose these when they write a letter in their own words, and can change them there. The council’s folder sets them until someone changes anything on these administration pages. From then on what you see here wins, even over a folder that is deployed later.',
    summary: ({ count }: { count: number }) => `${count} ${count === 1 ? 'paragraph' : 'paragraphs'}`,
    add: 'Add a paragraph',
    paragraph: 'Paragraph',
    origin: 'Where it is from',
    origins: {
      folder: 'The folder',
      changed: 'Changed here: this page wins over the folder',
      added: 'Added here',
    },
    leftOut: ({ titles }: { titles: string }) => `In the folder, and removed here: ${titles}`,
    empty: 'No standard paragraphs',
    id: 'Short name',
    idHint: 'Lower case letters, digits and hyphens. Programs use it, so you cannot change it later.',
    idMissing: 'Enter a short name',
    paragraphTitle: 'Title',
    titleHint: 'What people choose it by. It is not part of the letter.',
    titleMissing: 'Enter a title',
    text: 'Text',
    textHint: ({ values }: { values: string }) =>
      `Leave an empty line between paragraphs. These values are filled in from the case: ${values}. If the case does not know one, the letter cannot go until its author has replaced it.`,
    textMissing: 'Enter the text',
    keep: 'Do you still need it?',
    remove: 'Remove this paragraph. Letters that were written with it stay as they are',
    value: ({ name, meaning }: { name: string; meaning: string }) => `{{${name}}} (${meaning})`,
  },

  file: {
    title: 'Export and import',
    summary: 'Export or import all settings as one file',
    exportTitle: 'Export',
    exportText: 'All settings in one file: contacts, people, teams, lists and your own wording of letters.',
    download: 'Download council.json',
    importTitle: 'Import',
    importText:
      'The file replaces all settings. If it contains a mistake, we change nothing and list every mistake.',
    file: 'File',
    check: 'Check the file',
    import: 'Import the file',
    choose: 'Select the file to import',
    notJson: 'The file is not valid JSON. Select a file that was exported here',
    cannotImport: 'We cannot import this file. The problems are listed at the top of the page',
    problem: ({ place, problem }: { place: string; problem: string }) => `${place}: ${problem}`,
    wouldChange: 'What this file would change',
    wouldChangeNothing: 'Nothing. The current settings are the same as those in the file.',
    now: 'Current setting',
    inFile: 'In the file',
    changedTitle: 'Someone else changed the settings while you were editing',
    changedText: ({ by, at }: { by: string; at: string | undefined }) =>
      `Changed by ${by}${at === undefined ? '' : `, ${at}`}. We have not imported your file. Check below what it would change now. To go ahead, select the file again.`,
  },

  history: {
    title: 'History of changes',
    entry: ({ at, by }: { at: string; by: string }) => `${at}: ${by}`,
    reason: ({ reason }: { reason: string }) => `Reason: ${reason}`,
    caption: ({ version }: { version: number }) => `Change ${version}: before and after`,
    what: 'Setting',
    before: 'Before',
    after: 'After',
    nothing: 'Nothing',
    yes: 'Yes',
    no: 'No',
    earlier: 'Earlier changes',
    member: ({ part, name }: { part: string; name: string }) => `${part}: ${name}`,
    /** The parts of the settings, and one member of those that have several. */
    parts: {
      name: 'Name of the council',
      referencePrefix: 'Prefix of case references',
      intakeAddress: 'Email address for complaints',
      sender: 'Sender of letters',
      phone: 'Phone number',
      website: 'Website',
      pages: 'Web address of this service',
      colour: 'Colour',
      advocacy: 'How to contact an advocate',
      mailDomains: 'Email domains of the council',
      dutyContact: 'Duty contact for safeguarding',
      routeAddresses: 'Email addresses of other routes',
      knownBodies: 'Other organisation',
      serviceAreas: 'Service areas',
      teams: 'Team',
      categories: 'Category',
      themes: 'Themes',
      learningTypes: 'Types of learning',
      actionTypes: 'Types of action',
      groups: 'Sign-in group',
      users: 'Person',
      letters: 'Wording of the letter',
      paragraphs: 'Standard paragraph',
      targets: 'Targets',
      retention: 'How long cases are kept',
    } satisfies Record<keyof Council, string>,
    fields: {
      id: 'User ID',
      name: 'Name',
      email: 'Email address',
      roles: 'Roles',
      team: 'Team',
      independent: 'Not a member or an officer of the council',
      partnerOf: 'Partner of',
      partnerOfOfficer: 'Partner of a member or officer who is not listed',
      retired: 'Left or closed',
      serviceArea: 'Service area',
      headOfService: 'Head of service',
      subCategories: 'Sub-categories',
      subject: 'Subject',
      body: 'Letter',
      title: 'Title',
      text: 'Text',
      address: 'Email address',
      addresses: 'Email addresses and domains',
      otherAddresses: 'Other email addresses',
      procedure: 'Procedure',
      step: 'Step',
      days: 'Days',
      unit: 'Counted in',
      reason: 'Reason',
      rule: 'Rule',
      years: 'Years after closing',
      untilAge: 'At least until the child’s birthday',
      phone: 'Phone number',
    } satisfies Record<
      | keyof User
      | keyof Team
      | keyof Target
      | keyof RetentionPeriod
      | keyof KnownBody
      | 'subCategories'
      | 'subject'
      | 'body'
      | 'title'
      | 'text'
      | 'address'
      | 'phone',
      string
    >,
  },

  procedures: {
    title: 'Procedures and limits',
    summary: ({ count }: { count: number }) => `${count} procedures`,
    about:
      'Read only. The procedures, their legal limits and the logo come from the council’s folder and change only when Redress is deployed again. Targets are yours: what you set here wins over the folder.',
    shared: 'Shared by every council',
    own: 'This council’s own',
    received: ({ from, until }: { from: string | undefined; until: string | undefined }) =>
      from === undefined
        ? until === undefined
          ? 'For everything received'
          : `For what was received until ${until}`
        : until === undefined
          ? `For what was received from ${from}`
          : `For what was received from ${from} to ${until}`,
    heading: ({ title, version }: { title: string; version: string }) => `${title}, version ${version}`,
    stages: 'Legal time of each stage',
    stage: 'Stage',
    time: 'Time',
    extended: 'Longest with extensions',
    source: 'Source',
    noExtension: 'No extension',
    asAgreed: 'As agreed with the complainant',
    days: ({ days, unit }: { days: number; unit: DayUnit }) => duration(days, unit),
    toBeChecked: ({ source }: { source: string }) => `${source} (to be checked)`,
    steps: 'Time of each step',
    step: 'Step',
    who: 'Who',
    ofStage: 'The time of its stage',
    target: ({ time, reason }: { time: string; reason: string }) => `${time}, your target: ${reason}`,
    setTarget: 'Set a target',
    changeTarget: 'Change the target',
    targetOf: ({ step }: { step: string }) => `Target for “${step}”`,
    targetAbout: ({ most }: { most: string }) =>
      `The limit is ${most}. A target reminds whoever does the step; passing it is no breach. Tasks that are open already keep their time.`,
    targetDays: ({ unit }: { unit: DayUnit }) => `Target in ${unit}`,
    targetDaysHint: 'Leave this empty to have no target',
    targetReason: 'Why you have it',
    targetReasonMissing: 'Enter why you have this target, such as the policy it comes from',
    targetDaysMissing: 'Enter a whole number of days',
  },
  folder: {
    title: 'Differences from the deployed folder',
    about:
      'What was changed on these pages since Redress was deployed with the council’s folder. What you see on these pages wins. To make it the folder’s own, export it as one file and put it there as council.json.',
    same: 'There are no differences. Everything is as the folder says.',
    count: ({ count }: { count: number }) => `${count} ${count === 1 ? 'difference' : 'differences'}`,
    what: 'Setting',
    caption: 'Differences from the deployed folder',
    folder: 'In the folder',
    here: 'On these pages',
    rejectedTitle: 'Wording that is not used',
    rejectedAbout:
      'This version of Redress asks for something that your wording of these letters does not have, or knows them no longer. The letters go out with the folder’s wording, or with the standard one. Correct your wording, or go back to the standard one.',
    rejectedCount: ({ count }: { count: number }) =>
      `${count} ${count === 1 ? 'letter does' : 'letters do'} not use your own wording`,
  },

  problems: {
    missing: () => 'Enter a value',
    'wrong-type': () => 'This is not the right kind of value',
    'too-long': ({ most }) => `Use ${most.toLocaleString('en-GB')} characters or fewer`,
    'not-an-option': ({ options }) => `Use one of these: ${options}`,
    'unknown-field': ({ names }) => `There is no setting called ${names}`,
    'not-an-email': () => 'Enter an email address in the correct format, like name@example.com',
    'not-a-web-address': () => 'Enter a web address that begins with https:// or http://',
    'not-a-user-id': () => 'Use lower case letters, digits, dots and hyphens',
    'not-a-prefix': () => 'Use two to four capital letters',
    'not-a-domain': () => 'Enter the domain of an email address, like groups.council.example',
    'not-a-colour': () => 'Enter a colour as a hex code, like #003d5c',
    'not-a-paragraph-id': () => 'Use lower case letters, digits and hyphens, up to 60',
    'duplicate-paragraph': ({ id }) => `There is already a paragraph called ${id}. Choose another`,
    'not-an-address-or-domain': () =>
      'Enter email addresses, or domains like hospital.example, with a comma between them',
    'no-addresses': () => 'Enter a name, a colon, and at least one email address or domain',
    'no-roles': () => 'Select at least one role',
    'no-users': () => 'Add at least one person',
    unusable: () => 'We cannot use this value',
    'unreadable-colour': ({ colour }) => `White text is not readable on ${colour}. Choose a darker colour`,
    'duplicate-user': ({ id }) => `The user ID ${id} is already in use. Choose another`,
    'shared-email': ({ id }) =>
      `Someone else has the same email address as ${id}. Enter a different address, because people sign in with it`,
    'unknown-team': ({ id, team }) => `${id} is in the team "${team}", which does not exist`,
    'unknown-partner': ({ id, partner }) => `${id} is the partner of "${partner}", who is not listed here`,
    'duplicate-team': ({ team }) => `There is already a team called ${team}`,
    'unknown-head': ({ team, head }) => `The head of service of ${team}, "${head}", is not listed here`,
    'head-has-left': ({ team, head }) =>
      `${head} is head of service of ${team} and has left. Select another head of service first`,
    'unknown-service-area': ({ team, serviceArea }) =>
      `${team} belongs to the service area "${serviceArea}", which does not exist`,
    'sub-category-first': ({ name }) =>
      `"${name}" begins with a hyphen, so it is a sub-category. Put its category above it`,
    'duplicate-category': ({ name }) => `The category "${name}" is listed twice`,
    'duplicate-sub-category': ({ name, category }) =>
      `The sub-category "${name}" is listed twice under "${category}"`,
    'unknown-letter': () => 'There is no such letter',
    'unknown-procedure': ({ id }) => `There is no procedure ${id}`,
    'unknown-step': ({ procedure, step }) => `${procedure} has no step ${step}`,
    'no-target-here': ({ step }) =>
      `${step} is not a task within the time of a stage, so it cannot have a target`,
    'target-too-long': ({ most, unit }) =>
      `Use ${duration(most, unit)} or fewer, counted in ${unit}: a target can be stricter than the limit, never looser`,
    'duplicate-target': ({ step }) => `${step} has a target already`,
    'unknown-retention-rule': ({ id }) => `There is no rule ${id} about how long cases are kept`,
    'duplicate-retention-rule': ({ id }) => `The rule ${id} has a period already`,
    'no-age-here': ({ id }) => `The rule ${id} does not count from the birth of a child`,
    'kept-too-long': ({ most }) => `Use ${most} years or fewer`,
    'kept-too-short': ({ least }) =>
      `Use ${least} years or more: you can keep cases longer than the rule or the council’s folder says, never shorter`,
    'letter-empty': () => 'Enter some text',
    'letter-control-character': () => 'Remove the characters that cannot be printed',
    'letter-subject-lines': () => 'Write the subject on one line',
    'letter-closes-unopened': ({ name }) => `{{/${name}}} has no {{#${name}}} before it`,
    'letter-not-closed': ({ name }) => `{{#${name}}} is never closed. Add {{/${name}}} after it`,
    'letter-not-a-tag': ({ text }) => `We cannot read "${text}". Write values as {{name}}`,
    'letter-unknown-value': ({ name }) => `There is no value called ${name}`,
    'letter-value-uncertain': ({ name }) =>
      `${valueNamed(name)} is not always known. Put it between {{#${name}}} and {{/${name}}}`,
    'letter-value-missing': ({ name }) => `${valueNamed(name)} must stay, outside any condition`,
    'letter-value-conditional': ({ name }) =>
      `${valueNamed(name)} must stay, under no more conditions than in the standard wording`,
    'letter-link-missing': ({ link }) => `The link to ${link} must stay`,
    'user-left-out': ({ id }) =>
      `${id} is missing. Cases use this ID, so mark the person as retired instead of removing them`,
    'team-left-out': ({ team }) =>
      `${team} is missing. Cases use this name, so mark the team as retired instead of removing it`,
    'last-administrator': () => 'Keep at least one administrator. Otherwise no one can change the settings',
    'own-administrator-role': () =>
      'Ask another administrator to remove your administrator role, because you could not undo it yourself',
    'user-still-needed': ({ name, cases }) =>
      `${name} still has a task or a role in ${openCases(cases)}. A complaints officer must reassign this first`,
    'role-still-needed': ({ name, cases }) =>
      `${name} still has a task or a role in ${openCases(cases)} because of a role you are removing. A complaints officer must reassign this first`,
    'team-still-needed': ({ team, cases }) =>
      `${team} still has ${openCases(cases)}. A complaints officer must move ${cases === 1 ? 'it' : 'them'} to another team first`,
    'fixed-at-deployment': () => 'This is set when the system is deployed and cannot be changed here',
    'change-too-large': () => 'This change is too large. Shorten it, or make it in several parts',
  } satisfies CouncilProblemSentences,
};
