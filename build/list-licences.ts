import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Description = {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly author?: string | { readonly name?: string };
  readonly repository?: string | { readonly url?: string };
};

const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;
const TEXT = /^(?:licen[cs]e|copying|notice)(?:\.(?:md|txt))?$/i;
const RULE = '-'.repeat(80);

/**
 * The licences of the packages whose modules are bundled, as one text, read from the packages themselves. Throws an
 * `Error` that names every package without a licence in its package.json, or without its text.
 */
export async function listLicences(modules: readonly string[]): Promise<{ packages: number; text: string }> {
  const folders = [...new Set(modules.flatMap((id) => PACKAGE.exec(id)?.[0] ?? []))].sort();
  const found = await Promise.all(folders.map(describeLicence));
  const problems = found.flatMap((one) => ('problem' in one ? [one.problem] : []));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const texts = found.flatMap((one) => ('text' in one ? [one.text] : [])).sort();
  const head = 'Datewatch is bundled with these packages. Each is under its own licence, which follows its name.\n';
  return { packages: texts.length, text: [head, ...texts].join(`\n${RULE}\n\n`) };
}

async function describeLicence(folder: string): Promise<{ text: string } | { problem: string }> {
  const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Description;
  const title = `${about.name} ${about.version}`;
  if (typeof about.license !== 'string') return { problem: `${title} names no licence in its package.json.` };
  const files = (await readdir(folder)).filter((name) => TEXT.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const text = texts.length > 0 ? texts.map((one) => one.trim()).join('\n\n') : standardText(about);
  if (text === null) return { problem: `${title} (${about.license}) comes without the text of its licence.` };
  return { text: `${title} (${about.license})\n\n${text}\n` };
}

/**
 * The text of a licence that a package names and leaves in its repository: the MIT licence; of the Mozilla licence the
 * notice that it asks for, and where the source is.
 */
function standardText({ license, author, repository }: Description): string | null {
  const source = typeof repository === 'string' ? repository : repository?.url;
  if (license === 'MPL-2.0' && source !== undefined) {
    return `This is subject to the terms of the Mozilla Public License, v. 2.0, a copy of which can be obtained at
https://mozilla.org/MPL/2.0/. Its source code can be obtained at ${source.replace(/^git\+/, '').replace(/^git@([^:]+):/, 'https://$1/')}.`;
  }
  const holder = typeof author === 'string' ? author : author?.name;
  if (license !== 'MIT' || holder === undefined) return null;
  return `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
