import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeJson, isObject } from '../model/decode-json.ts';

/** The packages of fonts, the first that has a letter is used. Each lies in pieces by ranges of letters. */
export const FONTS = ['noto-sans', 'noto-sans-kr', 'noto-sans-sc'] as const;
/** Weights of letters: those of other writing systems have the first alone. */
export const WEIGHTS = { 'noto-sans': [400, 600], 'noto-sans-kr': [400], 'noto-sans-sc': [400] } as const;

/** A release has its fonts and its renderer here; a checkout has them where npm put them. */
const BESIDE = fileURLToPath(new URL('./pictures/', import.meta.url));

/** The file of the renderer's code. */
export function rendererFile(): string {
  const beside = join(BESIDE, 'index_bg.wasm');
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
}

/**
 * The files of the pieces of fonts that hold the letters of a text. A letter that no font has, or whose font is not
 * installed, is left out: it is drawn as an empty box.
 */
export function fontsFor(text: string): string[] {
  const fonts = FONTS.flatMap((name) => openFont(name) ?? []);
  const files = new Set<string>();
  for (const letter of new Set(text)) {
    const code = letter.codePointAt(0) ?? 0;
    const font = fonts.find(({ pieceOf }) => pieceOf(code) !== null);
    for (const file of font === undefined ? [] : font.files(font.pieceOf(code) ?? '')) files.add(file);
  }
  return [...files];
}

type Font = { pieceOf(code: number): string | null; files(piece: string): string[] };

function openFont(name: (typeof FONTS)[number]): Font | null {
  const folder = folderOf(name);
  if (folder === null) return null;
  const ranges = decodeJson(readFileSync(join(folder, 'unicode.json'), 'utf8'), isObject);
  const pieces = Object.entries(ranges).map(([piece, text]) => ({
    piece: piece.replace(/[[\]]/g, ''),
    spans: String(text).split(',').map(spanOf),
  }));
  return {
    pieceOf: (code) =>
      pieces.find(({ spans }) => spans.some(([first, last]) => code >= first && code <= last))?.piece ?? null,
    files: (piece) => WEIGHTS[name].map((weight) => join(folder, 'files', `${name}-${piece}-${weight}-normal.woff2`)),
  };
}

/** The folder of a package of fonts; `null` where it is not installed. */
function folderOf(name: string): string | null {
  const beside = join(BESIDE, name);
  if (existsSync(beside)) return beside;
  try {
    return dirname(createRequire(import.meta.url).resolve(`@fontsource/${name}/package.json`));
  } catch {
    return null;
  }
}

/** `U+0100-02ba`, `U+f9ca` as its first and last code. */
function spanOf(text: string): readonly [number, number] {
  const [first = '', last = first] = text.trim().replace('U+', '').split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}
