import { getCare, getCareFile, listCareReads, withdrawCareFile } from '@yike/shared/care/endpoints'
import {
  CARE_LEVELS,
  CARE_LEVEL_SOURCE,
  CARE_NEEDS,
  LEVEL_SOURCES,
  READ_REASONS,
  READ_REASON_CODES,
  type ReadReason,
} from '@yike/shared/care/rules'
import type { CareFileView } from '@yike/shared/care/schemas'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Failed, Loading } from '../kit/page/PageStates'
import { Kbd } from '../kit/page/Kbd'
import { useShortcuts } from '../kit/page/shortcuts'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Refusal } from '../kit/form/Refusal'
import { dayAndClock } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useReadPages, useWrite } from '../lib/query'
import './care.css'
import { CheckPane } from './CheckPane'
import { Essentials } from './Essentials'
import { FileForm } from './FileForm'

export default function PersonPage() {
  const { personId } = useParams()
  return <Person key={personId} id={personId!} />
}

function Person({ id }: { id: string }) {
  const navigate = useNavigate()
  const { may } = useMe()
  const [why, setWhy] = useState<ReadReason>()
  const { data, error, refetch } = useRead(getCare, { personId: id }, { everySeconds: 60 })
  const back = () => void navigate('/care?show=people')
  useShortcuts([{ key: 'escape', label: '回照护', run: back }])
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  const { person, check } = data
  return (
    <>
      <PageHead
        title={person.name}
        note={[person.birthYear && `${person.birthYear} 年生`, person.home].filter(Boolean).join('，')}
        tools={
          <Button onClick={back}>
            回照护 <Kbd>Esc</Kbd>
          </Button>
        }
      />
      <div className='columns'>
        <div className='columns__main'>{why ? <File id={id} why={why} /> : <Why onChoose={setWhy} />}</div>
        <div className='columns__side'>
          <CheckPane personId={id} check={check} />
          {may('care.edit') && <Reads id={id} />}
        </div>
      </div>
    </>
  )
}

const Why = ({ onChoose }: { onChoose: (why: ReadReason) => void }) => (
  <section className='pane'>
    <h2 className='lead'>照护档案：为什么要看</h2>
    <p className='note'>谁看过、什么时候、为什么，老人和家人都看得到。</p>
    <div className='row care__steps'>
      {READ_REASON_CODES.map((code) => (
        <Button key={code} onClick={() => onChoose(code)}>
          {READ_REASONS[code]}
        </Button>
      ))}
    </div>
  </section>
)

function File({ id, why }: { id: string; why: ReadReason }) {
  const [isEditing, setEditing] = useState(false)
  const { data, error, refetch } = useRead(getCareFile, { personId: id, why })
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <section className='pane'>
      <div className='pane__head'>
        <h2 className='lead'>照护档案</h2>
        {data.can.edit && !isEditing && (
          <Button className='push' onClick={() => setEditing(true)}>
            {data.body ? '修改' : '写档案'}
          </Button>
        )}
      </div>
      {isEditing ? <FileForm found={data} onDone={() => setEditing(false)} /> : <Shown found={data} />}
    </section>
  )
}

function Shown({ found: { body, consent, changedAt, changedBy, can, person } }: { found: CareFileView }) {
  const now = useNow()
  const withdraw = useWrite(withdrawCareFile)
  if (!body) return <p className='note'>还没有档案。要先得到本人同意，纸上签字也行。</p>
  return (
    <>
      <Essentials
        {...body}
        level={body.level && `${CARE_LEVELS[body.level]}，${LEVEL_SOURCES[body.levelFrom]}`}
        needs={body.needs.map((need) => CARE_NEEDS[need])}
      />
      <p className='note care__steps'>
        {changedAt && `${changedBy ?? '工作人员'} ${dayAndClock(changedAt, now)} 写的。`}
        {CARE_LEVEL_SOURCE}。
      </p>
      {consent && (
        <div className='row care__steps'>
          <span className='note'>
            {consent.how.label}，{consent.byName}，{dayAndClock(consent.at, now)}，第 {consent.version} 版说明
            {consent.guardianName && `，监护人 ${consent.guardianName}`}
          </span>
          {can.withdraw && (
            <Popconfirm
              title='撤回同意，删掉档案？'
              description='本人或家人要求时才点。删了就没有了。'
              okText='撤回并删掉'
              cancelText='先不'
              onConfirm={() => withdraw.mutate({ personId: person.id })}
            >
              <Button size='small' danger loading={withdraw.isPending}>
                替他撤回
              </Button>
            </Popconfirm>
          )}
        </div>
      )}
      <Refusal error={withdraw.error} />
    </>
  )
}

function Reads({ id }: { id: string }) {
  const now = useNow()
  const reads = useReadPages(listCareReads, { personId: id })
  return (
    <section className='pane'>
      <h2 className='lead'>谁看过</h2>
      {reads.data?.length === 0 && <p className='note'>除了本人和家人，还没有人看过。</p>}
      <ul className='plain-list'>
        {reads.data?.map(({ id: readId, who, what, why, at }) => (
          <li key={readId}>
            <span className='strong'>{who}</span>
            <div className='note nums'>
              {dayAndClock(at, now)}，{what === 'edit' ? '改过' : '看过'}，{why}
            </div>
          </li>
        ))}
      </ul>
      {reads.hasNextPage && (
        <Button size='small' loading={reads.isFetchingNextPage} onClick={() => void reads.fetchNextPage()}>
          再看早一些的
        </Button>
      )}
    </section>
  )
}
