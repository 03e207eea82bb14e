import type { Browser } from 'playwright-core'
import { textOf, type MiniProgram, type ViewNode } from './harness'

/** What WeChat gives its own elements before any sheet of ours. */
const NATIVE_CSS = `
body{margin:0;font-family:sans-serif;font-size:16px}
.wx-view,.wx-scroll-view{display:block}
.wx-button{display:block;box-sizing:border-box;width:100%;margin:0;padding:0 14px;border:0;font-size:18px;line-height:2.55}
.wx-input{display:block;width:100%;height:1.4em;border:0;padding:0;background:none;font:inherit}
.wx-textarea{display:block;width:100%;border:0;padding:0;background:none;font:inherit}
.wx-image{display:inline-block;width:320px;height:240px}
.wx-map{display:block;background:#dde6ea}`

const ELEMENTS: Record<string, string> = { text: 'span', image: 'img', input: 'input', textarea: 'textarea' }
const VOID = new Set(['img', 'input'])
/** Elements of Taro's own that draw nothing. */
const TRANSPARENT = new Set(['comp', 'page', 'virtual', 'custom-wrapper', 'block'])

const escaped = (text: unknown) => String(text ?? '').replace(/[&<"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function html(node: ViewNode | string): string {
  if (typeof node !== 'object') return escaped(node)
  const tag = node.tag.replace(/^wx-/, '')
  const inner = node.children.map(html).join('')
  if (TRANSPARENT.has(tag)) return inner
  const element = ELEMENTS[tag] ?? 'div'
  const { class: names, style, id, src, value, placeholder } = node.attr
  const attributes = {
    class: `wx-${tag} ${String(names ?? '')}`,
    style,
    id,
    src,
    placeholder,
    value: element === 'input' ? value : undefined,
  }
  const written = Object.entries(attributes)
    .filter(([, content]) => content !== undefined && content !== '')
    .map(([name, content]) => ` ${name}="${escaped(content)}"`)
    .join('')
  if (VOID.has(element)) return `<${element}${written}>`
  return `<${element}${written}>${element === 'textarea' ? escaped(value) : inner}</${element}>`
}

/**
 * A picture of the page that is open, approximate: WeChat's own elements (map, picker) are grey boxes. Also tells
 * whether anything runs out at the side.
 */
export async function screenshot(
  app: MiniProgram,
  browser: Browser,
  file: string,
  { width = 390, height = 844, colorScheme = 'light' as 'light' | 'dark' } = {},
) {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 2, colorScheme })
  try {
    const tree = app.tree()
    await page.setContent(
      `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${NATIVE_CSS}${app.css()}</style>${html(tree)}`,
    )
    await page.screenshot({ path: file })
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    return { tooWide, text: textOf(tree) }
  } finally {
    await page.close()
  }
}
