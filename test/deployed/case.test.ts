import { SFNClient, DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { addCalendarDays, londonDate } from '../../functions/domain/time/civil-date.ts';
import { pdfOfPages } from '../small-files.ts';
import { takesAll } from '../sample.ts';
import { askApi, eventually as ask, tokenOf, type Deployment } from './deployment.ts';
import { startMiniStack } from './ministack.ts';
import { deployedInAccount, trialInAccount } from './on-aws.ts';
import { deployToMiniStack } from './on-ministack.ts';

// What a deployment does, wherever it runs: on MiniStack, or in an account where `npm run test:aws` has deployed it.

const trial = trialInAccount();
const stack = trial === undefined ? await startMiniStack() : undefined;
if (!trial && !stack) {
  const missing =
    'test:deployed did not run: MiniStack is not installed (pip install -r test/deployed/requirements.txt)';
  if (process.env['CI']) throw new Error(missing);
  console.warn(missing);
}

// Received long before today, whenever today is: the clocks of its stages have run out the moment it comes in.
const receivedAt = '2024-06-03T09:00:00.000Z';

const complaint = ({
  complainant,
  intake,
}: Deployment['mailboxes']) => `From: Dana Whitlock <${complainant}>\r
To: ${intake}\r
Subject: No visit for two months\r
Date: Mon, 03 Jun 2024 10:00:00 +0100\r
Message-ID: <two-months@example.org>\r
Content-Type: text/plain; charset=utf-8\r
\r
Our social worker has not visited since April and nobody calls back.\r
`;

const Step = z.object({
  step: z.string(),
  task: z.string(),
  status: z.string(),
  overdue: z.boolean(),
  breachedAt: z.string().optional(),
});
const CaseView = z.object({
  reference: z.string(),
  status: z.string(),
  closedAs: z.string().optional(),
  runs: z.array(z.object({ status: z.string() })),
  receivedAt: z.string(),
  steps: z.array(Step),
  events: z.array(
    z.looseObject({
      type: z.string(),
      milestone: z.string().optional(),
      clock: z.string().optional(),
      task: z.string().optional(),
    }),
  ),
  letters: z.array(
    z.object({
      template: z.string(),
      to: z.string(),
      status: z.string(),
      serviceId: z.string().optional(),
    }),
  ),
});
const Listed = z.object({ items: z.array(z.unknown()) });
const Cases = z.object({ items: z.array(z.object({ reference: z.string() })) });
/** Where AWS keeps word of executions that ended, as of the one that the rebuild of a case replaces. */
const isRecord = (queue: string) => queue.includes('EndedExecutions');

/** What can have become of an alert to staff within its hour. It is not needed any more if its step has ended. */
const alerted = ['sent', 'prepared', 'bundled', 'not needed'];

describe.skipIf(!trial && !stack)('what is deployed', () => {
  let deployment: Deployment;
  let executions: SFNClient;
  let files: S3Client;
  let table: DynamoDBClient;
  let token = '';
  let checker = '';
  let reference = '';

  beforeAll(async () => {
    deployment = trial ? await deployedInAccount(trial) : await deployToMiniStack(stack?.endpoint ?? '');
    const { client, outputs } = deployment;
    executions = new SFNClient(client);
    files = new S3Client({ ...client, forcePathStyle: true });
    table = new DynamoDBClient(client);
    token = await tokenOf(deployment, outputs.complaints.Clientofficers, 'complaints-officer');
    checker = await tokenOf(deployment, outputs.complaints.Clientcheckers, 'quality-checker');
  });
  afterAll(() => stack?.stop());

  const api = (path: string, bearer = token, body?: object) => askApi(deployment, path, { bearer, body });

  const page = (path: string, cookie = '') =>
    fetch(`${deployment.addresses.pages}${path}`, { redirect: 'manual', headers: { cookie } });

  const eventually = <T>(what: string, answer: () => Promise<T | undefined>) => ask(deployment, what, answer);

  async function theCase(): Promise<z.infer<typeof CaseView>> {
    const answer = await api(`/api/v1/cases/${reference}`);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status}: ${text}`);
    return CaseView.parse(JSON.parse(text));
  }

  async function stepOpen(step: string) {
    return eventually(`${step} is open and late`, async () => {
      const view = await theCase();
      return view.steps.find((one) => one.step === step && one.status === 'open') && view;
    });
  }

  /**
   * Waits until the state machine has reached the step's await and stored its token. A decision before that would be
   * found by plan.
   */
  async function machineWaits(task: string): Promise<void> {
    await eventually(`a token of ${task}`, async () => (await row(`TOKEN#${task}`))?.['token']);
  }

  async function row(sk: string) {
    const Key = { pk: { S: `CASE#${reference}` }, sk: { S: sk } };
    const TableName = deployment.outputs.data.TableName;
    return (await table.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;
  }

  async function decide(
    step: string,
    outcome: string,
    answers: Record<string, unknown>,
    bearer = token,
  ): Promise<void> {
    const path = `/api/v1/cases/${reference}/tasks/${step}/decision`;
    const answer = await api(path, bearer, { outcome, answers });
    expect({ status: answer.status, body: await answer.text() }).toMatchObject({ status: 200 });
  }

  async function letterTo(address: string, subject: RegExp) {
    return eventually(`a letter to ${address}: ${subject}`, async () =>
      (await deployment.sent(reference)).find((one) => one.to.includes(address) && subject.test(one.subject)),
    );
  }

  async function announceMail(): Promise<void> {
    const { mailboxes, outputs } = deployment;
    const Bucket = outputs.data.BucketName;
    const key = 'mail/notification-1';
    await files.send(new PutObjectCommand({ Bucket, Key: key, Body: complaint(mailboxes) }));
    const pass = { status: 'PASS' };
    await deployment.publish(outputs.complaints.MailTopic, {
      notificationType: 'Received',
      mail: {
        messageId: 'notification-1',
        timestamp: receivedAt,
        source: mailboxes.complainant,
        destination: [mailboxes.intake],
      },
      receipt: {
        timestamp: receivedAt,
        recipients: [mailboxes.intake],
        spamVerdict: pass,
        virusVerdict: pass,
        spfVerdict: pass,
        dkimVerdict: pass,
        dmarcVerdict: pass,
        action: { type: 'S3', bucketName: Bucket, objectKey: key },
      },
    });
  }

  /** Waits until no queue has a message, dead-letter queues included. */
  const emptyQueues = () =>
    eventually('empty queues', async () => {
      const left = [...(await deployment.queued())].filter(([name, count]) => count > 0 && !isRecord(name));
      return left.length === 0 ? true : undefined;
    });

  const repair = (command: object) => deployment.invoke('repair-cases', command);

  async function execution(run: number, machine: string) {
    const { executions: all = [] } = await executions.send(
      new ListExecutionsCommand({ stateMachineArn: machine }),
    );
    const [found] = all.filter(({ name }) => name === `${reference}-${run}`);
    const { status, input } = await executions.send(
      new DescribeExecutionCommand({ executionArn: found?.executionArn }),
    );
    return { status, input: JSON.parse(input ?? '{}') };
  }

  test('answers its health check and API description, and refuses requests without a token', async () => {
    expect((await api('/healthz', '')).status).toBe(200);
    expect(await (await api('/api/v1/openapi.json', '')).json()).toMatchObject({
      openapi: expect.stringMatching(/^3/),
    });
    expect((await api('/api/v1/cases', '')).status).toBe(401);
    expect((await api('/api/v1/cases', `${token.slice(0, -4)}AAAA`)).status).toBe(401);
    expect(Cases.parse(await (await api('/api/v1/cases')).json()).items).toEqual([]);
  });

  test('a mail in the bucket becomes a case that waits for triage and is late', async () => {
    await announceMail();
    reference = await eventually(
      'a case',
      async () => Cases.parse(await (await api('/api/v1/cases')).json()).items[0]?.reference,
    );
    const view = await stepOpen('triage');
    expect(view).toMatchObject({
      reference: expect.stringMatching(/^SC-2024-00001-\d$/),
      status: 'open',
      receivedAt,
    });
    await letterTo(deployment.mailboxes.staff('complaints-officer'), /./);
    await eventually('the breach of triage', async () =>
      (await theCase()).steps.find(({ step, breachedAt }) => step === 'triage' && breachedAt),
    );
  });

  test('a repeated notification makes no second case', async () => {
    await announceMail();
    await emptyQueues();
    expect(Cases.parse(await (await api('/api/v1/cases')).json()).items).toHaveLength(1);
  });

  test('triage sends it to the statutory procedure, whose first step is overdue at once', async () => {
    await machineWaits('triage#1');
    await decide('triage', 'route', {
      procedure: 'childrens-statutory',
      procedureReason: "About a child's social worker",
      summary: 'The social worker has not visited since April, and calls are not answered.',
      points: [{ text: 'No visits since April' }, { text: 'Calls are not answered' }],
      handler: 'complaints-officer',
      team: 'Assessment Team',
    });
    await stepOpen('acknowledge');
    const { StateMachineintake: intake, StateMachinechildrensstatutory: statutory } =
      deployment.outputs.complaints;
    await eventually('intake has ended', async () =>
      (await execution(1, intake)).status === 'SUCCEEDED' ? true : undefined,
    );
    expect(await execution(2, statutory)).toEqual({
      status: 'RUNNING',
      input: { caseId: reference, run: 2, turn: 1, startAt: 'first', since: expect.any(String) },
    });
  });

  test('the acknowledgement is addressed to the complainant by name, from the council', async () => {
    await decide('acknowledge', 'acknowledge', { investigator: 'team-manager', advocacyOffered: true });
    const { complainant, sender } = deployment.mailboxes;
    const letter = await letterTo(complainant, new RegExp(reference));
    expect(letter.from).toContain(sender);
    const { letters } = await stepOpen('stage-1');
    expect(letters).toContainEqual(
      expect.objectContaining({ template: 'acknowledgement', to: 'complainant', status: 'sent' }),
    );
  });

  test('overdue stage 1 records breach and escalations once, and alerts staff and complainant', async () => {
    const view = await eventually('word to the complainant that they may go on', async () => {
      const now = await theCase();
      return now.letters.some(({ template, status }) => template === 'may-go-on' && status === 'sent')
        ? now
        : undefined;
    });
    expect(view.steps.find(({ step }) => step === 'stage-1')).toMatchObject({ overdue: true });
    const passed = view.events.flatMap(({ clock, milestone }) =>
      clock === 'stage-1' && milestone !== undefined ? [milestone] : [],
    );
    for (const milestone of ['breach', 'escalation-1', 'escalation-2'])
      expect(passed.filter((one) => one === milestone)).toEqual([milestone]);
    for (const who of ['team-manager', 'senior-manager', 'director'])
      await letterTo(deployment.mailboxes.staff(who), /./);
  });

  test('the response of stage 1 is checked, signed off and sent, and the window opens', async () => {
    await machineWaits('stage-1#1');
    await decide('stage-1', 'respond', {
      findings: [
        { point: 'P1', finding: 'upheld', reasons: 'No visit is recorded between April and June.' },
        { point: 'P2', finding: 'partially upheld', reasons: 'Two of five calls were answered.' },
      ],
      response: 'We looked at the record of visits and calls, and we are sorry.',
      remedies: ['Visits every two weeks'],
      learning: [
        {
          text: 'A missed visit is reported to the team manager the same day',
          type: 'Communication or information',
        },
      ],
    });
    await stepOpen('stage-1-check');
    await machineWaits('stage-1-check#1');
    await decide('stage-1-check', 'accept', {}, checker);
    await stepOpen('stage-1-sign-off');
    await machineWaits('stage-1-sign-off#1');
    await decide('stage-1-sign-off', 'send', {});
    const { letters } = await stepOpen('stage-2-window');
    await machineWaits('stage-2-window#1');
    expect(letters).toContainEqual(
      expect.objectContaining({ template: 'stage-1-response', to: 'complainant', status: 'sent' }),
    );
    // The later alerts of an hour wait for it to end.
    const under = letters.filter(
      ({ status, to }) => !(to === 'complainant' ? ['sent'] : alerted).includes(status),
    );
    expect(under).toEqual([]);
    expect((await execution(2, deployment.outputs.complaints.StateMachinechildrensstatutory)).status).toBe(
      'RUNNING',
    );
    expect(await row('META')).toMatchObject({ caseStatus: { S: 'open' } });
  });

  test('a bounce from SES opens the task to contact the complainant another way', async () => {
    const { letters } = await theCase();
    const response = letters.find(({ template }) => template === 'stage-1-response');
    const messageId = response?.serviceId?.replace('ses:', '');
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] };
    await deployment.publish(deployment.outputs.complaints.DeliveryTopic, {
      eventType: 'Bounce',
      mail: { messageId },
      bounce,
    });
    const view = await stepOpen('contact');
    expect(view.letters).toContainEqual(
      expect.objectContaining({ template: 'stage-1-response', status: 'returned' }),
    );
    await machineWaits('contact#1');
    await decide('contact', 'reached', { how: 'By phone.' });
  });

  test('a letter to a mailbox that refuses it comes back by itself', async ({ skip }) => {
    const { bouncing } = deployment;
    if (bouncing === undefined) return skip('there is no such mailbox here');
    const made = await api('/api/v1/feedback', token, {
      kind: 'complaint',
      channel: 'phone',
      text: 'What was said on the phone.',
      person: { name: 'Robin Hale', email: bouncing },
    });
    const { reference: other } = z.object({ reference: z.string() }).parse(await made.json());
    const returned = await eventually('word that it came back', async () => {
      const { letters } = CaseView.parse(await (await api(`/api/v1/cases/${other}`)).json());
      return letters.find(({ to, status }) => to === 'complainant' && status === 'returned');
    });
    expect(returned).toMatchObject({ serviceId: expect.stringMatching(/^ses:/) });
  });

  test('a mail through the mail service is read', async ({ skip }) => {
    const { mailIn } = deployment;
    if (mailIn === undefined) return skip('no mail comes in here');
    /** What mails have become: cases, messages on the case, mail that waits for a person. */
    const read = async () => {
      const [cases, held] = [await api('/api/v1/cases'), await api('/api/v1/held-mail')];
      const { events } = await theCase();
      return (
        Cases.parse(await cases.json()).items.length +
        Listed.parse(await held.json()).items.length +
        events.filter(({ type }) => type.startsWith('message-')).length
      );
    };
    const before = await read();
    await mailIn();
    const after = await eventually('one mail more', async () => {
      const now = await read();
      return now === before ? undefined : now;
    });
    expect(after).toBe(before + 1);
  });

  test('visitors get the style sheet and the sign-in, and nothing of a case', async () => {
    const missing = await api('/nothing-here', '');
    const html = await missing.text();
    expect([missing.status, missing.headers.get('content-security-policy')]).toEqual([
      404,
      expect.stringContaining("default-src 'none'"),
    ]);
    expect(html).toContain('Page not found');
    const styles = await api(/\/assets\/[^"]+\.css/.exec(html)?.[0] ?? '', '');
    expect([styles.status, styles.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    const wanted = await page(`/cases/${reference}/tasks/triage%231`);
    expect([wanted.status, wanted.headers.get('location')]).toEqual([
      303,
      `/sign-in?return=${encodeURIComponent(`/cases/${reference}/tasks/triage%231`)}`,
    ]);
  });

  test('a user with a session sees their tasks and the case', async () => {
    const cookie = await deployment.signIn('complaints-officer');
    const tasks = await page('/tasks?show=all', cookie);
    expect([tasks.status, await tasks.text()]).toEqual([200, expect.stringContaining(reference)]);
    const shown = await page(`/cases/${reference}`, cookie);
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('Dana Whitlock')]);
  });

  test('an operator starts a case again by its reference', async () => {
    expect(await repair({ rebuild: 'SC-2024-99999-9' })).toEqual({
      ok: false,
      reason: 'no such case',
    });
    expect(await repair({ rebuild: reference })).toMatchObject({
      ok: true,
      executions: expect.arrayContaining([{ name: `${reference}-2-2`, step: 'stage-2-window' }]),
    });
  });

  test.skipIf(!takesAll('DEPLOYED_FULL'))(
    'the case continues through stages 2 and 3, and the Ombudsman is answered after it closes',
    async () => {
      const today = londonDate(new Date().toISOString());
      const documents = new Map<string, string>();
      for (const title of ['Investigation', 'Independent report', 'Panel']) {
        const url = `/api/v1/cases/${reference}/documents?title=${encodeURIComponent(title)}`;
        const { id } = z
          .object({ id: z.string() })
          .parse(await (await api(url, token, { title, found: 'What we found.' })).json());
        documents.set(title, id);
      }
      const confirmed = { independenceConfirmed: true };
      const findings = ['P1', 'P2'].map((point) => ({ point, finding: 'upheld', reasons: 'The record.' }));
      const recommendations = ['R1', 'R2'];
      const turns: [step: string, outcome: string, answers?: Record<string, unknown>, bearer?: string][] = [
        ['stage-2-window', 'request-stage-2', { unresolved: 'The visits.' }],
        [
          'stage-2-commission',
          'commission',
          {
            investigatingOfficer: 'investigating-officer',
            independentPerson: 'independent-person',
            adjudicatingOfficer: 'adjudicating-officer',
            ...confirmed,
          },
        ],
        [
          'stage-2-statement',
          'agreed',
          { agreedOn: today, statement: 'No visits.', unsignedConfirmed: true },
        ],
        [
          'stage-2',
          'submit-report',
          { investigationReport: documents.get('Investigation'), findings, unsignedConfirmed: true },
        ],
        [
          'stage-2-independent-report',
          'submit-report',
          { independentReport: documents.get('Independent report'), unsignedConfirmed: true },
        ],
        ['stage-2-adjudication', 'respond', { findings, response: 'We are sorry.' }],
        ['stage-2-adjudication-check', 'accept', {}, checker],
        ['stage-2-adjudication-sign-off', 'send'],
        ['stage-3-window', 'request-stage-3', { unresolved: 'The visits.' }],
        ['stage-3-acknowledgement', 'acknowledge'],
        [
          'stage-3-panel',
          'appoint',
          {
            panelChair: 'panel-chair',
            panelMembers: ['panel-member', 'panel-member-2'],
            ...confirmed,
            meetingOn: addCalendarDays(today, 28),
            meetingTime: '10:30',
            meetingPlace: 'Shirehall',
            dayOffConfirmed: true,
          },
        ],
        ['stage-3-papers', 'send-papers', { sentOn: today, papers: 'Both reports.' }],
        [
          'stage-3-panel-meeting',
          'held',
          { heldOn: today, present: 'All three.', beforeDayConfirmed: true, unsignedConfirmed: true },
        ],
        [
          'stage-3-panel-report',
          'submit-report',
          {
            panelReport: documents.get('Panel'),
            findings,
            recommendations: recommendations.map((text) => ({ text })),
          },
        ],
        [
          'stage-3-response',
          'respond',
          {
            findings,
            recommendationAnswers: recommendations.map((recommendation) => ({
              recommendation,
              accepted: 'accepted',
              answer: 'From Friday.',
            })),
            independentPersonConsulted: true,
          },
        ],
        ['stage-3-response-check', 'accept', {}, checker],
        ['stage-3-response-sign-off', 'send'],
      ];
      for (const [step, outcome, answers = {}, bearer] of turns) {
        await stepOpen(step);
        await decide(step, outcome, answers, bearer);
      }
      const closed = await eventually('the case is closed', async () => {
        const view = await theCase();
        return view.status === 'closed' ? view : undefined;
      });
      expect(closed.closedAs).toBe('answered at stage 3');
      const enquiry = await api(`/api/v1/cases/${reference}/enquiries`, token, { receivedOn: today });
      expect(enquiry.status).toBe(200);
      await stepOpen('lgsco-enquiry');
      await decide('lgsco-enquiry', 'respond', { response: 'Our answer.', appendices: true });
      await stepOpen('lgsco-decision');
      await decide('lgsco-decision', 'record-decision', {
        decidedOn: today,
        ombudsmanDecision: 'not upheld: no fault',
      });
      await eventually('the enquiry has ended', async () =>
        (await theCase()).runs.every(({ status }) => status === 'ended') ? true : undefined,
      );
      const { letters } = await theCase();
      for (const template of ['stage-2-adjudication', 'panel-invitation', 'stage-3-response'])
        expect(letters).toContainEqual(
          expect.objectContaining({ template, to: 'complainant', status: 'sent' }),
        );
      expect(
        (await execution(2, deployment.outputs.complaints.StateMachinechildrensstatutory)).status,
      ).not.toBe('FAILED');
    },
  );

  test('a report is made, and the deployed browser prints each edition', async () => {
    // The emulator's functions have one /tmp: the first unpacks the browser for those that follow, at the same time.
    const [Bucket, warm] = [deployment.outputs.data.BucketName, 'reports/first/internal/report.'];
    await files.send(new PutObjectCommand({ Bucket, Key: `${warm}html`, Body: '<title>First</title>' }));
    await eventually('a first PDF', async () =>
      files.send(new HeadObjectCommand({ Bucket, Key: `${warm}pdf` })).catch(() => undefined),
    );
    const made = await api('/api/v1/reports', token, { year: '2024/25' });
    expect({ status: made.status, body: await made.text() }).toMatchObject({ status: 201 });
    for (const edition of ['internal', 'public']) {
      const pdf = await eventually(`the PDF of the ${edition} edition`, async () => {
        const answer = await api(`/api/v1/reports/2024-25/${edition}/report.pdf`);
        return answer.status === 200 ? Buffer.from(await answer.arrayBuffer()).toString('latin1') : undefined;
      });
      expect(pdf).toMatch(/^%PDF-/);
      expect(pdf).toContain('/StructTreeRoot');
    }
  });

  test('a preview that is wanted is drawn from HEIC, JPEG and PDF', async () => {
    const Bucket = deployment.outputs.data.BucketName;
    const folder = 'documents/previewed';
    const pictures = join(import.meta.dirname, '../fixtures/pictures');
    const all = {
      'one.heic': readFileSync(join(pictures, 'on-its-side.heic')),
      'two.jpg': readFileSync(join(pictures, 'on-its-side.jpg')),
      'three.pdf': pdfOfPages(2),
    };
    for (const [name, Body] of Object.entries(all)) {
      await files.send(new PutObjectCommand({ Bucket, Key: `${folder}/${name}`, Body }));
      await files.send(
        new PutObjectCommand({ Bucket, Key: `wanted-previews/${folder}/${name}`, Body: '{}' }),
      );
    }
    for (const [name, pages] of [
      ['one.heic', 1],
      ['two.jpg', 1],
      ['three.pdf', 2],
    ] as const) {
      const record = await eventually(`the preview of ${name}`, async () => {
        const Key = `previews/${folder}/${name}/preview.json`;
        const { Body } = await files
          .send(new GetObjectCommand({ Bucket, Key }))
          .catch(() => ({ Body: undefined }));
        const text = await Body?.transformToString();
        return text?.includes('begun') === true ? undefined : text;
      });
      expect(JSON.parse(record)).toEqual({ state: 'drawn', pages, of: pages });
    }
  });

  test('no dead-letter queue has a message, and the repair finds nothing left to do', async () => {
    await emptyQueues();
    expect(await repair({})).toEqual({ dispatched: 0, handedOver: 0, failed: 0 });
  });

  test('the deployment printed what pages stored over its folder', () => {
    expect(deployment.said).toContain('No one has changed the settings on the pages');
  });
});
