import { getAudience, publishNotice } from '@yike/shared/notices/endpoints'
import type { Audience, StaffNotice } from '@yike/shared/notices/schemas'
import { App, Button } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { Failed, Loading } from '../kit/page/PageStates'
import { useRead, useWrite } from '../lib/query'
import { audienceQuery } from './AudienceFields'
import { peopleOf, publishInWords, waysOf } from './audienceWords'
import { GuardedModal } from '../kit/form/unsaved'

interface Props {
  /** The draft as it was saved a moment ago. */
  notice: StaffNotice
  onPublished: () => void
  onClose: () => void
}

/** Before a notice leaves: who gets it, by grid and building, by which way; then once more the question. */
export function PublishModal({ notice, onPublished, onClose }: Props) {
  const { message } = App.useApp()
  const { data: audience, error, refetch } = useRead(getAudience, audienceQuery(notice))
  const publish = useWrite(publishNotice, ({ audience: reached }) => {
    void message.success(reached > 0 ? `发出去了，${reached} 人能收到` : '发出去了，挂在“通知”里')
    onPublished()
  })
  return (
    <GuardedModal open title={`发布「${notice.title}」`} footer={null} width={560} onCancel={onClose}>
      {error && !audience ? (
        <Failed error={error} onRetry={refetch} />
      ) : audience ? (
        <Recipients audience={audience} />
      ) : (
        <Loading />
      )}
      <Refusal error={publish.error} />
      {audience && (
        <div className='form-foot'>
          <Button
            type='primary'
            loading={publish.isPending}
            onClick={() => publish.mutate({ id: notice.id, revision: notice.revision })}
          >
            {publishInWords(audience)}
          </Button>
          <Button type='text' onClick={onClose}>
            先不发
          </Button>
        </div>
      )}
    </GuardedModal>
  )
}

function Recipients({ audience }: { audience: Audience }) {
  const { grids, buildings, withoutGrid, withoutBuilding, people } = audience
  const chosen = [...grids, ...buildings].filter((one) => one.chosen)
  const isAll = chosen.length === 0
  const shownGrids = isAll ? grids : grids.filter((one) => one.chosen)
  const shownBuildings = isAll ? buildings : buildings.filter((one) => one.chosen)
  return (
    <div className='recipients nums'>
      <p className='strong'>
        {isAll ? `整个社区，${people} 人` : `${chosen.map(({ name }) => name).join('、')}，${people} 人`}
      </p>
      <ul>
        {waysOf(audience).map((said) => (
          <li key={said}>{said}</li>
        ))}
      </ul>
      <Part title='按网格' rows={shownGrids} left={isAll ? withoutGrid : 0} leftWords='不在网格里' />
      <Part title='按楼' rows={shownBuildings} left={isAll ? withoutBuilding : 0} leftWords='没写几号楼' />
    </div>
  )
}

interface PartProps {
  title: string
  rows: readonly { name: string; people: number; reached: number }[]
  /** People of the community who are in none of these. */
  left: number
  leftWords: string
}

const Part = ({ title, rows, left, leftWords }: PartProps) =>
  rows.length > 0 && (
    <section aria-label={title}>
      <h3 className='note'>{title}</h3>
      <dl className='recipients__rows'>
        {rows.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd>{peopleOf(row)}</dd>
          </div>
        ))}
        {left > 0 && (
          <div className='note'>
            <dt>{leftWords}</dt>
            <dd>{left} 人</dd>
          </div>
        )}
      </dl>
    </section>
  )
