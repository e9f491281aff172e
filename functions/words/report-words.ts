import { reportText } from './en/report-text.ts';
import type { Language } from './words.ts';

/** What a report itself says; apart from the words of pages, because it is loaded only where a report is made. */
export type ReportWords = typeof reportText;

const languages = { en: reportText } satisfies Record<Language, ReportWords>;

/** The words of reports in a language of the product. */
export const reportWordsIn = (language: Language): ReportWords => languages[language];
