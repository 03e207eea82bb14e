import * as hall from '@yike/shared/hall/endpoints'
import type { HallSettings } from '@yike/shared/hall/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { clockOf } from '@yike/shared/time/china'
import { App, Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useNow } from '../kit/hooks/useNow'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag, type TagTone } from '../kit/show/Tag'
import { useWrite } from '../lib/query'

/** The devices of the hall: added and revoked here. */
export const Devices = ({ settings }: { settings: HallSettings }) => (
  <>
    <Screens settings={settings} />
    <Kiosks settings={settings} />
  </>
)

function Screens({ settings: { placeId, displayPath } }: { settings: HallSettings }) {
  const { message } = App.useApp()
  const renew = useWrite(hall.renewDisplay)
  const revoke = useWrite(hall.revokeDisplay)
  const address = displayPath && `${window.location.origin}${displayPath}`
  return (
    <div>
      <h2 className='lead'>大屏</h2>
      {address ? (
        <>
          <p className='note'>在大屏的浏览器里打开这个地址。谁有地址谁能看，上面不显示谁是谁。</p>
          <Input.TextArea readOnly aria-label='大屏的地址' autoSize value={address} />
          <div className='row hall__foot'>
            <a href={address} target='_blank' rel='noreferrer'>
              打开看看
            </a>
            <Button
              size='small'
              onClick={() => void navigator.clipboard.writeText(address).then(() => message.success('抄好了'))}
            >
              抄下地址
            </Button>
            <Popconfirm
              title='换一个新地址？'
              description='用着旧地址的大屏马上会停，要换成新的。'
              okText='换'
              cancelText='先不'
              onConfirm={() => renew.mutate({ id: placeId })}
            >
              <Button size='small'>换地址</Button>
            </Popconfirm>
            <Popconfirm
              title='停用大屏？'
              description='所有大屏马上不再显示。'
              okText='停用'
              cancelText='先不'
              onConfirm={() => revoke.mutate({ id: placeId })}
            >
              <Button size='small' danger>
                停用
              </Button>
            </Popconfirm>
          </div>
        </>
      ) : (
        <>
          <p className='note'>还没接大屏。</p>
          <Button loading={renew.isPending} onClick={() => renew.mutate({ id: placeId })}>
            要一个大屏地址
          </Button>
        </>
      )}
      <Refusal error={renew.error ?? revoke.error} />
    </div>
  )
}

const TONES: Record<string, TagTone> = { waiting: 'soon', paired: 'done' }

function Kiosks({ settings: { placeId, kiosks } }: { settings: HallSettings }) {
  const now = useNow()
  const [name, setName] = useState('')
  const add = useWrite(hall.addKiosk, () => setName(''))
  const revoke = useWrite(hall.revokeKiosk)
  return (
    <div>
      <h2 className='lead'>自助机</h2>
      <p className='note'>
        在自助机的浏览器里打开 <b className='keep'>{window.location.origin}/kiosk/</b>，输配对码。配对码 10
        分钟内用一次。
      </p>
      <ul className='hall__kiosks'>
        {kiosks.map((kiosk) => (
          <li key={kiosk.id}>
            <span className='row'>
              <b>{kiosk.name}</b>
              <StatusTag tone={TONES[kiosk.state.code]}>{kiosk.state.label}</StatusTag>
              <Popconfirm
                title={`停用“${kiosk.name}”？`}
                description='这台机器马上什么都办不了。'
                okText='停用'
                cancelText='先不'
                onConfirm={() => revoke.mutate({ id: placeId, kioskId: kiosk.id })}
              >
                <button type='button' className='link-button push'>
                  停用
                </button>
              </Popconfirm>
            </span>
            {kiosk.pairingCode && kiosk.pairUntil && (
              <p className='hall__pairing nums'>
                {kiosk.pairingCode.slice(0, 4)} {kiosk.pairingCode.slice(4)}
                <span className='note'>{clockOf(new Date(kiosk.pairUntil))} 前有效</span>
              </p>
            )}
            {kiosk.lastSeenAt && <p className='note nums'>最近用着：{momentInWords(kiosk.lastSeenAt, now)}</p>}
          </li>
        ))}
      </ul>
      <div className='row'>
        <Input
          aria-label='自助机叫什么'
          className='hall__kioskname'
          placeholder='叫什么，例如 大厅门口'
          maxLength={20}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          disabled={!name.trim()}
          loading={add.isPending}
          onClick={() => add.mutate({ id: placeId, name: name.trim() })}
        >
          加一台
        </Button>
      </div>
      <Refusal error={add.error ?? revoke.error} />
    </div>
  )
}
