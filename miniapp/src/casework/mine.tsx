import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { listMyCaseworks, wishCaseworkEnd } from '@yike/shared/casework/endpoints'
import { CASEWORK_CONSENT } from '@yike/shared/casework/rules'
import type { OwnCasework } from '@yike/shared/casework/schemas'
import { dateInWords, momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { StatusTag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { Card, Cell, Section } from '@/kit/card/card'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { toast } from '@/kit/page/toast'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { openPage } from '@/lib/phone/open-page'
import { Goals } from '@/lib/parts/goals'

/** 我的社工个案: who, when next, which goals, and the way out. The notes are in the export. */
export default function MyCaseworkPage() {
  const { id } = useRouter().params
  const { data, error, reload } = useEndpoint(listMyCaseworks, {})
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const items = data?.items.filter((one) => !id || one.id === id) ?? []
  return (
    <Page title='社工个案'>
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading rows={2} />
      ) : items.length === 0 ? (
        <Empty title='没有社工个案' say='心里难受、家里难办，可以到社区找社工说说，不外传' />
      ) : (
        items.map((one) => <Casework key={one.id} item={one} onChange={() => void reload()} />)
      )}
    </Page>
  )
}

function Casework({ item, onChange }: { item: OwnCasework; onChange: () => void }) {
  const [asking, setAsking] = useState(false)
  const end = useAction(wishCaseworkEnd)
  const { next, outcome, consent, worker } = item
  const state = outcome?.label ?? (consent?.withdrawnAt ? '您要停，社工会来收尾' : '正在做')
  const stop = async () => {
    if (!(await end.run({ id: item.id }))) return
    setAsking(false)
    toast('告诉社工了', 'success')
    onChange()
  }
  return (
    <>
      <Card>
        <StatusTag tone={outcome ? 'done' : 'go'}>{state}</StatusTag>
        <View className='lead'>
          {next ? tie(`下次见面 ${momentInWords(next.at, new Date())}`) : outcome ? '做完了' : '还没约下次见面'}
        </View>
        {next && <View>{tie(next.place)}</View>}
        <View className='note'>{tie(worker ? `社工：${worker}` : '还没定哪位社工')}</View>
      </Card>
      <Goals {...item} />
      {consent && (
        <Section title='您同意的'>
          <Card>
            <View>{tie(CASEWORK_CONSENT)}</View>
            <View className='note'>
              {tie(
                `${consent.by.label}${consent.guardianName ?? ''} ${dateInWords(consent.at)}同意，版本 ${consent.version}`,
              )}
            </View>
          </Card>
        </Section>
      )}
      <Section>
        <Card flush>
          <Cell
            icon='book'
            title='导出写了什么'
            brief='每次见面的记录，在我的资料里'
            onTap={() => void openPage('/privacy/data')}
          />
        </Card>
      </Section>
      {item.can.wishEnd && (
        <View className='section'>
          <Button block onTap={() => setAsking(true)}>
            不想做了，请社工收尾
          </Button>
        </View>
      )}
      <Sheet
        open={asking}
        title='不做了吗？'
        brief='社工不再写新的，会打电话来收尾。以后还能再找。'
        onClose={() => setAsking(false)}
        foot={
          <Button look='main' block busy={end.busy && '正在告诉…'} onTap={() => void stop()}>
            不做了
          </Button>
        }
      >
        {end.error && <Failed error={end.error} onRetry={() => void stop()} />}
      </Sheet>
    </>
  )
}
