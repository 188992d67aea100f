/** One file of the list as text; `name` is how people know it. */
export type ListText = { readonly name: string; readonly text: string };
