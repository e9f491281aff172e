/** Which complaint a letter to another body is about. */
export const jointComplaint = `- Our reference: {{reference}}
{{#complainantName}}
- Who complains: {{complainantName}}
{{/complainantName}}
- Received: {{receivedOn}}`;
