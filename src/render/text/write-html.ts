/** HTML that is safe as it stands: made by `html` alone. */
export type Html = { readonly html: string };

type Value = string | number | Html | readonly Html[];

/** Writes HTML with every value escaped that is not HTML itself: between tags and in quoted attributes. */
export function html(texts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: texts.map((text, at) => `${text}${at < values.length ? written(values[at] ?? '') : ''}`).join('') };
}

function written(value: Value): string {
  if (typeof value === 'string') return value.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map((one) => one.html).join('');
}

/** Nothing where there is nothing to show. */
export const NOTHING: Html = { html: '' };
