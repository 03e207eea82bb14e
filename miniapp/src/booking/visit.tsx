import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { clockOf } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { getVisit } from '@yike/shared/visits/endpoints'
import type { VisitView } from '@yike/shared/visits/schemas'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { PhotoRow } from '@/kit/card/photo-row'
import { StatusTag, Tag } from '@/kit/base/tag'
import { tie } from '@/kit/base/text'
import { thumbOf } from '@/kit/base/thumb'
import { dial } from '@/lib/api/community'
import { useEndpoint } from '@/lib/api/use-endpoint'

const TONES: Record<string, 'done' | 'late' | undefined> = { done: 'done', missing: 'late', open: 'late' }

function State({ state }: Pick<VisitView, 'state'>) {
  const tone = TONES[state.code]
  return tone ? <StatusTag tone={tone}>{state.label}</StatusTag> : <Tag>{state.label}</Tag>
}

const vitalsInWords = ({ systolic, diastolic, pulse, temperature }: NonNullable<VisitView['vitals']>) =>
  [
    systolic !== null && `高压 ${systolic}`,
    diastolic !== null && `低压 ${diastolic}`,
    pulse !== null && `脉搏 ${pulse}`,
    temperature !== null && `体温 ${temperature}`,
  ]
    .filter(Boolean)
    .join('，')

function Visit({ visit }: { visit: VisitView }) {
  const { who, startsAt, service, carer, checkedIn, checkedOut, tasks, vitals, note, photos } = visit
  const phone = carer?.phone
  return (
    <>
      <Card>
        <View className='note nums'>{momentInWords(startsAt, new Date())}</View>
        <View className='title'>{tie(`${who.name}的${service}`)}</View>
        <State state={visit.state} />
      </Card>
      <Section>
        <Card flush>
          {carer && (
            <Cell
              icon='care'
              photo={thumbOf(carer.photo, `${carer.name}的照片`)}
              title={`${carer.name}上门`}
              brief={phone}
              onTap={phone ? () => dial(phone) : undefined}
            />
          )}
          {checkedIn && <Cell icon='check' title={`${clockOf(new Date(checkedIn.at))} 到`} brief={checkedIn.reason} />}
          {checkedOut && (
            <Cell icon='check' title={`${clockOf(new Date(checkedOut.at))} 走`} brief={checkedOut.reason} />
          )}
        </Card>
      </Section>
      {tasks.length > 0 && (
        <Section title={checkedIn ? '做了哪些' : '要做的'}>
          <Card flush>
            {tasks.map(({ name, done, reason }) => (
              <Cell
                key={name}
                title={name}
                brief={reason}
                extra={done === null ? undefined : done ? <StatusTag tone='done'>做了</StatusTag> : <Tag>没做</Tag>}
              />
            ))}
          </Card>
        </Section>
      )}
      {vitals && (
        <Section title='量的'>
          <Card>
            <View className='phrase nums'>{tie(vitalsInWords(vitals))}</View>
          </Card>
        </Section>
      )}
      {(note || photos.length > 0) && (
        <Section title={carer ? `${carer.name}写的` : '写的'}>
          <Card>
            {note && <View className='prose'>{tie(note)}</View>}
            <PhotoRow photos={photos} />
          </Card>
        </Section>
      )}
    </>
  )
}

/** The carer who comes to the family, the times of the visit, and the tasks done. */
export default function VisitPage() {
  const { id = '' } = useRouter().params
  const { data, error, reload } = useEndpoint(getVisit, { id })
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title='上门记录'>
      {data ? (
        <Visit visit={data} />
      ) : !error ? (
        <Loading shape='lines' rows={4} />
      ) : error.code === 'NOT_FOUND' ? (
        <Empty title='没找到这次上门' say='只有本人和家里人能看' />
      ) : (
        <Failed error={error} onRetry={() => void reload()} />
      )}
    </Page>
  )
}
