import { useEffect, useRef, useState } from 'react'
import { View } from '@tarojs/components'
import { addHelpPosition, callForHelp, cancelHelp, getAlert, getMyCare } from '@yike/shared/care/endpoints'
import type { AlertView } from '@yike/shared/care/schemas'
import { getMe, listFamily } from '@yike/shared/people/endpoints'
import { clockOf } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { dial, useCommunity } from '@/lib/api/community'
import { requireSignIn, useSession } from '@/lib/api/session'
import {
  dismissRefused,
  enqueue,
  flushQueue,
  useOfflineQueue,
  withdrawQueued,
  type QueuedAction,
} from '@/lib/offline/offline-queue'
import { useCached } from '@/lib/offline/use-cached'
import { locate } from '@/lib/phone/position'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import './care.scss'

const LOOK_AGAIN_MS = 5_000
/** A hurried finger taps twice: for this many milliseconds after the page changed under it, only 呼救 answers. */
const STRAY_MS = 800

/** Stops a tap that was meant for the content shown a moment ago. */
function useDeliberate() {
  const [since] = useState(() => Date.now())
  return (act: () => void) => () => {
    if (Date.now() - since > STRAY_MS) act()
  }
}

/** 120, the community, and the reader's emergency contact: there at once, whether or not the call gets through. */
function Phones({ community, contact }: { community?: string; contact?: { name: string; phone: string } | null }) {
  const deliberately = useDeliberate()
  return (
    <Section>
      <Button look='danger' icon='phone' block onTap={deliberately(() => dial('120'))}>
        打 120
      </Button>
      {contact && (
        <View className='care__more'>
          <Button icon='phone' block onTap={deliberately(() => dial(contact.phone))}>
            {`打给${contact.name}`}
          </Button>
        </View>
      )}
      {community && (
        <View className='care__more'>
          <Button icon='phone' block onTap={deliberately(() => dial(community))}>
            打给社区
          </Button>
        </View>
      )}
    </Section>
  )
}

/** The subject of the call in the queue. */
const HELP = 'help'

/** The effect of a call for this reader, as far as they have family and a home on record. */
const promiseInWords = (family: boolean, home: boolean) =>
  `点一下，${family ? '家人和' : ''}社区的人马上知道${home ? '，也知道您家在哪儿' : ''}。`

/**
 * The first tap led here, the second one calls. The button is there at once and stays in its place, whatever is still
 * loading; two taps make one call. The call is kept on the phone before it is sent, so that without a signal it leaves
 * when there is one. The position follows it.
 */
export default function HelpPage() {
  const mine = useEndpoint(getMyCare, {})
  const session = useSession()
  const community = useCommunity()
  const me = useCached('help:me', getMe, session ? {} : null)
  const family = useCached('help:family', listFamily, session ? {} : null)
  const where = useAction(addHelpPosition)
  const [calling, setCalling] = useState(false)
  const { waiting, refused } = useOfflineQueue({ onHeard: ({ about }) => void (about === HELP && mine.reload()) })
  const standing = mine.data?.mine.alert
  const id = standing?.kind.code === 'help' ? standing.id : undefined
  const queued = waiting.find(({ about }) => about === HELP)
  const refusal = refused.find(({ about }) => about === HELP)
  /** The call was made on this page, so its position is this phone's. */
  const called = useRef(false)
  const shout = async () => {
    if (!(await requireSignIn())) return
    setCalling(true)
    called.current = true
    if (refusal) void dismissRefused(refusal.key)
    if (queued) await flushQueue()
    else await enqueue(callForHelp, {}, { about: HELP, says: '呼救' })
    setCalling(false)
  }
  useEffect(() => {
    if (!id || !called.current) return
    called.current = false
    void locate().then((position) => position && where.run({ id, position }))
  }, [id, where])
  const phones = <Phones community={me.data?.community.phone ?? community?.phone} contact={me.data?.emergencyContact} />
  if (id)
    return (
      <Page title='呼救' ownCall className='help'>
        <Sent key={id} id={id} contact={me.data?.emergencyContact} onOver={mine.reload} />
      </Page>
    )
  return (
    <Page title='呼救' ownCall className='help'>
      {queued && !calling ? (
        <Unsent queued={queued} onAgain={() => void shout()} />
      ) : (
        <>
          <Tap className='help__button' label='呼救' disabled={calling} onTap={() => void shout()}>
            {calling ? '正在呼救…' : '呼救'}
          </Tap>
          <View className='phrase help__say'>
            {tie(promiseInWords((family.data?.actors.length ?? 0) > 0, Boolean(me.data?.home)))}
          </View>
        </>
      )}
      {refusal && (
        <Card tone='sand'>
          <View className='phrase'>{tie(`没叫到人：${refusal.reason}`)}</View>
        </Card>
      )}
      {phones}
    </Page>
  )
}

