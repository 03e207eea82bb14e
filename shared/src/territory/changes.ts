import type { AreaLevel } from './levels'

/** The ways to change the areas of a city, one guided step at a time. */
export const AREA_CHANGE_KINDS = {
  rename: { label: '改名', done: '改名' },
  merge: { label: '合并', done: '并入' },
  split: { label: '拆分', done: '拆出' },
  settle: { label: '按边界归位', done: '归位' },
} as const
export type AreaChangeKind = keyof typeof AREA_CHANGE_KINDS
export const AREA_CHANGE_KIND_CODES = Object.keys(AREA_CHANGE_KINDS) as [AreaChangeKind, ...AreaChangeKind[]]

export const AREA_CHANGE_STATES = {
  moving: '正在归置',
  done: '办好了',
  undoing: '正在撤回',
  undone: '撤回了',
} as const
export type AreaChangeState = keyof typeof AREA_CHANGE_STATES

/** Levels that are merged and split: everything above them is the business of the province. */
export const isDivisible = (level: AreaLevel) => level === 'community' || level === 'grid'

const UNDO_HOURS = 24
/** The instant until which a change can be taken back. */
export const undoUntil = (at: Date) => new Date(at.getTime() + UNDO_HOURS * 3_600_000)
