import type * as z from 'zod';
import { type ClaimInput, claimShape, type EventInput, eventShape } from './event-shape.ts';

/** A claim as far as it is well-formed. */
export type SoundClaim = Partial<ClaimInput>;

/** An event as far as it is well-formed: fields with faults are left out. */
export type SoundEvent = Partial<Omit<EventInput, 'claims'>> & {
  /** Each at its place; those that are no claims at all are empty. */
  readonly claims: readonly SoundClaim[];
};

/** The well-formed parts of an event that has faults, so that its other mistakes are told in the same run. */
export function soundParts(value: unknown): SoundEvent {
  if (!isFields(value)) return { claims: [] };
  const parts: Partial<EventInput> = soundFields(eventShape.shape, value);
  const claims = Array.isArray(value['claims']) ? value['claims'] : [];
  return {
    ...parts,
    claims: claims.slice(0, 100).map((claim) => (isFields(claim) ? soundFields(claimShape.shape, claim) : {})),
  };
}

function soundFields<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
): Partial<z.output<z.ZodObject<Shape>>> {
  const sound = Object.entries(shape).flatMap(([name, field]) => {
    if (!Object.hasOwn(value, name)) return [];
    const result = (field as z.ZodType).safeParse(value[name], { jitless: true });
    return result.success ? [[name, result.data]] : [];
  });
  return Object.fromEntries(sound) as Partial<z.output<z.ZodObject<Shape>>>;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
