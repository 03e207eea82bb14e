import { useState } from 'react'
import { Text } from '@tarojs/components'
import type { CaseCategory } from '@yike/shared/cases/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Sheet } from '@/kit/sheet/sheet'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'

/** The likely category and the date of its answer, below the words; one tap to correct it. */
export function CategoryChoice({
  found,
  chosen,
  reason,
  categories,
  onChoose,
}: {
  found: CaseCategory | undefined
  /** The person chose it: it is not only a guess. */
  chosen: boolean
  /** Why it looks like this one: 「话里有“路灯”」. */
  reason: string | undefined
  categories: readonly CaseCategory[]
  onChoose: (id: string | null) => void
}) {
  const [choosing, setChoosing] = useState(false)
  const choose = (id: string | null) => {
    onChoose(id)
    setChoosing(false)
  }
  const tops = categories.filter(({ parentId }) => parentId === null)
  const below = (top: CaseCategory) => categories.filter(({ parentId }) => parentId === top.id)
  return (
    <>
      <Tap className='case-form__category' onTap={() => setChoosing(true)}>
        {found ? (
          <>
            <Text>{tie(chosen ? '归到 ' : '看起来是 ')}</Text>
            <Text className='case-form__found'>{tie(found.name)}</Text>
            <Text>{tie(`，一般 ${found.promise}。`)}</Text>
            {!chosen && reason && <Text>{tie(`${reason}。`)}</Text>}
            <Text className='case-form__found'>{tie(chosen ? '换一个' : '不对，换一个')}</Text>
          </>
        ) : (
          <Text className='case-form__found'>{tie('选一选是哪类事，不选也行')}</Text>
        )}
      </Tap>
      <Sheet
        open={choosing}
        title='是哪类事'
        brief='选不准没关系，社区收到会再看'
        onClose={() => setChoosing(false)}
        foot={
          <Button block onTap={() => choose(null)}>
            说不准，社区来分
          </Button>
        }
      >
        {tops.map((top) => (
          <Section key={top.id} title={top.name}>
            <Card flush>
              {below(top).map(({ id, name, promise }) => (
                <Cell
                  key={id}
                  title={name}
                  brief={`一般 ${promise}`}
                  chosen={id === found?.id}
                  onTap={() => choose(id)}
                />
              ))}
            </Card>
          </Section>
        ))}
      </Sheet>
    </>
  )
}
