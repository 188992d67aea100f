/** Which interactions have been taken by whom, among all processes on one state. */
export type Claims = {
  /**
   * Whether this process is the first to take that interaction. Remembered for 15 minutes, longer than anybody may answer
   * it: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback. Rejects with a
   * `StoreError` when the database cannot be asked.
   */
  claim(interaction: string): Promise<boolean>;
};
