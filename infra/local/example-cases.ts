import {
  acknowledge,
  answered,
  decide,
  officer,
  praised,
  stage2Begun,
  triage,
  type Example,
} from './example-acts.ts';
import { recentExamples } from './recent-example-cases.ts';

/**
 * The example complaints and compliments of the annual report 2021/22 (sections 5 and 6), shortened, and more in the
 * same style, so that every list has an entry. All names are made up. The oldest comes first.
 */
export const examples: readonly Example[] = [
  {
    kind: 'complaint',
    channel: 'letter',
    received: 46,
    name: 'Alex Morgan',
    text: 'Whenever I email the social worker I do not receive any response. If I raise any issues or concerns with her, I receive nothing back. There is a lack of family contact and I feel like I am not being listened to. My daughter wants to see me, but the social worker does not seem interested in this fact.',
    acts: [
      triage(0, {
        team: 'Assessment Team',
        summary:
          'Emails to the social worker are not answered, and contact with the daughter does not take place.',
        relation: 'parent',
        subCategory: 'Lack of or poor communication',
        themes: ['Contact arrangements'],
      }),
      acknowledge(1),
      ...answered(5, {
        finding: 'partially upheld',
        reasons: 'Four of nine emails had no answer. Contact was arranged as the court had ordered.',
        response: 'We are sorry that your emails were not answered. We looked at all of them with the team.',
        learning: [
          {
            text: 'Emails of parents get an answer within two working days',
            type: 'Communication or information',
          },
        ],
      }),
      ...stage2Begun(
        9,
        'I am not heard about the contact with my daughter, and my emails are still not answered.',
        {
          investigatingOfficer: 'investigating-officer',
          independentPerson: 'independent-person',
        },
      ),
      {
        on: 24,
        by: 'investigating-officer',
        do: 'paper',
        title: 'Report of the investigation',
        text: 'Emails were left without an answer for five weeks. The wishes of the child were not asked for.',
      },
      decide(
        24,
        'stage-2',
        'submit-report',
        {
          investigationReport: 'D1',
          findings: [{ point: 'P1', finding: 'upheld', reasons: 'Emails had no answer for five weeks.' }],
          recommendations: [{ text: 'Ask the child before each change of contact.', point: 'P1' }],
        },
        'investigating-officer',
      ),
      {
        on: 25,
        by: 'independent-person',
        do: 'paper',
        title: "Independent Person's report",
        text: 'The investigation was fair and thorough. I agree with what it found.',
      },
      decide(
        25,
        'stage-2-independent-report',
        'submit-report',
        { independentReport: 'D2' },
        'independent-person',
      ),
      decide(
        28,
        'stage-2-adjudication',
        'respond',
        {
          findings: [{ point: 'P1', finding: 'upheld', reasons: 'The reports show it, and we accept them.' }],
          response: 'We accept what the investigation found, and we apologise.',
          remedies: ['A new social worker', 'A letter of apology'],
        },
        'adjudicating-officer',
      ),
      decide(29, 'stage-2-adjudication-check', 'accept', {}, 'quality-checker'),
      decide(29, 'stage-2-adjudication-sign-off', 'send'),
      decide(33, 'stage-3-window', 'request-stage-3', { unresolved: 'How contact is arranged from now on.' }),
      decide(34, 'stage-3-acknowledgement', 'acknowledge'),
      decide(35, 'stage-3-panel', 'appoint', (day) => ({
        panelChair: 'panel-chair',
        panelMembers: ['panel-member', 'panel-member-2'],
        independenceConfirmed: true,
        meetingOn: day(56),
        meetingTime: '14:00',
        meetingPlace: 'Shirehall, room 2',
        // Any day can be the one on which the examples are made.
        dayOffConfirmed: true,
      })),
      { on: 36, by: 'panel-chair', do: 'declare' },
      { on: 37, by: 'panel-member', do: 'declare' },
      decide(44, 'stage-3-papers', 'send-papers', (day) => ({
        sentOn: day(44),
        papers: 'Both reports and the adjudication, to all three.',
      })),
    ],
  },
  {
    kind: 'complaint',
    channel: 'phone',
    received: 42,
    name: 'Dana Whitfield',
    text: 'Nobody told me that the review of my foster child was called off. I took a day of leave for nothing.',
    acts: [
      triage(0, {
        team: 'Looked After Children Team',
        summary: 'A review was called off and the foster carer was not told.',
        relation: 'foster-carer',
        subCategory: 'Lack of or poor communication',
      }),
      acknowledge(2, 'team-manager-2'),
      ...answered(
        6,
        {
          finding: 'upheld',
          reasons: 'The message was written and not sent.',
          response: 'We are sorry. The message was never sent, and you lost a day.',
          remedies: ['An apology by the head of service'],
          learning: [
            {
              text: 'Who calls off a review phones everybody who was invited',
              type: 'Communication or information',
            },
          ],
        },
        {
          by: 'team-manager-2',
          actions: (day) => ({
            actions: [
              {
                text: 'Remind the team how reviews are called off',
                type: 'Training or guidance for employees',
                owner: 'team-manager-2',
                dueOn: day(60),
              },
              {
                text: 'Write to the foster carer to apologise',
                type: 'Apology',
                owner: 'team-manager-2',
                dueOn: day(36),
              },
            ],
          }),
        },
      ),
    ],
  },
  {
    kind: 'complaint',
    channel: 'letter',
    received: 40,
    name: 'Lesley Barnes',
    text: 'We asked for a short break for our son in spring. We were passed from one person to the next and had no decision.',
    acts: [
      triage(0, {
        team: "Disabled Children's Team",
        summary: 'No decision on a short break since spring.',
        relation: 'parent',
        themes: ["Disabled children's social work"],
      }),
      acknowledge(1),
      ...answered(7, {
        finding: 'not upheld',
        reasons: 'The decision was sent by letter in May, and the records show that it arrived.',
        response: 'We looked at the whole file. The decision was made in May and was sent to you.',
      }),
      { on: 34, by: officer, do: 'enquiry', reference: '26 004 117' },
    ],
  },
  {
    kind: 'complaint',
    channel: 'web form',
    received: 38,
    name: 'Jamie Orton',
    text: 'The parking fine that I got outside the family centre is unfair.',
    acts: [
      decide(1, 'triage', 'decline', {
        ground: 'not ours',
        reason: 'Parking fines are decided by the parking tribunal, which is independent of the council.',
      }),
    ],
  },
  {
    kind: 'compliment',
    channel: 'email',
    received: 36,
    name: 'Frances Doyle',
    text: 'Just a quick note to say thank you for all your help and the help from your amazing team in helping to keep our children safe. They are always on hand to offer advice, expertise and guidance to us.',
    acts: praised(1, 'Assessment Team'),
  },
  {
    kind: 'complaint',
    channel: 'phone',
    received: 34,
    name: 'Jo and Pat Reeves',
    text: 'We are at the point of crisis and family breakdown due to no support being provided at home for our daughter. The service has withdrawn its support. We need immediate help with her ongoing care and are unable to continue caring for her as parents.',
    acts: [
      triage(0, {
        team: "Disabled Children's Team",
        summary: 'Support at home was withdrawn, and the family cannot go on without it.',
        relation: 'parent',
        themes: ["Disabled children's social work"],
        subCategory: 'Failure to provide a service or take action',
      }),
      acknowledge(1),
      ...answered(8, {
        finding: 'partially upheld',
        reasons: 'Support was withdrawn by the provider. Another should have been found sooner.',
        response: 'We are sorry that you were left without support for six weeks.',
        learning: [
          {
            text: 'A provider who leaves is replaced within two weeks',
            type: 'Delivery or non-delivery of service',
          },
        ],
      }),
      ...stage2Begun(14, 'Support at home was withdrawn and is not made up for.', {
        investigatingOfficer: 'investigating-officer-2',
        independentPerson: 'independent-person-2',
      }),
      decide(30, 'stage-2', 'extend', (day) => ({
        until: day(60),
        reason: 'Two members of staff whom the investigator must hear are away until next month.',
      })),
    ],
  },
  {
    kind: 'complaint',
    channel: 'email',
    received: 33,
    name: 'Morgan Ellis',
    text: 'I was charged twice for the after-school club, and nobody pays the money back.',
    acts: [
      triage(0, {
        procedure: 'corporate',
        procedureReason: 'It is about a payment, not about social care for a child.',
        team: 'SEND Support Services',
        serviceArea: 'Education and Early Help',
        summary: 'A payment was taken twice and is not paid back.',
      }),
      acknowledge(1),
      ...answered(5, {
        finding: 'partially upheld',
        reasons: 'It was taken twice. It was paid back after 30 days, as our terms say.',
        response: 'The money was paid back. It took longer than it should.',
      }),
      decide(12, 'stage-2-window', 'request-stage-2', { unresolved: 'It took two months.' }),
      decide(13, 'stage-2-acknowledge', 'acknowledge', { reviewer: 'senior-manager' }),
    ],
  },
  {
    kind: 'compliment',
    channel: 'letter',
    received: 30,
    name: 'Sasha Bright',
    text: "Thank you for all the help over the past few years. It hasn't gone unnoticed that you've gone out of your way to help me the past few years - so seriously and honestly thank you.",
    acts: praised(0, 'Leaving Care Team', 'complaints-officer-2'),
  },
  {
    kind: 'comment',
    channel: 'web form',
    received: 28,
    name: 'Ali Rahman',
    text: 'It would help if letters said which bus goes to the family centre.',
    acts: [
      decide(1, 'triage', 'route', {
        kind: 'comment',
        procedure: 'comment',
        procedureReason: 'An idea, not a complaint.',
        summary: 'Letters could name the bus to the family centre.',
        team: 'Assessment Team',
        handler: 'complaints-officer',
      }),
      decide(6, 'answer', 'answer', { answer: 'Thank you. From next month on our letters name the bus.' }),
    ],
  },
  {
    kind: 'complaint',
    channel: 'email',
    received: 26,
    name: 'Kim Sutton',
    text: 'The assessment took five months. I was told six weeks, and nobody explains why.',
    acts: [
      triage(1, {
        team: 'SEND Support Services',
        serviceArea: 'Education and Early Help',
        category: 'Assessment',
        summary: 'An assessment took five months instead of six weeks.',
        relation: 'parent',
        themes: ['Education, Health and Care plans'],
      }),
      acknowledge(3),
      decide(
        9,
        'stage-1',
        'report-delay',
        (day) => ({
          expected: day(16),
          reason: 'Two reports of the health service are missing.',
        }),
        'team-manager',
      ),
      decide(11, 'stage-1', 'tell-delay', (day) => ({
        expected: day(16),
        reason: 'We wait for two reports of the health service.',
      })),
    ],
  },
  {
    kind: 'compliment',
    channel: 'email',
    received: 24,
    name: 'Midwifery Service',
    text: 'I wanted to let you know how impressed my colleagues and I were regarding your care and compassion. It has been evident to me and my colleagues you absolutely put the needs of the child first. You have supported Baby X, and the staff, in a professional and caring manner which is really heart-warming.',
    acts: praised(2, 'Case Management Team'),
  },
  {
    kind: 'complaint',
    channel: 'letter',
    received: 22,
    name: 'Terry Walsh',
    text: 'My grandson was moved to another school and I was not asked, although he lives with me.',
    acts: [
      triage(0, {
        team: 'Looked After Children Team',
        summary: 'A change of school was decided without the grandfather with whom the child lives.',
        relation: 'special-guardian',
      }),
      acknowledge(1, 'team-manager-2'),
      decide(6, 'stage-1', 'freeze', (day) => ({
        reason: 'The family court decides about the same question; our answer could prejudice it.',
        reviewOn: day(32),
      })),
    ],
  },
  {
    kind: 'complaint',
    channel: 'in person',
    received: 20,
    name: 'Nicky Shaw',
    text: 'The contact centre was closed when we came with the children, for the second time.',
    acts: [
      triage(0, {
        team: 'Case Management Team',
        summary: 'The contact centre was closed twice at the time of an arranged contact.',
        relation: 'parent',
        themes: ['Contact arrangements'],
      }),
      acknowledge(1),
      decide(6, 'stage-1', 'withdraw', {
        reason:
          'By phone: the manager called, apologised and arranged a new day. No answer is wanted any more.',
      }),
    ],
  },
  {
    kind: 'compliment',
    channel: 'phone',
    received: 18,
    name: 'Lee and Robin Carr',
    text: 'We appreciate the time and effort you gave to pursuing our eligibility for payment in regards care and travel. It has always been easy having discussions with you. You have always been friendly and approachable and that has made such a difference, thank you.',
    acts: praised(1, 'Looked After Children Team'),
  },
  {
    kind: 'complaint',
    channel: 'email',
    received: 17,
    name: 'Chris Lane',
    text: "I have waited weeks for another social worker to be allocated to my son. I have had numerous conversations saying that someone will be in touch. I have no input about my son's school or an invite to the parents evening. I feel that I am being pushed out of my son's life.",
    acts: [
      triage(1, {
        team: 'Looked After Children Team',
        summary: 'No social worker for weeks, and the mother is not asked about school.',
        relation: 'parent',
        subCategory: 'Failure to provide a service or take action',
        complainedAbout: ['senior-manager-2'],
      }),
      acknowledge(2, 'team-manager-2'),
    ],
  },
  {
    kind: 'complaint',
    channel: 'email',
    received: 15,
    name: 'Pat Ingram',
    text: 'I asked for the records about my time in care. It took four months and half of them is missing.',
    acts: [
      triage(0, {
        team: 'Leaving Care Team',
        summary: 'Records of a care leaver came late and not whole.',
        relation: 'care-leaver',
        advocacyOffered: true,
      }),
      acknowledge(1, 'team-manager', { advocacyOffered: true }),
      ...answered(8, {
        finding: 'upheld',
        reasons: 'The records came late, and two files were left out.',
        response: 'We are sorry. The two files that were missing come with this letter.',
        remedies: ['The missing files', 'An apology'],
        learning: [{ text: 'Requests for records are counted each week', type: 'Policy or procedure' }],
      }),
    ],
  },
  {
    kind: 'complaint',
    channel: 'phone',
    received: 14,
    name: 'Jules Farrow',
    text: 'I turned 18 in spring. No one told me that my support would stop, and I have waited four months for my assessment as an adult.',
    acts: [
      triage(0, {
        procedure: 'adult-social-care',
        procedureReason: 'It is about the assessment of an adult under the Care Act 2014.',
        team: "Disabled Children's Team",
        summary: 'Support stopped at 18 without a word, and the assessment as an adult is four months late.',
      }),
      acknowledge(1, 'team-manager'),
      decide(4, 'discuss-plan', 'agreed', (day) => ({
        agreedOn: day(4),
        talkedWith: 'Jules Farrow, on the phone',
        plan: 'The manager looks at why the support stopped, and we phone Jules every two weeks.',
        answerBy: day(60),
      })),
    ],
  },
  {
    kind: 'compliment',
    channel: 'web form',
    received: 13,
    name: 'Hayley Stone',
    text: "I just wanted to say a massive thank you. Since X's transition you have been heavily involved in ensuring a smooth and well-planned transition. You have a wealth of skills and knowledge, and this is evident in all the contact we have had with you.",
    acts: praised(2, "Disabled Children's Team"),
  },
  {
    kind: 'complaint',
    channel: 'web form',
    received: 12,
    name: 'Toni Marsh',
    text: 'The plan for my son says that he has speech therapy each week. He had it twice this year.',
    acts: [
      triage(0, {
        team: 'SEND Support Services',
        serviceArea: 'Education and Early Help',
        summary: 'Speech therapy of the plan does not take place.',
        relation: 'parent',
        themes: ['Education, Health and Care plans'],
      }),
      acknowledge(2),
      decide(8, 'stage-1', 'extend', (day) => ({
        until: day(18),
        reason: 'We must hear the health service, which provides the therapy.',
      })),
    ],
  },
  ...recentExamples,
];