/** No signal: the call is on the phone and leaves by itself; until then somebody has to be phoned. */
function Unsent({ queued, onAgain }: { queued: QueuedAction; onAgain: () => void }) {
  const deliberately = useDeliberate()
  return (
    <>
      <View className='help__sent' ariaRole='alert'>
        <View className='head'>没有信号，还没叫到人</View>
      </View>
      <Card tone='sand'>
        <View className='lead'>{tie('一有信号马上自己发出去')}</View>
        <View className='phrase care__more'>{tie('别等，先打电话。')}</View>
      </Card>
      <View className='care__more'>
        <Buttons>
          <Button onTap={deliberately(() => void withdrawQueued(queued.key))}>点错了，我没事</Button>
          <Button look='main' onTap={deliberately(onAgain)}>
            再发一次
          </Button>
        </Buttons>
      </View>
    </>
  )
}

const STATES: Record<string, string> = {
  held: '正在叫人',
  open: '告诉家人和社区了',
  taken: '有人来了',
}

/** A person without family here does not read that the family was notified. */
const stateInWords = ({ outcome, state, toldFamily }: AlertView) =>
  outcome?.label ??
  (state.code === 'open' && toldFamily.length === 0 ? '告诉社区了' : (STATES[state.code] ?? state.label))

function toldInWords({ toldFamily, toldStaff }: AlertView) {
  const who = [...toldFamily, toldStaff > 0 && `社区 ${toldStaff} 位工作人员`].filter(Boolean)
  return who.length > 0 ? `已经告诉：${who.join('、')}` : '手机响了就接，别着急。'
}

/** The people who were notified, and the one who comes; read again every few seconds. */
function Sent({
  id,
  contact,
  onOver,
}: {
  id: string
  contact?: { name: string; phone: string } | null
  onOver: () => Promise<void>
}) {
  const { data, error, reload } = useEndpoint(getAlert, { id })
  const cancel = useAction(cancelHelp)
  const deliberately = useDeliberate()
  useEffect(() => {
    const timer = setInterval(() => void reload(), LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [reload])
  const takeBack = async () => {
    if (await cancel.run({ id })) await onOver()
  }
  if (!data) return error ? <Failed error={error} onRetry={() => void reload()} /> : <Loading rows={1} />
  const { taker, takenAt, communityPhone } = data
  return (
    <>
      <View className='help__sent'>
        <View className='head'>{stateInWords(data)}</View>
      </View>
      <Card tone={taker ? 'sea' : undefined}>
        <View className='lead'>{taker ? tie(`${taker.role}${taker.name}在路上了`) : '在原地等，别急着动'}</View>
        <View className='phrase care__more'>
          {taker && takenAt ? tie(`${clockOf(new Date(takenAt))} 出发的`) : tie(toldInWords(data))}
        </View>
      </Card>
      <Phones community={communityPhone} contact={contact} />
      {cancel.error && <Failed error={cancel.error} onRetry={() => void takeBack()} />}
      {data.can.cancel && (
        <View className='care__more'>
          <Button block busy={cancel.busy && '正在撤…'} onTap={deliberately(() => void takeBack())}>
            点错了，我没事
          </Button>
        </View>
      )}
    </>
  )
}
