import { reportText } from './en/report-text.ts';
import type { Language } from './words.ts';

/**
 * The sentences of reports. They are separate from the words of pages, because they are loaded only where a report is
 * made.
 */
export type ReportWords = typeof reportText;

const languages = { en: reportText } satisfies Record<Language, ReportWords>;

/** The words of reports in a language of the product. */
export const reportWordsIn = (language: Language): ReportWords => languages[language];
