/** JSON as it comes over the wire: nothing is known of it until it has been checked. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A JSON object whose fields still have to be checked one by one. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/** Whether a value is an object with fields: no list, no null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a field, or undefined where it is absent or something else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The elements of a list that are objects; nothing where it is no list. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
