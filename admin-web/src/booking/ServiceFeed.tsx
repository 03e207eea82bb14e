import { getServiceFeed, makeServiceFeed, revokeServiceFeed } from '@yike/shared/feeds/endpoints'
import { App, Button, Typography } from 'antd'
import { useState } from 'react'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'
import { GuardedModal } from '../kit/form/unsaved'

/** The address under which a calendar program reads the sittings of a service; shown once, when it is made. */
export function ServiceFeed({ serviceId, name, onClose }: { serviceId: string; name: string; onClose: () => void }) {
  const { message } = App.useApp()
  const now = useNow()
  const [address, setAddress] = useState<string>()
  const feed = useRead(getServiceFeed, { id: serviceId })
  const make = useWrite(makeServiceFeed, ({ path }) => setAddress(`${window.location.origin}${path}`))
  const revoke = useWrite(revokeServiceFeed, () => {
    setAddress(undefined)
    void message.success('地址不能用了')
  })
  const madeAt = feed.data?.madeAt
  return (
    <GuardedModal open title={`${name}的日历地址`} footer={null} width={520} onCancel={onClose}>
      <p className='note'>
        放进手机或电脑的日历里，场次和约了几位自己会更新。里面没有居民的姓名；谁有地址谁能看，别发到群里。
      </p>
      {address ? (
        <>
          <Typography.Paragraph copyable className='feed__address'>
            {address}
          </Typography.Paragraph>
          <p className='note'>
            地址只在这里显示一次，请现在就复制，或者{' '}
            <a href={address.replace(/^https?:/, 'webcal:')}>直接在日历里打开</a>。
          </p>
        </>
      ) : (
        madeAt && (
          <p className='nums'>
            {dayAndClock(madeAt, now)} 生成过一个
            {feed.data?.readAt ? `，日历 ${dayAndClock(feed.data.readAt, now)} 来看过。` : '，还没有日历来看过。'}
          </p>
        )
      )}
      <Refusal error={make.error ?? revoke.error} />
      <div className='form-foot'>
        <Button
          type={madeAt ? 'default' : 'primary'}
          loading={make.isPending}
          onClick={() => make.mutate({ id: serviceId })}
        >
          {madeAt ? '换一个新地址' : '生成地址'}
        </Button>
        {madeAt && (
          <Button danger loading={revoke.isPending} onClick={() => revoke.mutate({ id: serviceId })}>
            不用了
          </Button>
        )}
      </div>
    </GuardedModal>
  )
}
