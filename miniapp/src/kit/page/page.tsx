import { useEffect, type CSSProperties, type PropsWithChildren, type ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/kit/base/button'
import { Icon } from '@/kit/base/icon'
import { announce } from './announce'
import { NavBar } from './nav-bar'
import { seenInWords } from './seen-at'
import { useAppContext } from './app-context'
import { TabBar } from './tab-bar'
import { useToastLeft } from './toast'
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
  /** The time at which the shown data was read, in milliseconds since 1970; null while it is fresh. */
  seenAt?: number | null
  /** The page keeps on the phone the words typed into it. */
  keepsWords?: boolean
  /** The name of the reader is drawn over the page: where it shows somebody's words or home to staff. */
  namesReader?: boolean
  className?: string
}>

/** The banner of a page without a network, or with data seen a while ago; null otherwise. */
function offlineInWords(online: boolean, seenAt: number | null, keepsWords: boolean) {
  if (online && seenAt === null) return null
  const parts = [
    online ? '没读到新的' : '没连上网',
    seenAt !== null && `这是${seenInWords(seenAt)}`,
    keepsWords && '写的内容都在',
  ]
  return parts.filter(Boolean).join('，')
}

/** Root of every page: theme, text size, bars, and the button that calls a person. */
export function Page({
  title,
  tab,
  top,
  hero,
  bar,
  ownCall,
  seenAt,
  keepsWords,
  namesReader,
  className,
  children,
}: PageProps) {
  const { elder, theme, k, online, onCall, ReaderMark } = useAppContext()
  useToastLeft()
  const said = offlineInWords(online, seenAt ?? null, keepsWords === true)
  useEffect(() => {
    if (said) announce(said)
  }, [said])
  const root = classes('app', elder && 'app--elder', k > 1.15 && 'app--big', theme !== 'light' && `app--${theme}`)
  return (
    <View className={root} style={{ '--k': k } as CSSProperties}>
      <NavBar title={title} hero={hero} back={!tab} />
      <Part role='main' className='app__main'>
        {said && (
          <View className='offline'>
            <Icon name='offline' small />
            <View className='offline__say'>{said}</View>
          </View>
        )}
        {top}
        <View className={classes('page', className)}>
          {children}
          {!ownCall && onCall && (
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
      {namesReader && ReaderMark && <ReaderMark />}
    </View>
  )
}
