import sparticuz from '@sparticuz/chromium';
import type { Chromium } from './print-page.ts';

/** The Chromium deployed with the function. The first call unpacks it in some seconds: 67 MB become 210 MB in /tmp. */
export const lambdaChromium = async (): Promise<Chromium> => ({
  executablePath: await sparticuz.executablePath(),
  args: sparticuz.args,
});
