import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import {
  getPupilAsStaff,
  getStaffCourse,
  markPresent,
  markCollected,
  unmarkPresent,
} from '@yike/shared/courses/endpoints'
import { heldSessions } from '@yike/shared/booking/session-rules'
import type { CoursePerson, StaffCourse } from '@yike/shared/courses/schemas'
import { clockOf, dayLabel, dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Sheet } from '@/kit/sheet/sheet'
import { StatusTag, Tag } from '@/kit/base/tag'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { useStep } from '@/lib/offline/use-step'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { OfflineQueueBar } from '@/lib/offline/offline-queue-bar'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { useCached } from '@/lib/offline/use-cached'
import './desk.scss'

type Session = StaffCourse['sessions'][number]

/** The list of one session of a course: who came, who collected a child. */
export default function DeskCoursePage() {
  const { id: sittingId = '' } = useRouter().params
  const read = useCached(`work:course:${sittingId}`, getStaffCourse, { sittingId })
  const { data: course, error, reload, cachedAt } = read
  const later = useOfflineQueue({ onHeard: () => void reload() })
  const [n, setN] = useState<number>()
  const [opened, setOpened] = useState<string>()
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  if (!course)
    return <Page title='点名'>{error ? <Failed error={error} onRetry={() => void reload()} /> : <Loading />}</Page>

  const today = dayOf(new Date())
  const dayIn = ({ startsAt }: Session) => dayOf(new Date(startsAt))
  const held = heldSessions(course.sessions)
  const session =
    held.find((one) => one.n === n) ??
    held.find((one) => dayIn(one) >= today && one.can.tick) ??
    held.filter(({ can }) => can.tick).pop() ??
    held[0]!
  const person = course.people.find(({ bookingId }) => bookingId === opened)
  return (
    <Page title='点名' seenAt={cachedAt}>
      <OfflineQueueBar {...later} />
      <Card>
        <View className='title'>{tie(course.title)}</View>
        <View className='note nums'>
          {tie(`${dayLabel(dayIn(session), today)} ${clockOf(new Date(session.startsAt))}，第 ${session.n} 次`)}
        </View>
        <View className='note nums'>{tie(`报了 ${course.taken} 位，到了 ${session.came} 位`)}</View>
      </Card>
      <View className='section'>
        <Chips
          options={held.map((one) => ({ value: String(one.n), text: dayLabel(dayIn(one), today).split(' ')[0]! }))}
          chosen={[String(session.n)]}
          onChange={(value) => setN(Number(value))}
        />
      </View>
      {!session.can.tick && (
        <View className='note'>{dayIn(session) > today ? '到那天再点名' : '这一次的名单已经定了'}</View>
      )}
      {course.people.length === 0 ? (
        <Empty title='还没有人报名' />
      ) : (
        <Card flush className='desk__more'>
          {course.people.map((one) => (
            <Row
              key={one.bookingId}
              course={course}
              session={session}
              person={one}
              waits={later.waiting.some(({ about }) => about === one.bookingId)}
              onChange={() => void reload()}
              onOpen={() => setOpened(one.bookingId)}
            />
          ))}
        </Card>
      )}
      {person && (
        <CollectSheet
          person={person}
          n={session.n}
          onClose={() => setOpened(undefined)}
          onDone={() => {
            setOpened(undefined)
            void reload()
          }}
        />
      )}
    </Page>
  )
}

