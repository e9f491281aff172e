/** Everything that was decided for the complainant (law.md section 2). Each part is shown only if there is something in it. */
export const puttingThingsRight = `{{#apology}}
## Our apology

{{apology}}
{{/apology}}

{{#money}}
## Money we will pay you

{{money}}

If the money has not come by then, please tell us.
{{/money}}

{{#remedies}}
## What we will do to put things right

{{remedies}}
{{/remedies}}

{{#actions}}
## What we will do, and by when

{{actions}}

If we have not done one of these things in time, please tell us.
{{/actions}}

{{#actionsUnderWay}}
## What we promised you before

We are still doing this:

{{actionsUnderWay}}
{{/actionsUnderWay}}

{{#learning}}
## What we will do differently

{{learning}}
{{/learning}}`;
