import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { listMatters } from '@yike/shared/matters/endpoints'
import { MUST_NOT, MUST_NOT_SOURCE, mustNotMeant, type MustNot } from '@yike/shared/matters/must-not'
import { FEE } from '@yike/shared/matters/results'
import type { Matter } from '@yike/shared/matters/schemas'
import { Card, Cell, Section } from '@/kit/card/card'
import { tie } from '@/kit/base/text'
import { Choices } from '@/kit/form/chips'
import { SearchBox } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { useCommunity } from '@/lib/api/community'
import { useCached } from '@/lib/offline/use-cached'
import { openPage } from '@/lib/phone/open-page'

const VIEWS = [
  { value: 'all', text: '能办的事' },
  { value: 'certificate', text: '社区开的' },
  { value: 'mustNot', text: '社区不开的' },
] as const
type View = (typeof VIEWS)[number]['value']

const LONGEST = 40

function Matters({ items }: { items: readonly Matter[] }) {
  if (items.length === 0) return <Empty title='没有找到' say='换几个字找，或者给社区打电话问问' />
  return (
    <Card flush>
      {items.map(({ id, name, forWhom, workdays }) => (
        <Cell
          key={id}
          icon='book'
          title={name}
          brief={`${forWhom}。${workdays} 个工作日，${FEE}`}
          onTap={() => void openPage(`/matters/matter?id=${id}`)}
        />
      ))}
    </Card>
  )
}

/** Certificates that no community issues, each with where to go instead. */
const MustNots = ({ items }: { items: readonly MustNot[] }) => (
  <Card flush>
    {items.map(({ number, name, instead }) => (
      <Cell key={number} icon='info' title={name} brief={instead} />
    ))}
  </Card>
)

const has = (words: string, { name, forWhom }: Matter) => `${name}${forWhom}`.includes(words.replace(/证明$/, ''))

/** 办事指南: what the community handles, what it certifies, and the certificates it must not issue. */
export default function MattersPage() {
  const communityId = useCommunity()?.id
  const { data, error, reload, cachedAt } = useCached(
    'matters',
    listMatters,
    communityId === undefined ? null : { communityId },
  )
  const [view, setView] = useState<View>('all')
  const [typed, setTyped] = useState('')
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const words = typed.trim()
  const found = words ? mustNotMeant(words) : []
  const items = (data?.items ?? [])
    .filter(({ result }) => view !== 'certificate' || result.code === 'certificate')
    .filter((matter) => !words || has(words, matter))

  return (
    <Page title='办事、开证明' seenAt={cachedAt}>
      <SearchBox
        label='找办什么、开什么证明'
        placeholder='比如：养狗证明'
        maxLength={LONGEST}
        value={typed}
        onChange={setTyped}
      />
      {found.length > 0 && (
        <Section title='这些社区不能开，可以这样办'>
          <MustNots items={found} />
        </Section>
      )}
      <View className='section'>
        <Choices options={VIEWS} chosen={view} onChange={setView} />
      </View>
      <View className='section'>
        {view === 'mustNot' ? (
          <>
            <MustNots items={words ? found : MUST_NOT} />
            <View className='note'>
              {tie(`清单出自${MUST_NOT_SOURCE.document}。去哪儿办是本系统写的，以办的单位说的为准。`)}
            </View>
          </>
        ) : error && !data ? (
          <Failed error={error} onRetry={() => void reload()} />
        ) : data ? (
          <Matters items={items} />
        ) : (
          <Loading />
        )}
      </View>
      <Section>
        <Card flush>
          <Cell
            icon='info'
            title='街道交给社区做的事'
            brief='哪个部门交的，从哪天到哪天'
            onTap={() => void openPage('/admission/admissions')}
          />
        </Card>
      </Section>
    </Page>
  )
}
