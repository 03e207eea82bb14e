import { kindsWithout, SERVICE_KINDS, type ServiceKind } from '@yike/shared/directory/categories'
import { listStaffServices } from '@yike/shared/directory/endpoints'
import { Button, Input, Segmented } from 'antd'
import { Link, useNavigate } from 'react-router'
import { PagedTable } from '../kit/show/PagedTable'
import { Icon } from '../kit/show/Icon'
import { iconNamed } from '../kit/show/icons'
import { PageHead } from '../kit/page/PageHead'
import { StatusTag } from '../kit/show/Tag'
import { useQueryParams } from '../lib/useQueryParams'
import { yuan } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useReadPages } from '../lib/query'

const ALL = 'all'

/** The services that residents can book, with a link to their sittings. */
export default function ServicesPage() {
  const navigate = useNavigate()
  const { me, may } = useMe()
  const [address, change] = useQueryParams()
  return (
    <>
      <PageHead
        title='服务'
        beside={
          <Segmented
            aria-label='哪一类服务'
            options={[
              { value: ALL, label: '全部' },
              ...kindsWithout(me?.featuresOff ?? []).map((code) => ({ value: code, label: SERVICE_KINDS[code].label })),
            ]}
            value={address.kind ?? ALL}
            onChange={(kind) => change({ kind: kind === ALL ? undefined : kind })}
          />
        }
        tools={
          <>
            <Input.Search
              allowClear
              aria-label='找服务'
              placeholder='服务的名字'
              style={{ width: 200 }}
              defaultValue={address.q}
              onSearch={(q) => change({ q })}
            />
            {may('service.edit') && (
              <Button
                type='primary'
                onClick={() => void navigate(`/services/new${address.place ? `?place=${address.place}` : ''}`)}
              >
                加一项服务
              </Button>
            )}
          </>
        }
      />
      <section className='pane'>
        <Services filters={{ q: address.q, placeId: address.place, kind: address.kind as ServiceKind | undefined }} />
      </section>
    </>
  )
}

function Services({ filters }: { filters: { q?: string; placeId?: string; kind?: ServiceKind } }) {
  const navigate = useNavigate()
  const services = useReadPages(listStaffServices, { ...filters, limit: 50 })
  return (
    <PagedTable
      pages={services}
      empty='这样找没有服务。换个条件看看。'
      onOpen={({ id }) => void navigate(`/services/${id}`)}
      columns={[
        {
          title: '服务',
          key: 'name',
          render: (_, { name, icon }) => (
            <span className='row'>
              <Icon name={iconNamed(icon)} size={16} />
              <span className='strong'>{name}</span>
            </span>
          ),
        },
        { title: '类别', key: 'kind', render: (_, { kind }) => kind.label },
        { title: '在哪儿', key: 'place', render: (_, { placeName }) => <span className='soft'>{placeName}</span> },
        {
          title: '下一场',
          key: 'next',
          render: (_, { next, status }) =>
            status.code === 'active' ? (
              (next ?? <span className='soft'>没有能约的</span>)
            ) : (
              <StatusTag>{status.label}</StatusTag>
            ),
        },
        {
          title: '价钱',
          key: 'price',
          align: 'right',
          render: (_, { priceFen }) => (priceFen === null ? '没写' : yuan(priceFen)),
        },
        {
          title: '',
          key: 'verb',
          align: 'right',
          render: (_, { id, name }) => (
            <Link to={`/services/${id}/sittings`} className='strong' onClick={(event) => event.stopPropagation()}>
              排场次<span className='unseen'>：{name}</span>
            </Link>
          ),
        },
      ]}
    />
  )
}
