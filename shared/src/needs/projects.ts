/** How a project of the 项目清单 stands. */
export const PROJECT_STATES = {
  going: { label: '在办' },
  done: { label: '办成了' },
  dropped: { label: '没办成' },
} as const
export type ProjectState = keyof typeof PROJECT_STATES

/** The kinds of thing of the directory that can meet a need: the 资源清单. */
export const RESOURCES = {
  place: { label: '地点' },
  service: { label: '服务' },
} as const
export type ResourceKind = keyof typeof RESOURCES
export const RESOURCE_CODES = Object.keys(RESOURCES) as [ResourceKind, ...ResourceKind[]]

/** A day in the words of a letter: 「12月25日」. */
interface Planned {
  name: string
  day: string
}

/** The sentence to those who asked for what became a project; `text` is what the office adds. */
export const plannedInWords = ({ name, day }: Planned, text = '') =>
  `您提的需求已列入“${name}”，计划${day}前办好。${text}`
/** The sentence to those who asked for what is there. */
export const matchedInWords = (name: string, text: string) =>
  `${text.replace(/([^。！？])$/, '$1。')}在“生活圈”里找“${name}”，能看到在哪儿、几点开。`
