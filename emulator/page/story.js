/** What the page shows beside Discord: the timeline, the lock screen, what can be made to happen. Nothing where nobody runs a story. */

export function startStory() {
  return { world() {}, message() {}, clock() {}, stage() {}, become() {} };
}
