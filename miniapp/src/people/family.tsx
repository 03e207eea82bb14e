import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { listUsualBookings } from '@yike/shared/booking/endpoints'
import { listBeneficiaries, listFamily } from '@yike/shared/people/endpoints'
import type { Beneficiary, FamilyActor } from '@yike/shared/people/schemas'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { tie } from '@/kit/base/text'
import { requireSignIn } from '@/lib/api/session'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { AddFamily } from './add-family'
import { BookFor } from './book-for'
import { ActorRow, EndSheet, Incoming, Outgoing, RemoveSheet, writtenOf } from './family-parts'
import { ShowCode } from './show-code'
import './person.scss'

/** The people I act for, and the people who act for me. */
export default function FamilyPage() {
  const mine = useEndpoint(listBeneficiaries, {})
  const family = useEndpoint(listFamily, {})
  const usual = useEndpoint(listUsualBookings, {})
  const [adding, setAdding] = useState(useRouter().params.add === '1')
  const [asked, setAsked] = useState(false)
  const [leaving, setLeaving] = useState<Beneficiary | null>(null)
  const [ending, setEnding] = useState<FamilyActor | null>(null)
  // A reader who leaves the sign-in is not asked again by the second list.
  const reload = async () => {
    if (await requireSignIn()) await Promise.all([mine.reload(), family.reload()])
  }
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const add = async () => {
    if (await requireSignIn()) setAdding(true)
  }
  const done = () => {
    setAdding(false)
    setLeaving(null)
    setEnding(null)
    void reload()
  }
  const people = mine.data?.items
  const error = mine.error ?? family.error
  const { incoming = [], outgoing = [], actors = [] } = family.data ?? {}

  return (
    <Page
      title='家人'
      bar={
        people && (
          <Button look='main' icon='plus' block onTap={() => void add()}>
            添加家人
          </Button>
        )
      }
    >
      {error && <Failed error={error} onRetry={() => void reload()} />}
      {incoming.map((request) => (
        <Incoming key={request.id} request={request} onAnswered={() => void reload()} />
      ))}
      {!people ? (
        !error && <Loading shape='lines' />
      ) : people.length === 0 ? (
        <Empty title='还没有添加家人' say='加上爸妈、老伴，就能替他们订餐、约照护' />
      ) : (
        people.map((person) => (
          <BookFor
            key={person.personId}
            person={person}
            usual={(usual.data?.items ?? []).flatMap(({ last }) => (last.who.personId === person.personId ? last : []))}
            standing={writtenOf(person)}
            onRemove={() => setLeaving(person)}
          />
        ))
      )}
      {asked && outgoing.length > 0 && (
        <View className='note section'>{tie('问了。等他在自己的手机上点“同意”。')}</View>
      )}
      {outgoing.length > 0 && (
        <Section title='等对方同意'>
          <Card flush>
            {outgoing.map((request) => (
              <Outgoing key={request.id} request={request} onAnswered={() => void reload()} />
            ))}
          </Card>
        </Section>
      )}
      {family.data && (
        <Section title='谁替我办事'>
          {actors.length > 0 && (
            <Card flush>
              {actors.map((actor) => (
                <ActorRow key={actor.personId} actor={actor} onEnd={() => setEnding(actor)} />
              ))}
            </Card>
          )}
          {actors.length === 0 && (
            <View className='note person__say'>还没有。想让儿女替您约，给他们看您的六位码。</View>
          )}
          <View className='person__gap'>
            <ShowCode />
          </View>
        </Section>
      )}
      {adding && people && (
        <AddFamily
          onClose={() => setAdding(false)}
          onAdded={done}
          onAsked={() => {
            setAsked(true)
            done()
          }}
        />
      )}
      {leaving && <RemoveSheet person={leaving} onClose={() => setLeaving(null)} onRemoved={done} />}
      {ending && <EndSheet actor={ending} onClose={() => setEnding(null)} onEnded={done} />}
    </Page>
  )
}
