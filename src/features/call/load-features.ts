import type { AnyCommand, AnyPress, Feature, FeatureEntry } from './offer-feature.ts';

/** All features; each is loaded at its first use and kept. */
export type Features = {
  /** `null` when no command has this name. */
  findCommand(name: string): Promise<AnyCommand | null>;
  /** `null` when no feature handles this action. */
  findPress(action: string): Promise<AnyPress | null>;
  /** Every command in the order of the entries. Loads features that are not loaded yet, one after the other. */
  commands(): Promise<readonly AnyCommand[]>;
};

/**
 * Keeps features once loaded; a feature that failed to load is tried anew at its next use. Throws the errors of its
 * module.
 */
export function loadFeatures(entries: readonly FeatureEntry[]): Features {
  const loaded = new Map<FeatureEntry, Promise<Required<Feature>>>();
  const load = async (entry: FeatureEntry): Promise<Required<Feature>> => {
    const loading = loaded.get(entry) ?? loadOne(entry);
    loaded.set(entry, loading);
    try {
      return await loading;
    } catch (error) {
      loaded.delete(entry);
      throw error;
    }
  };
  return {
    async findCommand(name) {
      const entry = entries.find(({ commands }) => commands?.includes(name));
      const feature = entry && (await load(entry));
      return feature?.commands.find(({ shape }) => shape.name === name) ?? null;
    },
    async findPress(action) {
      const entry = entries.find(({ presses }) => presses?.includes(action));
      const feature = entry && (await load(entry));
      return feature?.presses.find((press) => press.action === action) ?? null;
    },
    async commands() {
      const all: AnyCommand[] = [];
      for (const entry of entries) all.push(...(await load(entry)).commands);
      return all;
    },
  };
}

/** Loads a feature; the parts that all features share come with the first of them. */
async function loadOne(entry: FeatureEntry): Promise<Required<Feature>> {
  const { offerFeature } = await import('./offer-feature.ts');
  const { feature } = await entry.load();
  return offerFeature(entry, feature);
}
