/** What every contender answers with. */
export const hello = ({ name = "world" }: { readonly name?: string }): { readonly hello: string } => ({ hello: name });
