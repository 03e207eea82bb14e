/** The levels of categories: 大类, 小类, 细类. A case is put under one of the second or the third. */
export const CATEGORY_LEVELS = 3
export const CATEGORY_LEVEL_NAMES = ['大类', '小类', '细类'] as const

/** The fields of a category that its place in the tree follows from. */
export interface InTree {
  id: string
  parentId: string | null
}

/** Categories by their places. Those that name a parent which is not among them stand nowhere. */
export class CategoryTree<Of extends InTree> {
  readonly #byId: ReadonlyMap<string, Of>
  readonly #below = new Map<string | null, Of[]>()

  /** `items`: in the order that siblings are shown in. */
  constructor(items: readonly Of[]) {
    this.#byId = new Map(items.map((one) => [one.id, one]))
    for (const one of items) {
      const siblings = this.#below.get(one.parentId)
      if (siblings) siblings.push(one)
      else this.#below.set(one.parentId, [one])
    }
  }

  get(id: string | null | undefined): Of | null {
    return (id && this.#byId.get(id)) || null
  }

  /** The categories right below one; of null the first level. */
  children(id: string | null): readonly Of[] {
    return this.#below.get(id) ?? []
  }

  /** The categories from the first level down to this one. */
  path(id: string | null | undefined): Of[] {
    const path: Of[] = []
    for (let one = this.get(id); one && !path.includes(one); one = this.get(one.parentId)) path.unshift(one)
    return path
  }

  /** It and everything below it. */
  under(id: string): Of[] {
    const own = this.get(id)
    return own ? [own, ...this.children(id).flatMap((child) => this.under(child.id))] : []
  }

  /** All of it from the top: a category, then what is below it, then its next sibling. */
  inOrder(): Of[] {
    return this.children(null).flatMap(({ id }) => this.under(id))
  }

  /** The number of levels from this one down to its lowest. */
  height(id: string): number {
    return 1 + Math.max(0, ...this.children(id).map((child) => this.height(child.id)))
  }
}

/** 「道路照明 · 路灯照明 · 灯杆歪了」. */
export const pathInWords = (path: readonly { name: string }[]) => path.map(({ name }) => name).join(' · ')

/** The name of a category as a case shows it, without its 大类: 「路灯照明」, 「路灯照明 · 灯杆歪了」. */
export const shownPath = (path: readonly { name: string }[]) => pathInWords(path.length > 1 ? path.slice(1) : path)

/** The place of a category after one step among its siblings. */
export type Move = 'up' | 'down'

/**
 * The order that puts a category one place up or down: between its new neighbours. Null where there is no such place, or
 * no number left between them.
 *
 * @param orders The orders of the siblings, smallest first.
 */
export function orderAfterMove(orders: readonly number[], at: number, move: Move): number | null {
  const [near, far] = move === 'up' ? [at - 1, at - 2] : [at + 1, at + 2]
  if (orders[near] === undefined) return null
  if (orders[far] === undefined) return orders[near] + (move === 'up' ? -1 : 1)
  const between = (orders[near] + orders[far]) / 2
  return between === orders[near] || between === orders[far] ? null : between
}