function Row({
  course,
  session,
  person,
  waits,
  onChange,
  onOpen,
}: {
  course: StaffCourse
  session: Session
  person: CoursePerson
  /** Something done to it has not gone out yet. */
  waits: boolean
  onChange: () => void
  onOpen: () => void
}) {
  const arrive = useStep(markPresent)
  const undo = useStep(unmarkPresent)
  const { bookingId, name, age, came, hasNotes } = person
  const { n, can } = session
  const here = came.find((one) => one.n === n)
  const error = arrive.error ?? undo.error
  const mark = async (action: typeof arrive, what: string) => {
    if (await action.run({ bookingId, n }, { about: bookingId, says: `${name} ${what}`, dated: true })) onChange()
  }
  const total = `来了 ${came.length}/${heldSessions(course.sessions).length} 次`
  const facts = [here && `${clockOf(new Date(here.at))} 到`, total, hasNotes && '有要留意的']
  const words = (
    <>
      <View className='lead'>{tie(`${name}${age === null ? '' : ` ${age} 岁`}`)}</View>
      <View className='note nums'>{tie(facts.filter(Boolean).join('，'))}</View>
    </>
  )
  return (
    <View className='attend'>
      <View className='attend__row'>
        {course.forChildren ? (
          <Tap className='attend__who' role='link' onTap={onOpen}>
            {words}
          </Tap>
        ) : (
          <View className='attend__who'>{words}</View>
        )}
        {waits ? (
          <Tag tone='soon'>没发出去</Tag>
        ) : here?.collectedAt ? (
          <StatusTag tone='done'>{`${clockOf(new Date(here.collectedAt))} 接走`}</StatusTag>
        ) : here ? (
          <View className='attend__state'>
            {course.forChildren ? (
              can.tick && <Button onTap={onOpen}>接走了</Button>
            ) : (
              <StatusTag tone='done'>到了</StatusTag>
            )}
            {can.tick && (
              <Button look='bare' busy={undo.busy && '在改…'} onTap={() => void mark(undo, '改回没到')}>
                改回
              </Button>
            )}
          </View>
        ) : (
          can.tick && (
            <Button busy={arrive.busy && '在记…'} onTap={() => void mark(arrive, '到了')}>
              到了
            </Button>
          )
        )}
      </View>
      {error && <Failed error={error} />}
    </View>
  )
}

/** Care notes, phone numbers, and the person who takes the child along. */
function CollectSheet({
  person,
  n,
  onClose,
  onDone,
}: {
  person: CoursePerson
  n: number
  onClose: () => void
  onDone: () => void
}) {
  const { bookingId, name, came, collectors } = person
  const pupil = useEndpoint(getPupilAsStaff, { bookingId })
  const collect = useStep(markCollected)
  const [other, setOther] = useState({ who: '', said: '' })
  const [isOther, setIsOther] = useState(false)
  const here = came.find((one) => one.n === n)
  const waits = here !== undefined && !here.collectedAt
  const give = async (who: string, said?: string) => {
    if (await collect.run({ bookingId, n, who, said }, { about: bookingId, says: `${who}接走了${name}`, dated: true }))
      onDone()
  }
  return (
    <Sheet
      open
      title={waits ? `谁接走${name}` : `谁能接${name}`}
      brief={waits ? '点一下就告诉监护人' : undefined}
      onClose={onClose}
      foot={
        isOther && (
          <Button
            look='danger'
            block
            off={!other.who.trim() || other.said.trim().length < 2}
            busy={collect.busy && '正在记…'}
            onTap={() => void give(other.who.trim(), other.said.trim())}
          >
            问过监护人，接走了
          </Button>
        )
      }
    >
      {pupil.data?.notes && <Card tone='sand'>{tie(pupil.data.notes)}</Card>}
      {pupil.error && <Failed error={pupil.error} onRetry={() => void pupil.reload()} />}
      {waits && !isOther && (
        <Card flush>
          {collectors.map((who) => (
            <Cell key={who} icon='user' title={`${who}接走了`} onTap={() => void give(who)} />
          ))}
          <Cell icon='warn' title='别的人来接' brief='先给监护人打电话' onTap={() => setIsOther(true)} />
        </Card>
      )}
      {isOther && (
        <>
          <Field
            label='谁来接'
            maxLength={20}
            value={other.who}
            onChange={(who) => setOther((now) => ({ ...now, who }))}
          />
          <Field
            label='监护人电话里怎么说的'
            long
            maxLength={100}
            value={other.said}
            onChange={(said) => setOther((now) => ({ ...now, said }))}
          />
        </>
      )}
      {pupil.data && (
        <Card flush>
          {[pupil.data.guardian, ...pupil.data.collectors].map(({ name: who, phone, relation }) => (
            <Cell
              key={who + phone}
              icon='phone'
              title={[relation, who].filter(Boolean).join(' ')}
              brief={phone}
              onTap={() => dial(phone)}
            />
          ))}
        </Card>
      )}
      {collect.error && <Failed error={collect.error} />}
    </Sheet>
  )
}
