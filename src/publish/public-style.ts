import { createHash } from 'node:crypto';

/** The style of the public page: one column on a phone, two on a desk, dark and light as the reader's system is. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fbfaf8;--card:#fff;--ink:#1b1c20;--soft:#5a5d66;--line:#e4e2dd;--link:#2743b8;--confirmed:#3457d5;--expected:#5b72b8;--tentative:#5f6f96;--threatened:#8f5500;--off:#6a6d76;--mark:#d22d39}
@media (prefers-color-scheme:dark){:root{--page:#17181b;--card:#1e1f22;--ink:#f0f1f3;--soft:#a5a9b3;--line:#33353b;--link:#a9b8ff;--confirmed:#8ba3ff;--expected:#9db0e0;--tentative:#a3b0cc;--threatened:#f0b232;--off:#9a9da6;--mark:#f57b7f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:4px}
.wrap{max-width:1120px;margin:0 auto;padding:28px 16px 40px}
h1{margin:0;font-size:30px;line-height:1.15;letter-spacing:-.015em;font-weight:720;text-wrap:balance}
.lede{margin:10px 0 0;max-width:44em;color:var(--soft)}
.lede b{color:var(--ink);font-weight:600}
h2{margin:0 0 4px;font-size:19px;letter-spacing:-.01em}
h3{margin:22px 0 0;padding:0 0 6px;font-size:13px;font-weight:650;color:var(--soft);border-bottom:2px solid var(--ink)}
main{display:grid;gap:32px;margin:26px 0 0}
section{min-width:0}
.picture img{display:block;width:100%;max-width:480px;height:auto;border:1px solid var(--line);border-radius:10px}
ul{list-style:none;margin:0;padding:0}
.event>summary{display:grid;grid-template-columns:minmax(0,1fr) 20px;gap:2px 12px;padding:12px 0;cursor:pointer;list-style:none}
.event>summary::-webkit-details-marker{display:none}
.event>summary::after{content:"";grid-area:1/2;width:8px;height:8px;margin:8px 4px 0;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(45deg)}
.event[open]>summary::after{transform:translateY(4px) rotate(225deg)}
li{border-bottom:1px solid var(--line)}
.when{grid-column:1;font-weight:650;font-variant-numeric:tabular-nums}
.what{grid-column:1}
.tags{grid-column:1;display:flex;flex-wrap:wrap;gap:2px 12px;font-size:14px;color:var(--soft)}
.tag{font-weight:600}
.expected{color:var(--expected)}.tentative{color:var(--tentative)}.threatened{color:var(--threatened)}.off{color:var(--off)}
.calledoff .when,.calledoff .what b{text-decoration:line-through;color:var(--off)}
.more{padding:0 0 18px;scroll-margin-top:90px}
.more p{margin:0 0 12px;max-width:42em}
dl{margin:0;display:grid;gap:10px}
dt{font-size:13px;font-weight:650;color:var(--soft)}
dd{margin:0;max-width:44em}
.changes li{padding:10px 0}
.changes .day{color:var(--soft);font-size:14px}
.changes .move{font-size:15px}
.soft{color:var(--soft);font-size:14px}
.follow{padding:16px 18px;background:var(--card);border:1px solid var(--line);border-radius:10px}
.follow p{margin:8px 0 0;font-size:15px}
.button{display:inline-block;margin:8px 0 0;padding:9px 16px;border-radius:8px;background:#3457d5;color:#fff;font-weight:600;text-decoration:none}
code{font:13.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:all}
.past>summary{cursor:pointer;font-size:19px;font-weight:700;letter-spacing:-.01em}
.past>summary span{font-weight:400;font-size:15px;color:var(--soft)}
footer{margin:36px 0 0;padding:14px 0 0;border-top:1px solid var(--line);color:var(--soft);font-size:14px}
footer p{margin:0 0 4px}
@media (min-width:900px){
.wrap{padding:48px 32px 60px}
h1{font-size:42px}
.lede{font-size:17px}
main{grid-template-columns:minmax(0,1fr) 420px;grid-template-rows:auto 1fr;gap:36px 56px;align-items:start;margin-top:36px}
.dates{grid-column:1;grid-row:1}
.bygone{grid-column:1;grid-row:2}
aside{grid-column:2;grid-row:1/span 2;display:grid;gap:32px}
.event>summary{grid-template-columns:11.5em minmax(0,1fr) 20px}
.event>summary::after{grid-area:1/3}
.when{grid-row:1/span 2}
.what,.tags{grid-column:2}
.more{padding-left:calc(11.5em + 12px)}
}
@media (max-width:899px){aside{display:contents}.picture{order:-1}.follow{order:3}}
@media print{.follow{display:none}}
`;

const SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The policy of the page: its own style and its own pictures, no script, nothing from elsewhere. */
export const PAGE_POLICY = `default-src 'none'; style-src ${SOURCE}; img-src 'self' data:; base-uri 'none'; form-action 'none'`;
