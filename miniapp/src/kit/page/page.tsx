import { useEffect, type CSSProperties, type PropsWithChildren, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/kit/base/button'
import { Icon } from '@/kit/base/icon'
import { announce } from './announce'
import { NavBar } from './nav-bar'
import { useAppContext } from './app-context'
import { TabBar } from './tab-bar'
import { Part } from '@/kit/base/part'
import { classes } from '@/kit/base/text'

export type PageProps = PropsWithChildren<{
  title: string
  /** The name of a tab page: `tabs/home`. It has no way back, and the tab bar below. */
  tab?: string
  /** Content from edge to edge above the text: the hero of home, a map. */
  top?: ReactNode
  /** The dark ground of the hero continues behind the title. */
  hero?: boolean
  /** The one main action, always in sight at the foot. */
  bar?: ReactNode
  /** The page has its own way to call a person, more fitting than the community's phone. */
  ownCall?: boolean
  className?: string
}>

const NO_NETWORK = '没连上网'

/** Root of every page: theme, text size, bars, and the button that calls a person. */
export function Page({ title, tab, top, hero, bar, ownCall, className, children }: PageProps) {
  const { elder, theme, k, online, onCall } = useAppContext()
  useEffect(() => {
    if (!online) announce(NO_NETWORK)
  }, [online])
  const root = classes('app', elder && 'app--elder', k > 1.15 && 'app--big', theme !== 'light' && `app--${theme}`)
  return (
    <View className={root} style={{ '--k': k } as CSSProperties}>
      <NavBar title={title} hero={hero} back={!tab} />
      <Part role='main' className='app__main'>
        {!online && (
          <View className='offline'>
            <Icon name='offline' small />
            <View className='offline__say'>{NO_NETWORK}</View>
          </View>
        )}
        {top}
        <View className={classes('page', className)}>
          {children}
          {!ownCall && (
            <View className='page__call'>
              <Button icon='phone' look={elder ? 'plain' : 'bare'} block onTap={onCall}>
                给社区打电话
              </Button>
            </View>
          )}
        </View>
        {bar && <View className='bar'>{bar}</View>}
      </Part>
      {tab && <TabBar page={tab} />}
    </View>
  )
}
