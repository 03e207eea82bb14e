import { useState } from 'react'
import { Text } from '@tarojs/components'
import { CategoryTree, shownPath } from '@yike/shared/cases/category-tree'
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
  likely,
  categories,
  onChoose,
}: {
  found: CaseCategory | undefined
  /** The person chose it: it is not only a guess. */
  chosen: boolean
  /** The reason why it looks like this one: 「话里有“路灯”」. */
  reason: string | undefined
  /** Those that the words suggest, the likeliest first. */
  likely: readonly CaseCategory[]
  categories: readonly CaseCategory[]
  onChoose: (id: string | null) => void
}) {
  const [choosing, setChoosing] = useState(false)
  const tree = new CategoryTree(categories)
  const choose = (id: string | null) => {
    onChoose(id)
    setChoosing(false)
  }
  return (
    <>
      <Tap className='case-form__category' onTap={() => setChoosing(true)}>
        {found ? (
          <>
            <Text>{tie(chosen ? '归到 ' : '看起来是 ')}</Text>
            <Text className='case-form__found'>{tie(shownPath(tree.path(found.id)))}</Text>
            <Text>{tie(`，一般 ${found.promise}。`)}</Text>
            {!chosen && reason && <Text>{tie(`${reason}。`)}</Text>}
            <Text className='case-form__found'>{tie(chosen ? '换一个' : '不对，换一个')}</Text>
          </>
        ) : (
          <Text className='case-form__found'>{tie('选一选是哪类事，不选也行')}</Text>
        )}
      </Tap>
      {choosing && (
        <CategorySheet tree={tree} found={found} likely={likely} onChoose={choose} onClose={() => setChoosing(false)} />
      )}
    </>
  )
}

/** A level at a time, so that nobody reads forty lines: three taps at most, one for what the words suggest. */
function CategorySheet({
  tree,
  found,
  likely,
  onChoose,
  onClose,
}: {
  tree: CategoryTree<CaseCategory>
  found: CaseCategory | undefined
  likely: readonly CaseCategory[]
  onChoose: (id: string | null) => void
  onClose: () => void
}) {
  const tops = tree.children(null)
  // The categories of an only group are the first question.
  const first = tops.length === 1 ? tops[0]!.id : null
  const [at, setAt] = useState(first)
  const here = tree.get(at)
  const choice = (one: CaseCategory, title: string) => (
    <Cell
      key={one.id}
      title={title}
      brief={`一般 ${one.promise}`}
      chosen={one.id === found?.id}
      onTap={() => onChoose(one.id)}
    />
  )
  const isLast = (one: CaseCategory) => one.parentId !== null && tree.children(one.id).length === 0
  return (
    <Sheet
      open
      title={here && at !== first ? here.name : '是哪类事'}
      brief='选不准没关系，社区收到会再看'
      onClose={onClose}
      foot={
        <Button block onTap={() => onChoose(null)}>
          说不准，社区来分
        </Button>
      }
    >
      {at === first && likely.length > 0 && (
        <Section title='看您写的，可能是'>
          <Card flush>{likely.map((one) => choice(one, shownPath(tree.path(one.id))))}</Card>
        </Section>
      )}
      <Section title={at === first && likely.length > 0 ? '都不是，选一类' : undefined}>
        <Card flush>
          {here && here.parentId !== null && choice(here, `${here.name}，说不清哪一种`)}
          {tree
            .children(at)
            .map((one) =>
              isLast(one) ? choice(one, one.name) : <Cell key={one.id} title={one.name} onTap={() => setAt(one.id)} />,
            )}
        </Card>
      </Section>
      {at !== first && (
        <Button look='bare' onTap={() => setAt(here?.parentId ?? null)}>
          回上一步
        </Button>
      )}
    </Sheet>
  )
}
