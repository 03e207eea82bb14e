import * as api from '@yike/shared/open311/endpoints'
import type { Partner } from '@yike/shared/open311/schemas'
import { App, Button, Form, Input, Popconfirm, Select, Typography } from 'antd'
import { useState } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedForm, GuardedModal } from '../kit/form/unsaved'
import { useNow } from '../kit/hooks/useNow'
import { Failed, Loading } from '../kit/page/PageStates'
import { dayAndClock } from '../kit/show/text'
import { StatusTag } from '../kit/show/Tag'
import { useRead, useWrite } from '../lib/query'

/** A key that was just made; null where its answer was lost on the way. */
interface Shown {
  name: string
  key: string | null
}

/** Outside systems that file cases by Open311, and their keys. A key is shown once, when it is made. */
export function PartnerSettings() {
  const { data, error, refetch } = useRead(api.listPartners, {})
  const [adding, setAdding] = useState(false)
  const [shown, setShown] = useState<Shown>()
  const several = (data?.communities.length ?? 0) > 1
  return (
    <section className='pane opening__list' aria-labelledby='partners'>
      <div className='pane__head'>
        <h2 id='partners' className='lead'>
          合作系统
        </h2>
        <span className='note'>用 Open311 把诉求转给社区、读办到哪一步；看不到是谁反映的</span>
        <Button className='push' onClick={() => setAdding(true)} disabled={data?.communities.length === 0}>
          加一个系统
        </Button>
      </div>
      {error && !data && <Failed error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data?.items.length === 0 && <p className='note'>还没有。对方系统要接进来时，在这里给它一个密钥。</p>}
      {data?.items.map((partner) => (
        <PartnerRow key={partner.id} partner={partner} inCommunity={several} onKey={setShown} />
      ))}
      <GuardedModal
        open={adding}
        title='加一个合作系统'
        footer={null}
        width={440}
        destroyOnHidden
        onCancel={() => setAdding(false)}
      >
        {data && (
          <PartnerForm
            communities={data.communities}
            onMade={(made) => {
              setAdding(false)
              setShown(made)
            }}
          />
        )}
      </GuardedModal>
      <GuardedModal
        open={shown !== undefined}
        title={`${shown?.name ?? ''}的密钥`}
        footer={null}
        width={520}
        onCancel={() => setShown(undefined)}
      >
        {shown && <KeyShown shown={shown} onClose={() => setShown(undefined)} />}
      </GuardedModal>
    </section>
  )
}

function KeyShown({ shown: { key }, onClose }: { shown: Shown; onClose: () => void }) {
  return (
    <>
      {key ? (
        <>
          <Typography.Paragraph copyable className='partner__key'>
            {key}
          </Typography.Paragraph>
          <p className='note'>
            只在这里显示一次，请现在就复制，当面或加密交给对方，别发到群里。对方的地址是{' '}
            {`${window.location.origin}/open311/v2`}。
          </p>
        </>
      ) : (
        <p className='note'>系统加好了，密钥没来得及显示。请点“换密钥”再要一个。</p>
      )}
      <div className='form-foot'>
        <Button type='primary' onClick={onClose}>
          记好了
        </Button>
      </div>
    </>
  )
}

interface RowProps {
  partner: Partner
  /** Whether the name of its community tells it from others. */
  inCommunity: boolean
  onKey: (shown: Shown) => void
}

function PartnerRow({ partner, inCommunity, onKey }: RowProps) {
  const { id, name, community, keyMadeAt, usedAt, revokedAt } = partner
  const { message } = App.useApp()
  const now = useNow()
  const renew = useWrite(api.renewPartnerKey, onKey)
  const revoke = useWrite(api.revokePartnerKey, () => void message.success(`${name}的密钥停用了`))
  const facts = [
    inCommunity && community.name,
    `密钥 ${dayAndClock(keyMadeAt, now)} 给的`,
    usedAt ? `最近 ${dayAndClock(usedAt, now)} 用过` : '还没用过',
  ]
  return (
    <div className='opening__row'>
      <div>
        <p className='strong'>
          {name} {revokedAt && <StatusTag>已停用</StatusTag>}
        </p>
        <p className='note nums'>{facts.filter(Boolean).join('，')}</p>
        <Refusal error={renew.error ?? revoke.error} />
      </div>
      <span className='push partner__deeds'>
        <Popconfirm
          title={revokedAt ? '给它一个新密钥？' : '换了以后，原来的密钥马上不能用。'}
          okText='换密钥'
          cancelText='先不'
          onConfirm={() => renew.mutate({ id })}
        >
          <Button loading={renew.isPending} aria-label={`${name}：换密钥`}>
            换密钥
          </Button>
        </Popconfirm>
        {!revokedAt && (
          <Popconfirm
            title='停用以后，对方马上交不了、也读不了。已经转来的诉求照办。'
            okText='停用'
            cancelText='先不'
            onConfirm={() => revoke.mutate({ id })}
          >
            <Button danger loading={revoke.isPending} aria-label={`${name}：停用`}>
              停用
            </Button>
          </Popconfirm>
        )}
      </span>
    </div>
  )
}

interface FormProps {
  communities: readonly { id: string; name: string }[]
  onMade: (shown: Shown) => void
}

function PartnerForm({ communities, onMade }: FormProps) {
  const create = useWrite(api.createPartner, onMade)
  return (
    <GuardedForm<{ communityId: string; name: string }>
      layout='vertical'
      requiredMark={false}
      initialValues={{ communityId: communities[0]?.id }}
      onFinish={(values) => create.mutate(values)}
    >
      <Form.Item
        name='name'
        label='系统的名称'
        extra='办件的同事会看到，比如“区城管热线”'
        rules={[{ required: true, min: 2, message: '系统的名称至少 2 个字' }]}
      >
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name='communityId' label='给哪个社区转诉求' hidden={communities.length < 2}>
        <Select options={communities.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Refusal error={create.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={create.isPending}>
          加上，给密钥
        </Button>
      </div>
    </GuardedForm>
  )
}
