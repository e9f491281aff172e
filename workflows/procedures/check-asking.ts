import { independentParts } from './disclosure.ts';
import type { FactName } from './meanings.ts';
import type { Outcome, Procedure, Step } from './procedure.ts';

/** What code would misread in the fields that confirm warnings (functions/domain/decisions/warnings.ts). */
export function warningProblems({ form }: Outcome, { steps }: Procedure): string[] {
  const isDate = (name: string) => form[name]?.type === 'date';
  const recordsDay = (fact: FactName) =>
    Object.values(steps).some(({ outcomes }) =>
      Object.values(outcomes).some((outcome) =>
        Object.values(outcome.form).some((field) => field.fact === fact && field.type === 'date'),
      ),
    );
  return Object.entries(form).flatMap(([name, { confirms, type, required, mustBeYes }]) => {
    if (confirms === undefined) return [];
    const where = `field "${name}": confirms:`;
    const asked =
      type === 'yes-no' && required !== true && mustBeYes !== true
        ? []
        : [`${where} a warning is confirmed by a yes-no field that is asked only when it applies`];
    if ('unsigned' in confirms)
      return [
        ...asked,
        ...confirms.unsigned
          .filter((part) => !independentParts.some((one) => one === part))
          .map((part) => `${where} the part "${part}" signs no declaration`),
      ];
    if ('address' in confirms) {
      const { type: asks } = form[confirms.address] ?? {};
      return asks === 'text' || asks === 'paragraphs'
        ? asked
        : [...asked, `${where} "${confirms.address}" is no text of the form`];
    }
    const day = 'dayOff' in confirms ? confirms.dayOff : confirms.day;
    return [
      ...asked,
      ...(isDate(day) ? [] : [`${where} "${day}" is no date of the form`]),
      ...('before' in confirms && !recordsDay(confirms.before)
        ? [`${where} no form records a day as "${confirms.before}"`]
        : []),
    ];
  });
}

/** What an outcome lacks that follows a reminder: the reminder goes by letter, stays at the step and sets a day. */
export function reminderProblems({ onlyAfterReminder: name }: Outcome, { outcomes }: Step): string[] {
  if (name === undefined) return [];
  const reminder = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined;
  if (!reminder) return [`onlyAfterReminder: the step has no outcome "${name}"`];
  const days = Object.values(reminder.form).filter(({ type, fact }) => type === 'date' && fact !== undefined);
  return [
    ...(reminder.next === 'again' ? [] : [`onlyAfterReminder: "${name}" ends the step`]),
    ...(reminder.letters.length > 0 ? [] : [`onlyAfterReminder: "${name}" sends no letter`]),
    ...(days.length === 1 && days[0]?.required === true
      ? []
      : [`onlyAfterReminder: "${name}" needs one required date that is recorded, the day to answer by`]),
  ];
}
