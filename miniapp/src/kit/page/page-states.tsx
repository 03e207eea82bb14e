import { useEffect } from 'react'
import { View } from '@tarojs/components'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { Icon, type IconName } from '@/kit/base/icon'
import { classes, tie } from '@/kit/base/text'
import { announce } from './announce'
import { EmptyArc, SHAPES, type Shape } from './skeleton'

/** The grey shape of the page to come; `rows` of it where they repeat. */
export function Loading({ rows = 3, shape = 'rows' }: { rows?: number; shape?: Shape }) {
  return <View className='loading'>{SHAPES[shape](rows)}</View>
}

/** A fact, and a way on. */
export function Empty({
  title,
  say,
  action,
  onAction,
}: {
  title: string
  say?: string
  action?: string
  onAction?: () => void
}) {
  return (
    <Card className='face'>
      <EmptyArc className='face__dial' />
      <View className='lead'>{tie(title)}</View>
      {say && <View className='face__say phrase'>{tie(say)}</View>}
      {action && (
        <View className='face__action'>
          <Button onTap={onAction}>{action}</Button>
        </View>
      )}
    </Card>
  )
}

interface Failure {
  code: string
  message: string
}
interface Shown {
  icon: IconName
  title: string
  retry: string
  /** Nothing went wrong: there is only a step before it. */
  calm?: true
}
const FAILURES: Record<string, Shown> = {
  OFFLINE: { icon: 'offline', title: '没连上网', retry: '再试' },
  TIMEOUT: { icon: 'clock', title: '网有点慢', retry: '再试' },
  SIGN_IN_REQUIRED: { icon: 'user', title: '先登录', retry: '登录', calm: true },
  SESSION_ENDED: { icon: 'user', title: '先登录', retry: '登录', calm: true },
  NOT_FOUND: { icon: 'search', title: '没找到', retry: '再试' },
  NOT_SET_UP: { icon: 'clock', title: '快开通了', retry: '再看看', calm: true },
  FEATURE_OFF: { icon: 'info', title: '现在不办', retry: '再看看', calm: true },
}
const OTHER_FAILURE: Shown = { icon: 'warn', title: '这次没成', retry: '再试' }

/** A sentence, and a way to try again. The typed text stays. */
export function Failed({ error, onRetry }: { error: Failure; onRetry?: () => void }) {
  const { icon, title, retry, calm } = FAILURES[error.code] ?? OTHER_FAILURE
  const said = `${title}。${error.message}`
  useEffect(() => announce(said), [said])
  return (
    <Card className='failed'>
      <View className={classes('failed__icon', calm && 'failed__icon--calm')}>
        <Icon name={icon} />
      </View>
      <View className='failed__main'>
        <View className='strong'>{title}</View>
        <View className='note'>{tie(error.message)}</View>
      </View>
      {onRetry && <Button onTap={onRetry}>{retry}</Button>}
    </Card>
  )
}
