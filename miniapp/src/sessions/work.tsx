import type { ReactNode } from 'react'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { getCasework, planCaseworkSession, recordCaseworkSession } from '@yike/shared/casework/endpoints'
import { getMediation, planSession, recordSession } from '@yike/shared/mediation/endpoints'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint, type Read } from '@/lib/api/use-endpoint'
import { Goals } from '@/lib/parts/goals'
import { Sessions } from './sessions'
import type { Shown } from './shown'

/** One casework or mediation in the field: its sessions are planned, and written down at the door. */
export default function SessionWorkPage() {
  const { id = '', kind } = useRouter().params
  return kind === 'dispute' ? <Mediation id={id} /> : <Casework id={id} />
}

function Casework({ id }: { id: string }) {
  const read = useEndpoint(getCasework, { id })
  const plan = useAction(planCaseworkSession)
  const record = useAction(recordCaseworkSession)
  const { data: item } = read
  const shown: Shown | undefined = item && {
    name: item.person.name,
    brief: [item.category, item.number].filter(Boolean).join('，'),
    outcome: item.outcome?.label,
    state: !item.consent ? '先在管理台记同意' : item.consent.withdrawnAt ? '本人要停，请结案' : '正在做',
    sessions: item.sessions.map((session) => ({ ...session, invited: [] })),
    people: [],
    can: { plan: item.can.write, record: item.can.end },
    says: {
      title: '见面',
      readers: '只有社工和督导看得到；本人导出自己的资料时也看得到',
      held: '见过了，记下',
      notHeld: '没见成',
    },
  }
  return (
    <Frame title='社工个案' read={read}>
      {shown && (
        <Sessions
          item={shown}
          plan={{ ...plan, run: ({ at, place }) => plan.run({ id, at, place }) }}
          record={{ ...record, run: ({ sessionId, held, notes }) => record.run({ id, sessionId, held, notes }) }}
          onDone={() => void read.reload()}
        >
          <Goals {...item!} />
        </Sessions>
      )}
    </Frame>
  )
}

function Mediation({ id }: { id: string }) {
  const read = useEndpoint(getMediation, { id })
  const plan = useAction(planSession)
  const record = useAction(recordSession)
  const { data: item } = read
  const named = (ids: readonly string[]) => item?.parties.filter((party) => ids.includes(party.id)) ?? []
  const namesOf = (ids: readonly string[]) =>
    named(ids)
      .map(({ name }) => name)
      .join('、') || '零位'
  const shown: Shown | undefined = item && {
    name: item.parties.map(({ name }) => name).join('、'),
    brief: item.number,
    outcome: item.outcome?.label,
    state: '正在调解',
    sessions: item.sessions.map(({ partyIds, attendedIds, ...session }) => ({
      ...session,
      invited: named(partyIds),
      who: `请了${namesOf(partyIds)}${attendedIds ? `，来了${namesOf(attendedIds)}` : ''}`,
    })),
    people: item.parties,
    can: { plan: item.can.edit, record: true },
    says: { title: '调解会', readers: '只有调解员和管调解的人看得到', held: '开过了，记下', notHeld: '没开成，取消' },
    place: '社区调解室',
  }
  return (
    <Frame title='调解' read={read}>
      {shown && (
        <Sessions
          item={shown}
          plan={{ ...plan, run: ({ people, ...input }) => plan.run({ id, ...input, partyIds: people }) }}
          record={{ ...record, run: ({ people, ...input }) => record.run({ id, ...input, attendedIds: people }) }}
          onDone={() => void read.reload()}
        />
      )}
    </Frame>
  )
}

function Frame({ title, read, children }: { title: string; read: Read<unknown>; children: ReactNode }) {
  const { data, error, reload } = read
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  return (
    <Page title={title} namesReader>
      {data ? (
        children
      ) : error?.code === 'NOT_FOUND' ? (
        <Empty title='没找到这一件' say='可能换了同事' />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading rows={2} />
      )}
    </Page>
  )
}
