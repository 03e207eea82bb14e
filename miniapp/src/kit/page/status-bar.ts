import Taro from '@tarojs/taro'

/** Whether the phone itself is set to dark. */
const isDarkPhone = () => (Taro.getAppBaseInfo() as { theme?: string }).theme === 'dark'

/** Colours the time and battery above the page so that they can be read on their background. */
export function colourStatusBar({ theme, hero }: { theme: 'auto' | 'light' | 'dark'; hero: boolean }) {
  const dark = hero || theme === 'dark' || (theme === 'auto' && isDarkPhone())
  void Taro.setNavigationBarColor({
    frontColor: dark ? '#ffffff' : '#000000',
    backgroundColor: dark ? '#0e1617' : '#f1f1eb',
  }).catch(() => undefined)
}
