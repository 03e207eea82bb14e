import Taro from '@tarojs/taro'
import type { Pace } from '@yike/shared/geo/walking'
import { createStore } from './store'

/** Text sizes a reader can choose. */
const TEXT_SIZES = [1, 1.15, 1.3, 1.5] as const
export type TextSize = (typeof TEXT_SIZES)[number]

export interface Settings {
  elder: boolean
  theme: 'auto' | 'light' | 'dark'
  /** Null follows the phone. */
  textSize: TextSize | null
  /** The pace walking minutes are counted with; null follows the view: slower in the elder view. */
  pace: Pace | null
}

const store = createStore<Settings>({ elder: false, theme: 'auto', textSize: null, pace: null }, 'settings')

export const useSettings = store.use
export const getSettings = store.get
export const changeSettings = (change: Partial<Settings>) => store.set({ ...store.get(), ...change })

/**
 * The phone's own text size, as WeChat gives it. Newer than Taro's types; absent in a browser, which scales by itself.
 */
function phoneTextSize() {
  const { fontSizeScaleFactor = 1 } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }
  return TEXT_SIZES.filter((size) => size <= fontSizeScaleFactor).pop() ?? 1
}

/** The value of `--k` on every page. */
export const textScale = ({ textSize }: Settings) => textSize ?? phoneTextSize()

export const walkingPace = ({ pace, elder }: Settings): Pace => pace ?? (elder ? 'elder' : 'adult')
