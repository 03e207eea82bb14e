import { useMemo, type CSSProperties, type PropsWithChildren, type ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { arcMask } from '@/kit/base/arc'
import { DialS, WalkDial, walkingTime } from '@/kit/base/dial'
import { Icon } from '@/kit/base/icon'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { classes, tie } from '@/kit/base/text'
import { Thumb, type ThumbPhoto } from '@/kit/base/thumb'

/** A round button at the end of a row, for a sign that everybody knows: the phone, the code. */
export function RoundButton({ icon, label, onTap }: { icon: string; label: string; onTap: () => void }) {
  return (
    <Tap className='round' label={label} onTap={onTap}>
      <Icon name={icon} className='round__icon' />
    </Tap>
  )
}

/** A place, or a service at one: its minutes first. Several of them go into a flush Card. */
export function PlaceRow({
  minutes,
  icon,
  iconsOnly,
  over,
  title,
  meta,
  photo,
  call,
  onTap,
}: {
  /** Null without a starting point: the icon is shown instead of the dial. */
  minutes: number | null
  icon: string
  /** No row of this list has minutes: the icons are close to the words. */
  iconsOnly?: boolean
  /** Above the title: 「今天 · 妈妈的午餐」. */
  over?: string
  title: string
  /** Tags, and until when. */
  meta?: ReactNode
  /** Shown where there is room beside the words. */
  photo?: ThumbPhoto
  call?: { icon: string; label: string; onTap: () => void }
  onTap?: () => void
}) {
  const body = (
    <>
      {minutes === null ? (
        <View className='place__noway'>
          <Icon name={icon} />
        </View>
      ) : (
        <WalkDial minutes={minutes} />
      )}
      <View className='place__main'>
        {over && <View className='note'>{tie(over)}</View>}
        <View className='lead'>{tie(title)}</View>
        {meta && <View className='place__meta'>{meta}</View>}
      </View>
      {photo && (
        <View className='place__photo'>
          <Thumb photo={photo} />
        </View>
      )}
    </>
  )
  return (
    <View className={classes('place', iconsOnly && 'place--iconed')}>
      {onTap ? (
        <Tap className='place__go' role='link' onTap={onTap}>
          {body}
        </Tap>
      ) : (
        <View className='place__go'>{body}</View>
      )}
      {call && <RoundButton {...call} />}
    </View>
  )
}

/** An urgent message, in one line that leads to it. At most one on a page. */
export function NoticeBar({ children, onTap }: { children: string; onTap: () => void }) {
  return (
    <Tap className='noticebar' role='link' onTap={onTap}>
      <Icon name='warn' small className='noticebar__icon' />
      <View className='noticebar__main'>{tie(children)}</View>
      <Icon name='right' className='cell__go' />
    </Tap>
  )
}

export interface DoorItem {
  key: string
  icon: string
  title: string
  /** The time of the next chance: 「晚餐 15:30 前可订」. */
  brief: string
}

/** The entrances of the home page, two a row. */
export function Doors({ doors, onOpen }: { doors: readonly DoorItem[]; onOpen: (key: string) => void }) {
  return (
    <View className='doors'>
      {doors.map(({ key, icon, title, brief }) => (
        <Tap key={key} className='door' role='link' onTap={() => onOpen(key)}>
          <View className='door__icon'>
            <Icon name={icon} />
          </View>
          <View className='door__main'>
            <View className='strong door__title'>{title}</View>
            <View className='door__brief'>{tie(brief)}</View>
          </View>
        </Tap>
      ))}
    </View>
  )
}

export interface Reach {
  minutes: number
  count: number
  /** 「食堂、菜店、药房」. */
  words?: string
}

/** The big dial of the home page: the places within 5, 10 and 15 minutes, each a link. `children` are at its right. */
export function HeroDial({
  title,
  from,
  reaches,
  onOpen,
  children,
}: PropsWithChildren<{
  title: string
  /** The starting point of the minutes: 「颐园 3 号楼」. */
  from: string
  reaches: readonly Reach[]
  onOpen: (minutes: number) => void
}>) {
  const arc = useMemo(() => ({ '--m': arcMask('hero', 3, 3) }) as CSSProperties, [])
  return (
    <View className='hero'>
      <Part role='heading' level={2} className='head'>
        {tie(title)}
      </Part>
      <View className='hero__dial'>
        {children}
        <View className='hero__arc' style={arc} />
        <View className='hero__home'>
          <Icon name='home' />
          <View className='hero__brief'>{tie(from)}</View>
        </View>
        {reaches.map(({ minutes, count, words }, index) => (
          <Tap
            key={minutes}
            className={classes('hero__band', `hero__band--${index}`)}
            role='link'
            onTap={() => onOpen(minutes)}
          >
            <View className='lead'>
              <Text className='hero__min'>{tie(`${minutes} 分钟`)}</Text> {tie(`${count} 处`)}
            </View>
            {words && <View className='hero__brief'>{words}</View>}
          </Tap>
        ))}
      </View>
    </View>
  )
}

/** 长辈版, in the hero. */
export function HeroButton({ icon, children, onTap }: { icon: string; children: string; onTap: () => void }) {
  return (
    <Tap className='hero__elder' onTap={onTap}>
      <Icon name={icon} small />
      <Text className='hero__elderwords'>{children}</Text>
    </Tap>
  )
}

/** The chosen reach: 5, 10 or 15 minutes. */
export function ReachSwitch({
  reaches,
  chosen,
  onChange,
}: {
  reaches: readonly Reach[]
  chosen: number
  onChange: (minutes: number) => void
}) {
  return (
    <View className='reach'>
      {reaches.map(({ minutes, count }) => (
        <Tap
          key={minutes}
          className={classes('reach__i', minutes === chosen && 'reach__i--on')}
          role='radio'
          checked={minutes === chosen}
          onTap={() => onChange(minutes)}
        >
          <DialS time={walkingTime(minutes)} className='reach__dial' />
          <View>
            <View className='strong nums'>{tie(`${minutes} 分钟`)}</View>
            <View className='reach__brief nums'>{tie(`${count} 处`)}</View>
          </View>
        </Tap>
      ))}
    </View>
  )
}
