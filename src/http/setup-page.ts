import { type Html, html, NOTHING } from '../render/text/write-html.ts';
import { document } from './page-frame.ts';

/** How far the set-up is. */
export type SetupView =
  | {
      readonly kind: 'asks';
      /** Why the last token was not taken; `null` for none. Never holds any of it. */
      readonly refusal: string | null;
      /** The folder in which the token is kept. */
      readonly folder: string;
    }
  | {
      readonly kind: 'taken';
      /** The bot's name and the id of its application. */
      readonly name: string;
      readonly application: string;
      readonly isRunning: boolean;
    };

/** View Channel, Send Messages (in threads too), Embed Links, Read Message History: no more than posting needs. */
export const INVITE_PERMISSIONS = '274877991936';

/** The address by which somebody adds the bot to their server. https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow */
export function inviteLink(application: string): string {
  const query = `client_id=${encodeURIComponent(application)}&scope=bot%20applications.commands`;
  return `https://discord.com/oauth2/authorize?${query}&permissions=${INVITE_PERMISSIONS}`;
}

/** While the bot starts, the page asks again by itself. */
const STARTING_S = 3;

/** Writes the page that asks for the token, or that says what comes after it. Pure. */
export function setupPage(view: SetupView): string {
  const isStarting = view.kind === 'taken' && !view.isRunning;
  return document({
    title: 'Datewatch: set up',
    refreshSeconds: isStarting ? STARTING_S : null,
    body: html`<div class="wrap narrow">
<header><b>Datewatch</b><span>Set up</span></header>
${view.kind === 'asks' ? asking(view) : taken(view)}
</div>`,
  });
}

function asking({ refusal, folder }: Extract<SetupView, { kind: 'asks' }>): Html {
  const refused =
    refusal === null
      ? NOTHING
      : html`<div class="top attention" role="alert"><h1>Not saved</h1><p>${refusal}</p></div>`;
  return html`${
    refused === NOTHING
      ? html`<div class="top waiting"><h1>One thing is missing: the bot’s token</h1>
<p>It takes about two minutes. Then the bot starts by itself.</p></div>`
      : refused
  }
<section><ol class="steps">
<li><b>Make a bot.</b> At <a href="https://discord.com/developers/applications" rel="noreferrer" target="_blank">discord.com/developers/applications</a> choose <i>New Application</i> and give it a name.</li>
<li><b>Copy its token.</b> On its page <i>Bot</i> press <i>Reset Token</i>, then <i>Copy</i>. Leave all <i>Privileged Gateway Intents</i> off.</li>
<li><b>Paste it here.</b>
<form method="post" action="/setup">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="off" autocapitalize="off" spellcheck="false" required autofocus>
<button>Check and save</button>
</form></li>
</ol></section>
<footer>It is checked with Discord and kept in ${folder}, in a file that only the user of this program can read. It is never shown again.</footer>`;
}

function taken({ name, application, isRunning }: Extract<SetupView, { kind: 'taken' }>): Html {
  const state = isRunning
    ? html`<div class="top well"><h1>${name} is running</h1><p>Two steps are left, both in Discord.</p></div>`
    : html`<div class="top waiting"><h1>${name} is starting</h1><p>The token is right and saved. Go on meanwhile.</p></div>`;
  return html`${state}
<section><ol class="steps">
<li><b>Add it to your server.</b><br><a class="button" href="${inviteLink(application)}" rel="noreferrer" target="_blank">Add ${name} to a server</a>
<p class="soft">It asks for what posting needs and no more: to see channels, to write and embed links in them and in threads, and to read back what it wrote.</p></li>
<li><b>Say what a channel gets.</b> In a channel of that server type <code>/datewatch setup</code>. Three questions, each with an answer ready.</li>
</ol></section>
<footer>The <a href="/">status page</a> says what comes next and what is wrong. Dates are added in the folder of lists, one line each.</footer>`;
}
