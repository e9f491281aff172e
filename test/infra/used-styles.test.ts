import { expect, test } from 'vitest';
import { usedStyles } from '../../infra/constructs/used-styles.ts';

const source = '<p class="govuk-body"><b class="govuk-tag govuk-tag--{{ colour }}">';

test.each([
  ['a class that is named', '.govuk-body{margin:0}', '.govuk-body{margin:0}'],
  ['a class that no one names', '.govuk-panel{margin:0}', ''],
  ['one selector of several', '.govuk-panel,.govuk-body a{margin:0}', '.govuk-body a{margin:0}'],
  ['a name that is put together', '.govuk-tag--red{color:red}', '.govuk-tag--red{color:red}'],
  ['classes of our own', '.group,.letter{margin:0}', '.group,.letter{margin:0}'],
  [
    'a medium',
    '@media print{.govuk-panel{margin:0}.govuk-body{margin:0}}',
    '@media print{.govuk-body{margin:0}}',
  ],
  ['a medium with nothing in it', '@media print{.govuk-panel{margin:0}}', ''],
  ['a class that must not be there', 'a:not(.govuk-panel,b){margin:0}', 'a:not(.govuk-panel,b){margin:0}'],
])('a style sheet keeps only what pages can use: %s', (_, css, kept) => {
  expect(usedStyles(css, [source])).toBe(kept);
});
