/** The most characters of a template: a step takes 500, and the values of the case are added to them. */
export const TEMPLATE_MAX = 400

/**
 * The variables of a reply template, each with its meaning and an example. They are facts that the reporter and those
 * who follow the case may read. The place is none of them: it may be the home of the reporter.
 */
export const TEMPLATE_VARIABLES = {
  编号: { means: '诉求的编号', example: '1123-0009-4' },
  事项: { means: '诉求的题目', example: '9 号楼门口路灯不亮' },
  类别: { means: '归到的那一类', example: '路灯照明' },
  社区: { means: '社区的名字', example: '文华社区' },
  电话: { means: '社区的电话', example: '0546-8001234' },
  承办人: { means: '在办的同事', example: '陈静' },
  承办单位: { means: '派给的单位', example: '颐园物业服务中心' },
  期限: { means: '答应居民的那一天', example: '11月27日（周五）' },
  办结时间: { means: '办好的那一天；还没办好，就是今天', example: '11月25日（周三）' },
} as const satisfies Record<string, { means: string; example: string }>
export type TemplateVariable = keyof typeof TEMPLATE_VARIABLES
export const TEMPLATE_VARIABLE_NAMES = Object.keys(TEMPLATE_VARIABLES) as TemplateVariable[]

/** The value of each variable for one case; null where the case has none: nobody handles it yet. */
export type TemplateValues = Record<TemplateVariable, string | null>

const isVariable = (name: string): name is TemplateVariable => (TEMPLATE_VARIABLE_NAMES as string[]).includes(name)

/** A Chinese keyboard types wide braces. */
const withPlainBraces = (text: string) => text.replace(/｛/g, '{').replace(/｝/g, '}')
const MARKED = /\{([^{}]*)\}/g
const inBraces = (name: string) => `{${name}}`

/** The template as it is kept: plain braces, and no space beside a name in them. */
export const cleanTemplate = (text: string) =>
  withPlainBraces(text).replace(MARKED, (_, name: string) => inBraces(name.trim()))

/** The fault of a cleaned template as a sentence with the way out; null for a right one. */
export function templateFault(text: string): string | null {
  const unknown = [...text.matchAll(MARKED)].map(([, name]) => name!).filter((name) => !isVariable(name))
  if (unknown.length > 0) {
    const known = TEMPLATE_VARIABLE_NAMES.map(inBraces).join('')
    return `没有${[...new Set(unknown)].map(inBraces).join('、')}这个变量，能用的有${known}`
  }
  return /[{}]/.test(text.replace(MARKED, '')) ? '大括号要成对，像 {编号}；不是变量就别用大括号' : null
}

/**
 * The words of a template for one case. A variable that the case has no value for stays as it is, and is named in
 * `lacks`. A value is never read as a template again: a title may have braces in it.
 */
export function fillTemplate(text: string, values: TemplateValues): { text: string; lacks: TemplateVariable[] } {
  const lacks = new Set<TemplateVariable>()
  const filled = text.replace(MARKED, (marked, name: string) => {
    if (!isVariable(name)) return marked
    const value = values[name]
    if (value === null) lacks.add(name)
    return value ?? marked
  })
  return { text: filled, lacks: [...lacks] }
}

/** The template with the examples, for its author. */
export const exampleOf = (text: string) =>
  fillTemplate(
    text,
    Object.fromEntries(
      TEMPLATE_VARIABLE_NAMES.map((name) => [name, TEMPLATE_VARIABLES[name].example]),
    ) as TemplateValues,
  ).text

/** The reason why these words cannot be sent yet: a variable of a template was left in them. Null where none was. */
export function unfilledFault(text: string): string | null {
  const left = [...withPlainBraces(text).matchAll(MARKED)].map(([, name]) => name!.trim()).filter(isVariable)
  return left.length > 0 ? `${[...new Set(left)].map(inBraces).join('、')}还没填上，改成要说的话再交` : null
}

/** Puts the words of a template into a box: in place of the sentence that it began with, or below what was typed. */
export const withTemplate = (typed: string, begins: string, template: string) =>
  typed.trim() === '' || typed === begins ? template : `${typed.trimEnd()}\n${template}`
