import { theme, type ThemeConfig } from 'antd'
import { useSyncExternalStore } from 'react'

interface Palette {
  paper: string
  surface: string
  sunken: string
  line: string
  control: string
  ink: string
  ink2: string
  ink3: string
  sea: string
  seaPress: string
  seaWash: string
  onSea: string
  sandInk: string
  sandWash: string
  reed: string
  reedWash: string
  seep: string
  seepWash: string
}

const LIGHT: Palette = {
  paper: '#F1F1EB',
  surface: '#FFFFFF',
  sunken: '#E8E8E0',
  line: '#DADBD2',
  control: '#7F8A88',
  ink: '#172325',
  ink2: '#435153',
  ink3: '#5C696A',
  sea: '#0B5A5E',
  seaPress: '#08474B',
  seaWash: '#E0EDEA',
  onSea: '#FFFFFF',
  sandInk: '#7A4F00',
  sandWash: '#FAEFD6',
  reed: '#2F6A3C',
  reedWash: '#E3F0E0',
  seep: '#A8283A',
  seepWash: '#FAE6E6',
}

const DARK: Palette = {
  paper: '#0F1719',
  surface: '#192426',
  sunken: '#243134',
  line: '#2E3C3F',
  control: '#71807F',
  ink: '#E9EEEB',
  ink2: '#B9C5C3',
  ink3: '#98A6A5',
  sea: '#7CC6BF',
  seaPress: '#A0DAD4',
  seaWash: '#1B3538',
  onSea: '#06292C',
  sandInk: '#F0BE5B',
  sandWash: '#362B14',
  reed: '#93CB93',
  reedWash: '#1C321F',
  seep: '#F39A9C',
  seepWash: '#3D2023',
}

/**
 * antd derives its colours from seeds, and in the dark mixes them down below 4.5:1. Here every visible derived colour
 * is set to the measured one, and the seeds are pinned after the algorithm, which would change them.
 */
function themed(p: Palette, base: typeof theme.darkAlgorithm): ThemeConfig {
  const colours = {
    colorPrimary: p.sea,
    colorPrimaryHover: p.seaPress,
    colorPrimaryActive: p.seaPress,
    colorPrimaryBg: p.seaWash,
    colorPrimaryBgHover: p.seaWash,
    colorPrimaryBorder: p.sea,
    colorPrimaryText: p.sea,
    colorInfo: p.sea,
    colorInfoBg: p.seaWash,
    colorInfoBorder: p.seaWash,
    colorLink: p.sea,
    colorLinkHover: p.seaPress,
    colorLinkActive: p.seaPress,
    colorSuccess: p.reed,
    colorSuccessBg: p.reedWash,
    colorSuccessBorder: p.reedWash,
    colorWarning: p.sandInk,
    colorWarningBg: p.sandWash,
    colorWarningBorder: p.sandWash,
    colorError: p.seep,
    colorErrorHover: p.seep,
    colorErrorActive: p.seep,
    colorErrorBg: p.seepWash,
    colorErrorBgHover: p.seepWash,
    colorErrorBorder: p.seep,
    colorErrorBorderHover: p.seep,
    colorErrorOutline: 'transparent',
    colorText: p.ink,
    colorTextSecondary: p.ink2,
    colorTextTertiary: p.ink3,
    colorTextQuaternary: p.ink3,
    colorBgLayout: p.paper,
    colorBgContainer: p.surface,
    colorBgElevated: p.surface,
    colorBorder: p.control,
    colorBorderSecondary: p.line,
    colorFillSecondary: p.sunken,
    colorFillTertiary: p.sunken,
    colorFillQuaternary: p.paper,
  }
  return {
    cssVar: { key: 'yike' },
    algorithm: (seed, map) => ({ ...base(seed, map), ...colours }),
    token: {
      fontFamily: 'var(--font)',
      fontSize: 14,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      controlHeight: 34,
      controlHeightSM: 28,
      lineWidthFocus: 3,
      colorTextPlaceholder: p.ink3,
      colorTextDescription: p.ink2,
      colorTextDisabled: p.ink3,
      colorTextLightSolid: p.onSea,
      colorBgContainerDisabled: p.sunken,
      colorBgMask: 'rgba(10, 24, 26, .45)',
      colorPrimaryBorder: p.sea,
      controlItemBgHover: p.sunken,
      controlItemBgActive: p.seaWash,
      controlItemBgActiveHover: p.seaWash,
      controlOutline: 'transparent',
      boxShadowTertiary: 'none',
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationFast: '80ms',
      motionDurationMid: '120ms',
      motionDurationSlow: '160ms',
    },
    components: {
      Table: {
        headerBg: 'transparent',
        headerColor: p.ink2,
        headerSplitColor: 'transparent',
        cellPaddingBlockSM: 10,
        cellPaddingInlineSM: 8,
        rowHoverBg: p.paper,
        rowSelectedBg: p.seaWash,
        rowSelectedHoverBg: p.seaWash,
      },
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 600,
        defaultBorderColor: p.sea,
        defaultColor: p.sea,
        defaultBg: 'transparent',
        defaultHoverBg: p.seaWash,
        defaultActiveBg: p.seaWash,
      },
      Segmented: {
        trackBg: p.surface,
        itemSelectedBg: p.sea,
        itemSelectedColor: p.onSea,
        itemColor: p.ink2,
        trackPadding: 0,
      },
      Form: { labelColor: p.ink, itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
      Checkbox: { colorWhite: p.onSea },
      Tooltip: { colorBgSpotlight: p.ink, colorTextLightSolid: p.paper },
    },
  }
}

export const THEMES = { light: themed(LIGHT, theme.defaultAlgorithm), dark: themed(DARK, theme.darkAlgorithm) }

/** The choice of this desk: follow the system, or one of the two. */
export type ThemeChoice = 'auto' | 'light' | 'dark'

const STORED = 'yike.theme'
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const choice = (): ThemeChoice => {
  const stored = localStorage.getItem(STORED)
  return stored === 'light' || stored === 'dark' ? stored : 'auto'
}
const shown = () => {
  const chosen = choice()
  return chosen === 'auto' ? (systemIsDark.matches ? 'dark' : 'light') : chosen
}
/** tokens.css follows this attribute; antd follows THEMES. */
const paint = () => {
  document.documentElement.dataset.theme = shown()
  listeners.forEach((tell) => tell())
}
systemIsDark.addEventListener('change', paint)
paint()

export function chooseTheme(next: ThemeChoice) {
  localStorage.setItem(STORED, next)
  paint()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
export const useThemeChoice = () => useSyncExternalStore(subscribe, choice)
export const useShownTheme = () => useSyncExternalStore(subscribe, shown)
