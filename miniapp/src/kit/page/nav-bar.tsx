import { useEffect } from 'react'
import { View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { Icon } from '@/kit/base/icon'
import { useAppContext } from './app-context'
import { navMetrics } from './nav-metrics'
import { PageTitle } from './page-title'
import { goBackOnce } from './go-back'
import { colourStatusBar } from './status-bar'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { classes } from '@/kit/base/text'

const FIRST_PAGE = '/tabs/home'

/** Back to where one came from; a page opened from a shared card or an address has only the first page to go to. */
const goBack = () => {
  if (Taro.getCurrentPages().length > 1) void goBackOnce()
  else void Taro.switchTab({ url: FIRST_PAGE })
}

/** Ours on both platforms, because the native one follows neither the theme nor the text size. */
export function NavBar({ title, hero, back }: { title: string; hero?: boolean; back: boolean }) {
  // The title is also the name of the browser's tab and of the card in WeChat's list of recent pages.
  useEffect(() => void Taro.setNavigationBarTitle({ title }), [title])
  const { theme } = useAppContext()
  useEffect(() => colourStatusBar({ theme, hero: hero === true }), [theme, hero])
  // A page shown again may find the bar coloured by another one.
  useDidShow(() => colourStatusBar({ theme, hero: hero === true }))
  const { top, height, side } = navMetrics()
  return (
    <Part role='banner' className={classes('nav', hero && 'nav--hero')} style={{ paddingTop: `${top}px` }}>
      <View
        className='nav__row'
        style={{ minHeight: `${height}px`, paddingLeft: `${side}px`, paddingRight: `${side}px` }}
      >
        {back && (
          <Tap className='nav__back' label='返回' onTap={goBack}>
            <Icon name='right' className='nav__arrow' />
          </Tap>
        )}
        <PageTitle>{title}</PageTitle>
      </View>
    </Part>
  )
}
