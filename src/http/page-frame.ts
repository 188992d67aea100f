import { createHash } from 'node:crypto';
import { type Html, html, NOTHING } from '../render/text/write-html.ts';

/** A whole document. It needs no script and loads nothing; `refreshSeconds` lets it ask again by itself. */
export function document(page: {
  readonly title: string;
  readonly body: Html;
  readonly refreshSeconds: number | null;
}): string {
  const refresh =
    page.refreshSeconds === null ? NOTHING : html`<meta http-equiv="refresh" content="${page.refreshSeconds}">`;
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">${refresh}
<title>${page.title}</title>`;
  return `<!doctype html>
<html lang="en">
<head>${head.html}
<style>${STYLE}</style>
</head>
<body>
${page.body.html}
</body>
</html>
`;
}

const STYLE = `
:root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--ink:#1f2328;--soft:#59616b;--line:#e3e6ea;--brand:#4752c4;--well:#1f7a3d;--well-bg:#e7f6ec;--warn:#8a5300;--warn-bg:#fff3dc;--wait:#3b4252;--wait-bg:#e9ecf2}
@media (prefers-color-scheme:dark){:root{--page:#1e1f22;--card:#2b2d31;--ink:#e6e8ea;--soft:#a7aeb6;--line:#3a3c41;--brand:#a5afff;--well:#7ee2a0;--well-bg:#1f3a2a;--warn:#ffcf70;--warn-bg:#43361b;--wait:#cfd5dd;--wait-bg:#33363c}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--brand)}
.wrap{max-width:1120px;margin:0 auto;padding:20px 16px 40px}
header{display:flex;align-items:baseline;justify-content:space-between;gap:12px;margin:0 0 12px}
header b{font-size:18px}
header span{color:var(--soft);font-size:14px}
.top{border-radius:14px;padding:18px 20px;margin:0 0 18px}
.top h1{margin:0;font-size:22px;line-height:1.35;font-weight:650}
.top p{margin:6px 0 0}
.well{background:var(--well-bg)}.well h1{color:var(--well)}
.attention{background:var(--warn-bg)}.attention h1{color:var(--warn)}
.waiting{background:var(--wait-bg)}.waiting h1{color:var(--wait)}
.grid{display:grid;gap:18px}
.all{margin:0 0 18px}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:16px 20px;min-width:0}
h2{margin:0 0 8px;font-size:16px}
.rows{list-style:none;margin:0;padding:0}
.rows li{padding:10px 0;border-top:1px solid var(--line)}
.rows li:first-child{border-top:0}
.row{display:grid;gap:0 20px}
.at{display:flex;flex-wrap:wrap;gap:0 10px;align-items:baseline}
.what{font-weight:550}
.soft{color:var(--soft);font-size:14px}
.late{color:var(--warn);font-weight:600}
.trouble{border-left:4px solid var(--warn);padding:2px 0 2px 14px;margin:14px 0 0}
.trouble:first-of-type{margin-top:0}
.trouble p{margin:0}
.trouble ul{margin:6px 0;padding:0 0 0 18px;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 16px;margin:0}
dt{color:var(--soft)}dd{margin:0;text-align:right}
.files dt{color:inherit}
ol.steps{padding:0 0 0 22px;margin:0}ol.steps li{margin:0 0 14px}
label{display:block;font-weight:550;margin:0 0 6px}
input{width:100%;font:inherit;padding:10px 12px;border:1px solid var(--line);border-radius:8px;background:var(--page);color:var(--ink)}
button{font:inherit;font-weight:600;margin:12px 0 0;padding:10px 18px;border:0;border-radius:8px;background:#4752c4;color:#fff}
a.button{display:inline-block;font-weight:600;margin:8px 0;padding:10px 18px;border-radius:8px;background:#4752c4;color:#fff;text-decoration:none}
.narrow{max-width:680px}
form{margin:10px 0 0}
code{font:15px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--wait-bg);border-radius:6px;padding:2px 6px}
footer{color:var(--soft);font-size:13px;margin:18px 4px 0}
@media (min-width:860px){.grid{grid-template-columns:minmax(0,5fr) minmax(0,3fr);align-items:start}.side{display:grid;gap:18px}.main{display:grid;gap:18px}.row{grid-template-columns:minmax(0,1fr) 15.5em}.row .at{display:block;text-align:right}}
@media (max-width:859px){.side,.main{display:grid;gap:18px}}
`;

/** The one style of all pages, as a policy names it: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy/style-src */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
