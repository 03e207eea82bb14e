import { followUpDelivery, listUndelivered } from '@yike/shared/messages/endpoints'
import { showPersonPhone } from '@yike/shared/people/endpoints'
import { momentInWords } from '@yike/shared/time/words'
import { Button, Select, Switch } from 'antd'
import { useNavigate } from 'react-router'
import { PagedTable } from '../kit/show/PagedTable'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { useReadPages, useWrite } from '../lib/query'
import { ShowPhone } from '../lib/ShowPhone'
import { useQueryParams } from '../lib/useQueryParams'

const STATES = [
  { value: 'failed', label: '没发出去' },
  { value: 'unknown', label: '不知道到没到' },
]
const WAYS = [
  { value: 'wechat', label: '微信' },
  { value: 'sms', label: '短信' },
  { value: 'phone', label: '要打电话' },
]

/** Messages that did not reach somebody, so that staff phone. Everybody has them in the inbox in any case. */
export default function UndeliveredPage() {
  const [address, change] = useQueryParams()
  const navigate = useNavigate()
  const now = useNow()
  const list = useReadPages(listUndelivered, {
    state: STATES.find(({ value }) => value === address.state)?.value as 'failed' | undefined,
    way: WAYS.find(({ value }) => value === address.way)?.value as 'wechat' | undefined,
    done: address.done === '1' || undefined,
  })
  const follow = useWrite(followUpDelivery)
  return (
    <>
      <PageHead
        title='没送到的消息'
        note='微信、短信没发出去的，不知道到没到的，家里没人用手机的。打个电话，再点一下'
        tools={
          <>
            <Select
              allowClear
              aria-label='结果'
              placeholder='结果不限'
              value={address.state}
              options={STATES}
              onChange={(state: string | undefined) => change({ state })}
            />
            <Select
              allowClear
              aria-label='怎么发的'
              placeholder='怎么发的不限'
              value={address.way}
              options={WAYS}
              onChange={(way: string | undefined) => change({ way })}
            />
            <label className='row'>
              <Switch
                size='small'
                checked={address.done === '1'}
                onChange={(on) => change({ done: on ? '1' : undefined })}
              />
              打过的也看
            </label>
          </>
        }
      />
      <section className='pane'>
        <Refusal error={follow.error} />
        <PagedTable
          pages={list}
          empty='都送到了，没有要打电话的。'
          onOpen={({ person }) => void navigate(`/people?q=${encodeURIComponent(person.name)}&id=${person.id}`)}
          columns={[
            {
              title: '谁',
              render: (_, { person }) => (
                <>
                  <div className='strong'>{person.name}</div>
                  <div className='note'>{person.home}</div>
                </>
              ),
            },
            {
              title: '电话',
              render: (_, { person }) =>
                person.phone ? (
                  <ShowPhone of={showPersonPhone} input={{ personId: person.id }} last4={person.phone.slice(-4)} />
                ) : (
                  '没有留电话'
                ),
            },
            {
              title: '要说的事',
              render: (_, { title, body }) => (
                <>
                  <div>{title}</div>
                  <div className='note'>{body}</div>
                </>
              ),
            },
            {
              title: '怎么了',
              render: (_, { state, way, reason, at }) => (
                <>
                  <StatusTag tone={state.code === 'failed' ? 'late' : 'soon'}>
                    {way.code === 'phone' ? '要打电话' : `${way.label}${state.label}`}
                  </StatusTag>
                  <div className='note nums'>{`${momentInWords(at, now)}，${reason}`}</div>
                </>
              ),
            },
            {
              title: '',
              width: 130,
              render: (_, { id, followedUp }) =>
                followedUp ? (
                  <span className='note'>{`${followedUp.by} ${momentInWords(followedUp.at, now)} 打过`}</span>
                ) : (
                  <Button
                    size='small'
                    loading={follow.isPending && follow.variables.id === id}
                    onClick={(event) => {
                      event.stopPropagation()
                      follow.mutate({ id })
                    }}
                  >
                    打过电话了
                  </Button>
                ),
            },
          ]}
        />
      </section>
    </>
  )
}
