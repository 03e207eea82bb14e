import { getChannels, tryChannels } from '@yike/shared/messages/endpoints'
import type { Channels } from '@yike/shared/messages/channel-schemas'
import { instantInText } from '@yike/shared/time/words'
import { Button } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { Failed } from '../kit/page/PageStates'
import { StatusTag } from '../kit/show/Tag'
import { useRead, useWrite } from '../lib/query'

const labels = (kinds: readonly { label: string }[]) => kinds.map(({ label }) => label).join('、')

function wechatInWords(wechat: Channels['wechat']) {
  if (!wechat) return '没写：现在是演示登录，消息只在小程序里看得到'
  const { appId, templates, without } = wechat
  if (templates.length === 0) return `${appId}，还没有写订阅消息的模板，消息只在小程序里看得到`
  return `${appId}，有模板的消息：${labels(templates)}；别的 ${without} 种只在小程序里看得到`
}

/**
 * The kinds of message that leave by WeChat and SMS, and a try of both. The settings themselves are with the process, as
 * are the secrets.
 */
export function ChannelSettings() {
  const { data, error, refetch } = useRead(getChannels, {})
  const attempt = useWrite(tryChannels)
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return null
  const { wechat, sms, lastTry } = data
  return (
    <section className='pane opening__list' aria-labelledby='channels'>
      <div className='pane__head'>
        <h2 id='channels' className='lead'>
          微信和短信
        </h2>
        <span className='note'>密钥写在启动的设置里，这里看不到；试一下不会给任何人发消息</span>
        <Button className='push' type='primary' loading={attempt.isPending} onClick={() => attempt.mutate({})}>
          试一下
        </Button>
      </div>
      <Refusal error={attempt.error} />
      <div className='opening__row'>
        <div>
          <p className='strong'>微信小程序</p>
          <p className='note'>{wechatInWords(wechat)}</p>
        </div>
      </div>
      <div className='opening__row'>
        <div>
          <p className='strong'>短信</p>
          <p className='note'>
            {sms ? `${sms.host}，微信收不到的人发短信：${labels(sms.kinds)}` : '没写 SMS_WEBHOOK_URL，不发短信'}
          </p>
        </div>
      </div>
      {lastTry && (
        <>
          <p className='note settings__tried'>
            {instantInText(new Date(lastTry.at))}试的{lastTry.isOfNow ? '' : '，那以后设置改过，再试一次'}
          </p>
          {lastTry.items.map(({ what, isOk, says, mend }) => (
            <div key={what} className='opening__row'>
              <div>
                <p className='strong'>{what}</p>
                <p className='note'>{mend ? `${says}。${mend}。` : says}</p>
              </div>
              <span className='push'>
                <StatusTag tone={isOk ? 'done' : 'late'}>{isOk ? '好的' : '要改'}</StatusTag>
              </span>
            </div>
          ))}
        </>
      )}
    </section>
  )
}
