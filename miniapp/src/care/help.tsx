import { useEffect, useState } from 'react'
import { View } from '@tarojs/components'
import { addHelpPosition, callForHelp, cancelHelp, getAlert, getMyCare } from '@yike/shared/care/endpoints'
import type { AlertView } from '@yike/shared/care/schemas'
import { clockOf } from '@yike/shared/time/china'
import { Button, Buttons } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Tap } from '@/kit/base/tap'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
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

function Emergency() {
  const deliberately = useDeliberate()
  return (
    <Button look='danger' icon='phone' block onTap={deliberately(() => dial('120'))}>
      打 120
    </Button>
  )
}

/**
 * The first tap led here, the second one calls. The button is there at once and stays in its place, whatever is still
 * loading; two taps make one call. The position follows the call, which waits for nothing.
 */
export default function HelpPage() {
  const mine = useEndpoint(getMyCare, {})
  const call = useAction(callForHelp)
  const where = useAction(addHelpPosition)
  const standing = mine.data?.mine.alert
  const id = standing?.kind.code === 'help' ? standing.id : undefined
  const shout = async () => {
    const made = await call.run({})
    if (!made) return
    await mine.reload()
    const position = await locate()
    if (position) await where.run({ id: made.id, position })
  }
  return (
    <Page title='呼救' ownCall className='help'>
      {id ? (
        <Sent key={id} id={id} onOver={mine.reload} />
      ) : (
        <>
          <Tap className='help__button' label='呼救' disabled={call.busy} onTap={() => void shout()}>
            {call.busy ? '正在呼救…' : '呼救'}
          </Tap>
          <View className='phrase help__say'>点一下，家人和社区的人马上知道，也知道您家在哪儿。</View>
          {call.error && <Failed error={call.error} onRetry={() => void shout()} />}
          {mine.error && !mine.data && !call.error && <Failed error={mine.error} onRetry={() => void mine.reload()} />}
          <Section>
            <Emergency />
          </Section>
        </>
      )}
    </Page>
  )
}

const STATES: Record<string, string> = {
  held: '正在叫家人和社区',
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
function Sent({ id, onOver }: { id: string; onOver: () => Promise<void> }) {
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
      <View className='care__more'>
        <Buttons>
          <Button look='danger' icon='phone' onTap={deliberately(() => dial('120'))}>
            打 120
          </Button>
          <Button icon='phone' onTap={deliberately(() => dial(communityPhone))}>
            打给社区
          </Button>
        </Buttons>
      </View>
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
