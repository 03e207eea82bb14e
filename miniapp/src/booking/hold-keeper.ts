export interface HoldCalls {
  /** Holds the places of a wish; resolves to the id of the hold. */
  hold: (wish: string) => Promise<string>
  /** Gives a hold up. Resolves also where that failed: a hold lapses by itself. */
  giveUp: (id: string) => Promise<void>
  /** Gets the present hold, or the reason of a refusal. */
  onChange: (state: { wish: string; id?: string; refusal?: unknown }) => void
}

/**
 * Keeps one hold for one page. A changed wish is held only once the hold before it is given up, and a hold whose answer
 * comes when nobody wants it any more is given up too: two places are never taken for one booking.
 */
export function holdKeeper({ hold, giveUp, onChange }: HoldCalls) {
  let wanted: string | null = null
  let held: { wish: string; id: string } | null = null
  let refused: string | null = null
  let kept: string | undefined
  let working: Promise<void> | null = null

  async function work() {
    while (wanted !== (held?.wish ?? null) && (held !== null || wanted !== refused)) {
      if (held) {
        const { id } = held
        held = null
        if (id !== kept) await giveUp(id)
        continue
      }
      const wish = wanted!
      try {
        held = { wish, id: await hold(wish) }
        if (wish === wanted) onChange(held)
      } catch (refusal) {
        refused = wish
        if (wish === wanted) onChange({ wish, refusal })
      }
    }
  }

  return {
    /** Null wants nothing: the page is left, or holding is not possible. */
    want(wish: string | null) {
      if (wish !== wanted) refused = null
      wanted = wish
      return (working ??= work().finally(() => (working = null)))
    },
    /** The id of the present hold. */
    heldId: () => held?.id,
    /** This hold is a booking now and stays. Any other of the page is given up when the page is left. */
    keep(id: string) {
      kept = id
    },
  }
}
