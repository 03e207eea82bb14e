/** An element as the compiled WXML gives it. */
export interface ViewNode {
  tag: string
  attr: Record<string, unknown>
  children: (ViewNode | string)[]
  parent?: ViewNode
}

export const isNode = (node: ViewNode | string | undefined): node is ViewNode => typeof node === 'object'

export const textOf = (node: ViewNode | string): string =>
  isNode(node) ? node.children.map(textOf).join('') : String(node ?? '')

export function* everyNode(node: ViewNode): Generator<ViewNode> {
  yield node
  for (const child of node.children) if (isNode(child)) yield* everyNode(child)
}

/** '#id', '.class', 'tag', or the innermost element whose text contains these words, or whose aria-label does. */
export type Selector = string | { text: string } | { label: string }

export function matches(node: ViewNode, selector: Selector) {
  if (typeof selector !== 'string') {
    if ('label' in selector) return node.attr.ariaLabel === selector.label
    const holds = (one: ViewNode | string) =>
      isNode(one) && textOf(one).replaceAll('\u00a0', ' ').includes(selector.text)
    return holds(node) && !node.children.some(holds)
  }
  if (selector.startsWith('#')) return node.attr.id === selector.slice(1)
  if (selector.startsWith('.'))
    return String(node.attr.class ?? '')
      .split(/\s+/)
      .includes(selector.slice(1))
  return node.tag === `wx-${selector}`
}
