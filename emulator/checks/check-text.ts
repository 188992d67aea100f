/** The smallest checks of a body: one text, one place, the reasons against it. */
import type { Reason } from '../rest/answer-request.ts';

type Path = readonly (string | number)[];

/** Refuses text over the limit. */
export function checkLength(value: unknown, path: Path, limit: number): readonly Reason[] {
  return typeof value === 'string' && value.length > limit ? [tooLong(path, limit)] : [];
}

/** Refuses missing or blank text, and text over the limit. */
export function checkFilled(value: unknown, path: Path, limit: number): readonly Reason[] {
  if (typeof value !== 'string' || value.trim() === '') {
    return [{ path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }];
  }
  return checkLength(value, path, limit);
}

/** Refuses anything but an http(s) or discord address. */
export function checkUrl(value: unknown, path: Path): readonly Reason[] {
  if (value === undefined || value === null) return [];
  const good = typeof value === 'string' && URL.canParse(value) && /^(https?|discord):\/\//i.test(value);
  return good ? [] : [{ path, code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }];
}

/** Discord's wording for text or lists over a limit. */
export function tooLong(path: Path, limit: number): Reason {
  return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${limit} or fewer in length.` };
}
