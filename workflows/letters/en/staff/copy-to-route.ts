import type { LetterText } from '../../letter-template.ts';

/** The copy of the text to those who deal with it on another route. Only an officer's tick sends it. */
export const copyToRoute: LetterText = {
  title: 'Copy for another route',
  subject: '{{reference}}: for you to deal with',
  requires: ['routeName', 'routePoints'],
  body: `We received this in a complaint. It is for you to deal with as {{routeName}}:

{{routePoints}}

- Our reference: {{reference}}
- Received: {{receivedOn}}
{{#routeReference}}
- Your reference: {{routeReference}}
{{/routeReference}}
{{#routeDueDate}}
- Last day for the answer: {{routeDueDate}}
{{/routeDueDate}}
{{#routeWasDueOn}}
- The answer was due on {{routeWasDueOn}}
{{/routeWasDueOn}}

Names and contact details are not in this email. Ask {{officerName}} for what you need: {{councilEmail}} or {{councilPhone}}.`,
};
