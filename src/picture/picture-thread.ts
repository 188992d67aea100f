import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fontsFor, rendererFile } from './find-fonts.ts';

/** The picture to draw. Its texts are set in Noto Sans. */
export type PictureOrder = { readonly svg: string };

/** Three pixels to each of a phone's: sharp where a finger pulls it larger. */
const ZOOM = 3;

/** The thread of `makePictureDrawer`: posts the PNG. An error of it ends the thread, and reaches who asked. */
async function draw({ svg }: PictureOrder): Promise<void> {
  await initWasm(readFileSync(rendererFile()));
  const fontBuffers = fontsFor(svg).map((path) => new Uint8Array(readFileSync(path)));
  const fitTo = { mode: 'zoom', value: ZOOM } as const;
  const font = { fontBuffers, defaultFontFamily: 'Noto Sans' };
  parentPort?.postMessage(new Resvg(svg, { font, fitTo }).render().asPng());
}

await draw(workerData as PictureOrder);
