/** The cases of the list as it was last shown, in its order: from a case one goes to the next without the list. */
let shown: readonly string[] = []

export const keepShown = (ids: readonly string[]) => void (shown = ids)

/** The case that was `step` rows below another; undefined at either end, and for a case that the list did not show. */
export function shownBeside(id: string, step: 1 | -1): string | undefined {
  const at = shown.indexOf(id)
  return at < 0 ? undefined : shown[at + step]
}
