import * as z from 'zod/mini';
import { ReportingRow } from '../domain/records/reporting-row.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The documentation of reporting rows, field by field, from the descriptions of their schema, as Markdown. */
export function describeRows(): string {
  const lines = fields('', z.toJSONSchema(ReportingRow));
  return `# Reporting rows

One JSON object to a line, one for each case; no personal data. Every key is always there, \`null\` where nothing is known.
Made from \`functions/domain/records/reporting-row.ts\` by \`npm run reporting-row-doc\`.

| Field | Type | What it holds |
|---|---|---|
${lines.join('\n')}
`;
}

function fields(prefix: string, { properties = {} }: JsonSchema): string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (typeof schema === 'boolean') return [];
    const inner = [schema, ...(schema.anyOf ?? [])].flatMap((one) =>
      typeof one === 'object' && one.properties ? [one] : [],
    );
    return [
      `| \`${prefix}${name}\` | ${typeOf(schema)} | ${schema.description ?? ''} |`,
      ...inner.flatMap((object) => fields(`${prefix}${name}.`, object)),
    ];
  });
}

function typeOf(schema: JsonSchema | boolean): string {
  if (typeof schema === 'boolean') return 'anything';
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.format === 'date') return 'date';
  if (schema.type === 'array')
    return `list of ${Array.isArray(schema.items) ? 'values' : typeOf(schema.items ?? true)}`;
  return [schema.type].flat().join(' or ');
}
