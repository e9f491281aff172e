import type { SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod/mini';
import { Instant } from '../domain/civil-date.ts';
import { makeDependencies } from '../environment.ts';
import { about, lambda, report } from '../observe.ts';
import { receiveMail } from './receive-mail.ts';
import { readNotification } from './ses-notification.ts';
