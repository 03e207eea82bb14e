import { useState } from 'react'
import { View } from '@tarojs/components'
import { listOrigins } from '@yike/shared/directory/endpoints'
import type { Origin } from '@yike/shared/directory/schemas'
import { Card, Cell } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { tie } from '@/kit/base/text'
import { locate } from '@/lib/phone/position'
import { useEndpoint } from '@/lib/api/use-endpoint'

const ICONS = { home: 'home', family: 'user', compound: 'pin', community: 'map' } as const

/** 「从哪儿走」: here, from home, from a family member's, or from any compound of the community. */
export function OriginSheet({
  chosen,
  onChoose,
  onClose,
}: {
  chosen: Origin | null
  /** Null: where the phone is. */
  onChoose: (origin: Origin | null) => void
  onClose: () => void
}) {
  const { data, error, reload } = useEndpoint(listOrigins, {})
  const [refused, setRefused] = useState(false)
  const here = async () => {
    const found = await locate()
    setRefused(!found)
    if (found) onChoose(null)
  }
  return (
    <Sheet open title='从哪儿走' brief='走几分钟，都从这里算' onClose={onClose}>
      <Card flush>
        <Cell
          icon='walk'
          title='我现在的位置'
          brief={refused ? '没拿到位置。不给也行，选下面的一处' : undefined}
          onTap={() => void here()}
        />
        {data?.items.map((origin) => (
          <Cell
            key={origin.id}
            icon={ICONS[origin.kind]}
            title={origin.label}
            brief={origin.brief ?? undefined}
            chosen={origin.id === chosen?.id}
            onTap={() => onChoose(origin)}
          />
        ))}
      </Card>
      {error && <Failed error={error} onRetry={() => void reload()} />}
      {!data && !error && <Loading rows={3} />}
      {data && !data.items.some(({ kind }) => kind === 'home' || kind === 'family') && (
        <View className='note'>{tie('登录后填上住哪栋楼、加上家人，这里就有自己家和爸妈家')}</View>
      )}
    </Sheet>
  )
}
