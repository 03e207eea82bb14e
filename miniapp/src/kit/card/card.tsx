import type { PropsWithChildren, ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Icon } from '@/kit/base/icon'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { classes, tie } from '@/kit/base/text'
import { Thumb, type ThumbPhoto } from '@/kit/base/thumb'

/** A white sheet. `flush` for cells, `tone` for content that must be noticed. */
export function Card({
  flush,
  tone,
  className,
  children,
}: PropsWithChildren<{
  flush?: boolean
  tone?: 'sand' | 'sea' | 'late'
  className?: string
}>) {
  return <View className={classes('card', flush && 'card--flush', tone && `card--${tone}`, className)}>{children}</View>
}

/** A part of a page, with its heading and, at the right, a way to more. */
export function Section({
  title,
  more,
  onMore,
  children,
}: PropsWithChildren<{
  title?: string
  more?: string
  onMore?: () => void
}>) {
  return (
    <View className='section'>
      {title && (
        <View className='section__head'>
          <Part role='heading' level={2} className='lead'>
            {tie(title)}
          </Part>
          {more && (
            <Tap className='section__more' onTap={onMore}>
              {more}
            </Tap>
          )}
        </View>
      )}
      {children}
    </View>
  )
}

export interface CellProps {
  title: ReactNode
  brief?: ReactNode
  icon?: string
  /** In place of the icon: a face. */
  photo?: ThumbPhoto
  /** At the right: a figure, a tag, a button. */
  extra?: ReactNode
  /** One of several to choose from, and whether it is chosen; when left out, a tap opens a page. */
  chosen?: boolean
  onTap?: () => void
}

const words = (content: ReactNode) => (typeof content === 'string' ? tie(content) : content)

/** One line of a card. The hairline above it starts at the text; the first one has none. */
export function Cell({ title, brief, icon, photo, extra, chosen, onTap }: CellProps) {
  const isChoice = chosen !== undefined
  const body = (
    <>
      {photo ? (
        <View className='cell__photo'>
          <Thumb photo={photo} round />
        </View>
      ) : (
        icon && (
          <View className='cell__icon'>
            <Icon name={icon} />
          </View>
        )
      )}
      <View className='cell__main'>
        <View className='phrase'>{words(title)}</View>
        {brief && <View className='cell__brief'>{words(brief)}</View>}
      </View>
      {(extra || onTap) && (
        <View className='cell__extra'>
          {words(extra)}
          {isChoice
            ? chosen && <Icon name='check' className='cell__tick' />
            : onTap && <Icon name='right' className='cell__go' />}
        </View>
      )}
    </>
  )
  const name = classes('cell', icon && !photo && 'cell--iconed', Boolean(extra) && 'cell--said')
  if (!onTap) return <View className={name}>{body}</View>
  return (
    <Tap className={name} role={isChoice ? 'radio' : 'link'} checked={chosen} onTap={onTap}>
      {body}
    </Tap>
  )
}
