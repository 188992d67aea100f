import { readFile } from 'node:fs/promises';

/** The part of the changelog for one version, as Markdown without its heading. Pure. */
export function notesOf(changelog: string, version: string): string | null {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => section.startsWith(`[${version}]`));
  const text = own?.slice(own.indexOf('\n')).trim() ?? '';
  return text === '' ? null : text;
}

/** The file of a repository, and the image of Datewatch that it names. */
const IMAGE = /datewatch\/datewatch:(\d[\w.-]*)/g;

/** Files that name the image, each with every version that it names. */
export async function imagesNamed(files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const read = async (file: string): Promise<[string, string[]]> => {
    const text = await readFile(file, 'utf8');
    return [file, [...text.matchAll(IMAGE)].map(([, version]) => version ?? '')];
  };
  return new Map(await Promise.all(files.map(read)));
}

/**
 * Everything that keeps a tag from being a release, in sentences; none where all is well. The tag is `v` and the version of
 * package.json, the changelog has a part for it, and each file that names the image names that version.
 */
export function findObstacles(of: {
  readonly tag: string;
  readonly version: string;
  readonly changelog: string;
  readonly images: ReadonlyMap<string, readonly string[]>;
}): string[] {
  const { tag, version, changelog, images } = of;
  const isTag = tag === `v${version}`;
  const stale = [...images].flatMap(([file, versions]) =>
    versions.every((named) => named === version)
      ? []
      : [`${file} names the image of ${versions.join(', ')}; expected: ${version}.`],
  );
  return [
    ...(isTag ? [] : [`The tag is ${tag}; expected: v${version}, by package.json.`]),
    ...(notesOf(changelog, version) === null
      ? [`CHANGELOG.md has nothing under "## [${version}]"; expected: what changed.`]
      : []),
    ...stale,
  ];
}
