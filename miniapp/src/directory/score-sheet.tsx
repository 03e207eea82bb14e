import { Text, View } from '@tarojs/components'
import { isReached } from '@yike/shared/directory/coverage'
import { getLifeCircle } from '@yike/shared/directory/endpoints'
import type { LifeCircle } from '@yike/shared/directory/schemas'
import { Card, Cell } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { useEndpoint } from '@/lib/api/use-endpoint'

const partsOf = ({ standard, categories }: LifeCircle) =>
  standard.categories.flatMap((code) => categories.filter(({ category }) => category.code === code))

/** One line: the share of the standard's categories that is reached, and the missing ones. */
export function scoreInWords(circle: LifeCircle) {
  const missing = partsOf(circle).filter(({ nearestMinutes }) => !isReached(nearestMinutes, circle.standard.minutes))
  const of = circle.standard.categories.length
  return missing.length === 0
    ? `该有的 ${of} 样都够得着`
    : `该有的 ${of} 样够得着 ${of - missing.length} 样，缺${missing
        .slice(0, 3)
        .map(({ category }) => category.label)
        .join('、')}${missing.length > 3 ? '等' : ''}`
}

const minutesInWords = (minutes: number | null) => (minutes === null ? '没有' : `${minutes} 分钟`)

/** The parts of the score: each category of the standard, at both paces. */
export function ScoreSheet({
  near,
  from,
  onPlace,
  onClose,
}: {
  near: string
  from: string
  onPlace: (id: string) => void
  onClose: () => void
}) {
  const adult = useEndpoint(getLifeCircle, { near, pace: 'adult' })
  const elder = useEndpoint(getLifeCircle, { near, pace: 'elder' })
  const error = adult.error ?? elder.error
  return (
    <Sheet
      open
      title='一刻钟够得着什么'
      brief={
        adult.data && elder.data
          ? `从${from}算：平常走 ${adult.data.standard.score} 分，慢慢走 ${elder.data.standard.score} 分`
          : undefined
      }
      onClose={onClose}
    >
      {error ? (
        <Failed error={error} onRetry={() => void Promise.all([adult.reload(), elder.reload()])} />
      ) : !adult.data || !elder.data ? (
        <Loading rows={4} />
      ) : (
        <>
          <Card flush>
            {partsOf(adult.data).map(({ category, icon, nearestMinutes, nearestId }) => {
              const within = adult.data!.standard.minutes
              const slow = elder.data!.categories.find((one) => one.category.code === category.code)!.nearestMinutes
              const reached = isReached(nearestMinutes, within) && isReached(slow, within)
              return (
                <Cell
                  key={category.code}
                  icon={icon}
                  title={category.label}
                  brief={
                    nearestMinutes === null
                      ? '一小时内没有'
                      : `平常走 ${minutesInWords(nearestMinutes)}，慢慢走 ${minutesInWords(slow)}`
                  }
                  extra={
                    reached ? undefined : (
                      <Tag tone='soon'>{isReached(nearestMinutes, within) ? '老人够不着' : '够不着'}</Tag>
                    )
                  }
                  onTap={nearestId ? () => onPlace(nearestId) : undefined}
                />
              )
            })}
          </Card>
          <View className='note circle__foot'>
            <Text>
              {tie(
                `每样算一份，${adult.data.standard.minutes} 分钟内走得到就算够得着。依据：${adult.data.standard.version}`,
              )}
            </Text>
          </View>
        </>
      )}
    </Sheet>
  )
}
