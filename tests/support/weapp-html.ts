import type { ViewNode } from '../weapp/view'

/** Elements of WeChat as a browser draws them; anything else is a box without a look of its own. */
const TAGS: Record<string, string> = {
  view: 'div',
  text: 'span',
  image: 'img',
  input: 'input',
  textarea: 'textarea',
  button: 'button',
  'scroll-view': 'div',
  map: 'div',
}
const VOID = new Set(['img', 'input'])

/** The style that WeChat gives its elements by itself. */
const WECHAT = `
  * { -webkit-tap-highlight-color: transparent }
  body { margin: 0 }
  .wx-image { display: inline-block; width: 320px; height: 240px; overflow: hidden }
  .wx-input, .wx-textarea { display: block; border: 0; padding: 0; background: none; font: inherit; color: inherit }
  .wx-textarea { resize: none }
  .wx-button { display: block; border: 0; padding: 0; font: inherit; color: inherit; text-align: inherit }
  .wx-other { display: contents }
  .wx-map { background: var(--map-ground) }`

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)
const said = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function attributesOf(tag: string, kind: string, { attr }: ViewNode, address: (src: string) => string) {
  const list: Record<string, string> = {
    class: `wx-${kind in TAGS ? kind : 'other'} ${said(attr.class)}`,
    style: said(attr.style) + (attr.mode === 'aspectFill' ? ';object-fit:cover' : ''),
    ...(tag === 'img' ? { src: address(said(attr.src)), alt: said(attr.ariaLabel) } : {}),
    ...(tag === 'input' ? { value: said(attr.value) } : {}),
    ...(VOID.has(tag) || tag === 'textarea' ? { placeholder: said(attr.placeholder) } : {}),
  }
  return Object.entries(list)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')
}

function elementOf(node: ViewNode | string, address: (src: string) => string): string {
  if (typeof node !== 'object') return escaped(String(node ?? ''))
  const kind = node.tag.replace(/^wx-/, '')
  const tag = TAGS[kind] ?? 'div'
  const open = `<${tag}${attributesOf(tag, kind, node, address)}>`
  if (VOID.has(tag)) return open
  const inside =
    tag === 'textarea' ? escaped(said(node.attr.value)) : node.children.map((one) => elementOf(one, address)).join('')
  return `${open}${inside}</${tag}>`
}

/** A page of the built package as a document that a browser can draw. `address` gives the place of a picture. */
export const documentOf = (tree: ViewNode, css: string, address: (src: string) => string) =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width, initial-scale=1"><style>${WECHAT}${css}</style></head>` +
  `<body>${elementOf(tree, address)}</body></html>`
