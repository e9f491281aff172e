import * as z from 'zod/mini';
import { FeedbackKind } from '../../../workflows/procedures/meanings.ts';

export const channels = ['email', 'web form', 'phone', 'in person', 'letter', 'portal'] as const;
export const Channel = z.enum(channels);

/** The kind of feedback received, as far as it is known. A mail that could not be read yet is a kind of its own. */
export const ReceivedKind = z.union([FeedbackKind, z.literal('unreadable email')]);
