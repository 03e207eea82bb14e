import { View } from '@tarojs/components'
import { HOME_PHOTOS } from '@yike/shared/people/home'
import { getMyHome, sendHomeProof, withdrawHomeProof } from '@yike/shared/people/home-endpoints'
import type { MyHome } from '@yike/shared/people/home-schemas'
import { dateInText } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { FieldFrame } from '@/kit/form/field'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { usePhotos } from '@/lib/api/use-photos'
import { openPage } from '@/lib/phone/open-page'
import './person.scss'

/** Photos of a proof, sent to staff. */
function Send({ onDone }: { onDone: () => void }) {
  const photos = usePhotos()
  const send = useAction(sendHomeProof)
  const submit = async () => {
    if (await send.run({ photoIds: photos.ids.slice(0, HOME_PHOTOS) })) onDone()
  }
  return (
    <Section title='请社区核对'>
      <Card>
        <FieldFrame
          label='拍一张证明'
          help='房产证、租房合同、水电费单，拍到姓名和地址那一页。只有核对的人看得到，看完就删'
          problem={send.problemWith('photoIds') ?? photos.refusal}
        >
          <PhotoGrid {...photos.grid} max={HOME_PHOTOS} />
        </FieldFrame>
        <Button
          look='main'
          block
          off={photos.ids.length === 0 || photos.pending}
          busy={send.busy && '正在发…'}
          onTap={() => void submit()}
        >
          发给社区核对
        </Button>
        {send.error && !send.error.details?.fields && <Failed error={send.error} onRetry={() => void submit()} />}
        <View className='note person__gap'>{tie('不方便拍，带证明到社区窗口看一眼也行。')}</View>
      </Card>
    </Section>
  )
}

function Waiting({ request, onDone }: { request: NonNullable<MyHome['request']>; onDone: () => void }) {
  const withdraw = useAction(withdrawHomeProof)
  const take = async () => {
    if (await withdraw.run({})) onDone()
  }
  return (
    <Card tone='sand'>
      <View className='strong'>{request.state.label}</View>
      <View className='note person__say'>
        {tie(`${dateInText(request.sentAt.slice(0, 10))}发的证明，社区看过会告诉您。`)}
      </View>
      <Button block busy={withdraw.busy && '正在撤…'} onTap={() => void take()}>
        撤回，删掉照片
      </Button>
      {withdraw.error && <View className='field__bad'>{withdraw.error.message}</View>}
    </Card>
  )
}

/** The address of the reader: said by them, or bound by staff who have seen a proof. */
export default function HomePage() {
  const { data, error, reload } = useEndpoint(getMyHome, {})
  const renew = () => void reload()
  if (!data)
    return (
      <Page title='住哪儿'>
        {error ? <Failed error={error} onRetry={renew} /> : <Loading shape='lines' rows={4} />}
      </Page>
    )
  const { text, proof, request, can } = data
  const came = request?.state.code === 'returned' && can.send
  return (
    <Page title='住哪儿'>
      <Card>
        <View className='lead'>{text ? tie(text) : '还没写住哪儿'}</View>
        <View className='note person__say'>
          {proof
            ? tie(
                `核对过：${[proof.way.label, proof.compound?.name, dateInText(proof.at.slice(0, 10))].filter(Boolean).join('，')}`,
              )
            : tie('您自己写的。办事够用了，请社区核对过更准。')}
        </View>
        <Button block onTap={() => void openPage('/people/profile')}>
          {text ? '改住址' : '去写上'}
        </Button>
        {proof && <View className='note person__gap'>{tie('改了住址，要重新核对。')}</View>}
      </Card>
      {came && (
        <Section>
          <Card tone='late'>
            <View className='strong'>证明退回来了</View>
            <View className='prose'>{tie(request.reason)}</View>
          </Card>
        </Section>
      )}
      {can.withdraw && request && (
        <Section>
          <Waiting request={request} onDone={renew} />
        </Section>
      )}
      {can.send && <Send onDone={renew} />}
    </Page>
  )
}
