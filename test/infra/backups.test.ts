import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupDays } from '../../functions/domain/records/erasure.ts';
import { ofType, synthesise } from './assembly.ts';

describe('copies of table and files in another region', () => {
  const { resources, text, findings } = synthesise({ copies: { region: 'eu-west-1' } });
  const one = (stack: string, type: string) => ofType(resources(stack), `AWS::Backup::Backup${type}`)[0];

  test('are made each night, and gone on the day that proofs of erasure name', () => {
    const days = { DeleteAfterDays: backupDays };
    expect(one('backups', 'Plan')?.Properties['BackupPlan']).toMatchObject({
      BackupPlanRule: [
        {
          ScheduleExpression: 'cron(0 3 * * ? *)',
          Lifecycle: days,
          CopyActions: [
            {
              Lifecycle: days,
              DestinationBackupVaultArn: {
                'Fn::Join': ['', expect.arrayContaining([endsWith(':backup-vault:redress-test-copies')])],
              },
            },
          ],
        },
      ],
    });
  });

  test('are of the table and of the bucket', () => {
    const chosen = JSON.stringify(one('backups', 'Selection')?.Properties['BackupSelection']);
    expect(chosen).toContain('ExportsOutputFnGetAttCases');
    expect(chosen).toContain('ExportsOutputFnGetAttFiles');
  });

  test('are encrypted where they are, and stay when the stack goes', () => {
    for (const stack of ['copies', 'backups']) {
      const vault = one(stack, 'Vault');
      expect(vault?.Properties['EncryptionKeyArn']).toBeDefined();
      expect(vault?.DeletionPolicy).toBe('Retain');
    }
    expect(text('copies')).not.toContain('AWS::DynamoDB');
    expect(findings).toEqual([]);
  });
});

const endsWith = (text: string): unknown => expect.stringContaining(text);

test('are not there where an environment does not ask for them', () => {
  const { outdir } = synthesise({});
  expect(existsSync(join(outdir, 'redress-test-data.template.json'))).toBe(true);
  expect(existsSync(join(outdir, 'redress-test-backups.template.json'))).toBe(false);
});
